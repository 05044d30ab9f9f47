import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { selectorLabels } from './labels';
import { NamedPorts, servicePorts } from './ports';

/** A headless Service that gives each pod of a StatefulSet its own name, ready or not. */
export function nodesService(scope: Construct, labels: Record<string, string>, ports: NamedPorts): k8s.KubeService {
  return new k8s.KubeService(scope, 'Nodes', {
    metadata: { labels },
    spec: {
      clusterIp: 'None',
      // Nodes find each other in order to become ready.
      publishNotReadyAddresses: true,
      selector: selectorLabels(labels['app.kubernetes.io/instance'] ?? ''),
      ports: servicePorts(ports),
    },
  });
}
