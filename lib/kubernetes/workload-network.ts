import { ApiObjectMetadata, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Endpoint } from './endpoint';
import { selectorLabels } from './labels';
import { Peer } from './peer';
import { Platform } from './platform';
import { portNumber } from './port-number';
import { intOrString } from './quantity';

/** Settings of a {@link WorkloadNetwork}. */
export interface WorkloadNetworkProps {
  /** The workload's name, whose pods this is about. */
  readonly instance: string;
  /** The workload's labels. */
  readonly metadata: ApiObjectMetadata;
}

interface Rule {
  readonly peer: Peer;
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
}

/**
 * All that a workload's pods may reach and be reached by: one network policy, filled by the wiring.
 *
 * Names are looked up by every workload, so DNS is always open. Nothing else is, until something connects.
 */
export class WorkloadNetwork extends Construct {
  /** The policy. */
  readonly policy: k8s.KubeNetworkPolicy;
  /** This workload's pods, as others' policies see them. */
  readonly peer: Peer;

  private readonly incoming: Rule[] = [];
  private readonly outgoing: Rule[] = [];

  constructor(scope: Construct, id: string, { instance, metadata }: WorkloadNetworkProps) {
    super(scope, id);
    const labels = selectorLabels(instance);
    this.policy = new k8s.KubeNetworkPolicy(this, 'Resource', {
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: Lazy.any({
          // Without rules the field stays away: the API server drops an empty list, and a diff would show it for ever.
          produce: () =>
            this.incoming.length > 0
              ? this.incoming.map(({ peer, ports }) => ({ from: [peer.spec], ports: rendered(ports) }))
              : undefined,
        }),
        egress: Lazy.any({
          produce: () => this.outgoing.map(({ peer, ports }) => ({ to: [peer.spec], ports: rendered(ports) })),
        }),
      } as k8s.NetworkPolicySpec,
    });
    this.peer = Peer.pods(this.policy.metadata.namespace, labels);
    this.add(this.outgoing, {
      peer: Platform.of(this).dns,
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
    });
  }

  /** Lets this workload reach an endpoint, and opens the endpoint's side too where it is ours. */
  connectTo(endpoint: Endpoint): void {
    this.allowTo(endpoint.peer, endpoint.podPort);
    endpoint.network?.allowFrom(this.peer, endpoint.podPort);
  }

  /** Lets this workload's pods reach pods or addresses at TCP ports. */
  allowTo(peer: Peer, ...ports: number[]): void {
    this.add(this.outgoing, { peer, ports: tcp(ports) });
  }

  /** Lets pods or addresses reach this workload's pods at TCP ports. */
  allowFrom(peer: Peer, ...ports: number[]): void {
    this.add(this.incoming, { peer, ports: tcp(ports) });
  }

  /** Lets this workload's pods reach each other at TCP ports. */
  allowAmongItself(...ports: number[]): void {
    this.allowTo(this.peer, ...ports);
    this.allowFrom(this.peer, ...ports);
  }

  private add(rules: Rule[], rule: Rule): void {
    rule.peer.check(this);
    for (const { port } of rule.ports) portNumber(this, 'port', port);
    const text = JSON.stringify(rule);
    if (!rules.some((known) => JSON.stringify(known) === text)) rules.push(rule);
  }
}

function tcp(ports: readonly number[]): Rule['ports'] {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}

function rendered(ports: Rule['ports']): k8s.NetworkPolicyPort[] {
  return ports.map(({ port, protocol }) => ({ port: intOrString(port), protocol }));
}
