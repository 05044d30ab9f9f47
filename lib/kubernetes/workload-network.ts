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
  /**
   * Labels of its pods, where others than this library make them.
   * @default - the one that selects the pods of `instance`
   */
  readonly selector?: Readonly<Record<string, string>>;
  /** The workload's labels. */
  readonly metadata: ApiObjectMetadata;
  /**
   * Whether its pods look up names. One that doesn't, and connects to nothing, reaches nothing at all.
   * @default true
   */
  readonly names?: boolean;
}

interface Rule {
  readonly peer: Peer;
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
}

/**
 * All that a workload's pods may reach and be reached by: one network policy, filled by the wiring.
 *
 * Names are looked up by almost every workload, so DNS is open. Nothing else is, until something connects.
 */
export class WorkloadNetwork extends Construct {
  /** The policy. */
  readonly policy: k8s.KubeNetworkPolicy;
  /** This workload's pods, as others' policies see them. */
  readonly peer: Peer;

  private readonly incoming: Rule[] = [];
  private readonly outgoing: Rule[] = [];

  constructor(scope: Construct, id: string, { instance, selector, metadata, names = true }: WorkloadNetworkProps) {
    super(scope, id);
    const labels = { ...(selector ?? selectorLabels(instance)) };
    this.policy = new k8s.KubeNetworkPolicy(this, 'Resource', {
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: rules(this.incoming, (peer) => ({ from: [peer.spec] })),
        egress: rules(this.outgoing, (peer) => ({ to: [peer.spec] })),
      } as k8s.NetworkPolicySpec,
    });
    this.peer = Peer.pods(this.policy.metadata.namespace, labels);
    if (!names) return;
    const { dns, dnsPorts } = Platform.of(this);
    this.add(this.outgoing, {
      peer: dns,
      ports: dnsPorts.flatMap((port) => [
        { port, protocol: 'UDP' },
        { port, protocol: 'TCP' },
      ]),
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

/** Without rules the field stays away: the API server drops an empty list, and a diff would show it for ever. */
function rules(all: readonly Rule[], side: (peer: Peer) => object): unknown {
  return Lazy.any({
    produce: () =>
      all.length > 0 ? all.map(({ peer, ports }) => ({ ...side(peer), ports: rendered(ports) })) : undefined,
  });
}

function tcp(ports: readonly number[]): Rule['ports'] {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}

function rendered(ports: Rule['ports']): k8s.NetworkPolicyPort[] {
  return ports.map(({ port, protocol }) => ({ port: intOrString(port), protocol }));
}
