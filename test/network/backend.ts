import { Construct } from 'constructs';
import { standardLabels } from '../../lib/kubernetes/labels';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';
import { Backend } from '../../lib/network/backend';

/** A workload `web`, without the workload. */
export function backend(scope: Construct): Backend {
  const labels = standardLabels({
    name: 'wordpress',
    instance: 'web',
    component: 'web',
    image: 'docker.io/library/wordpress:7.1.0-php8.4-fpm',
  });
  const network = new WorkloadNetwork(scope, 'Web', { instance: 'web', metadata: { labels } });
  return { instance: 'web', podPort: 8080, portName: 'http', labels, network };
}
