import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { isQualifiedName } from '../kubernetes/qualified-name';
import { Peer } from '../kubernetes/peer';
import { addressRanges } from '../kubernetes/address-range';
import { Entrance } from './entrance';

const ANYWHERE = '0.0.0.0/0';
const NODE_PORTS = { lowest: 30000, highest: 32767 };

/** Who may come to a Service that is open to the outside, and on which way. */
export interface DirectAccess {
  /**
   * Ranges of addresses that may come.
   * @default - anywhere
   */
  readonly sources?: readonly string[];
  /**
   * `Local` shows visitors' addresses to the pods and uses nodes that have one; `Cluster` takes any node, and pods
   * see the node's address instead.
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
   */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
  /**
   * Ranges of the nodes' addresses; needed for limited sources under `Cluster`.
   * @default - none
   */
  readonly nodes?: readonly string[];
}

/** Settings of a Service that the cloud, or MetalLB, puts a load balancer before. */
export interface LoadBalancerOptions extends DirectAccess {
  /**
   * `Local` shows visitors' addresses to the pods and uses nodes that have one; `Cluster` takes any node, and pods
   * see the node's address instead.
   * @default Local
   */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
  /**
   * Which implementation makes the load balancer.
   * @default - the cluster's own
   */
  readonly loadBalancerClass?: string;
  /**
   * What the implementation understands beyond the standard.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Settings of a Service with a port on every node, for a load balancer outside of the cluster. */
export interface NodePortOptions extends DirectAccess {
  /**
   * `Local` shows visitors' addresses to the pods and uses nodes that have one; `Cluster` takes any node, and pods
   * see the node's address instead.
   * @default Cluster
   */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
  /**
   * The port, from 30000 to 32767.
   * @default - Kubernetes chooses one
   */
  readonly port?: number;
}

/** Requests come from inside of the cluster, from workloads that connect; nobody else may. */
export class ClusterIpEntrance implements Entrance {
  readonly service = { type: 'ClusterIP' };
  readonly sources = [];

  check(): void {
    // It has no settings.
  }
}

/** Requests come through a load balancer that knows nothing of HTTP. */
export class LoadBalancerEntrance implements Entrance {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly service: Entrance['service'];
  readonly sources: readonly Peer[];

  private readonly access: DirectAccess;

  constructor({ annotations, loadBalancerClass, ...access }: LoadBalancerOptions) {
    this.access = { externalTrafficPolicy: 'Local', ...access };
    this.annotations = annotations;
    this.service = {
      type: 'LoadBalancer',
      externalTrafficPolicy: this.access.externalTrafficPolicy,
      ...(access.sources && { loadBalancerSourceRanges: [...access.sources] }),
      ...(loadBalancerClass && { loadBalancerClass }),
    };
    this.sources = directPeers(this.access);
  }

  check(scope: IConstruct): void {
    checkAccess(scope, this.access);
    const { loadBalancerClass } = this.service;
    if (loadBalancerClass !== undefined && !isQualifiedName(loadBalancerClass)) {
      reject(scope, {
        prop: 'exposure.loadBalancerClass',
        value: loadBalancerClass,
        rule: 'a class has letters, digits, dots, dashes and underscores, and may have a domain and a slash before them',
        fix: 'write it as the implementation names itself, like example.org/internal',
      });
    }
  }
}

/** Requests come to a port of the nodes. */
export class NodePortEntrance implements Entrance {
  readonly nodePort?: number;
  readonly service: Entrance['service'];
  readonly sources: readonly Peer[];

  private readonly access: DirectAccess;

  constructor({ port, ...access }: NodePortOptions) {
    this.access = { externalTrafficPolicy: 'Cluster', ...access };
    this.nodePort = port;
    this.service = { type: 'NodePort', externalTrafficPolicy: this.access.externalTrafficPolicy };
    this.sources = directPeers(this.access);
  }

  check(scope: IConstruct): void {
    checkAccess(scope, this.access);
    const { lowest, highest } = NODE_PORTS;
    const port = this.nodePort;
    if (port !== undefined && !(Number.isInteger(port) && port >= lowest && port <= highest)) {
      reject(scope, {
        prop: 'exposure.port',
        value: port,
        rule: `nodes keep the ports from ${lowest} to ${highest} for Services`,
        fix: 'use one of them, or leave it out and let Kubernetes choose',
      });
    }
  }
}

function directPeers({ sources = [ANYWHERE], nodes = [] }: DirectAccess): Peer[] {
  return [...sources, ...nodes].map((range) => Peer.addresses(range));
}

function checkAccess(scope: IConstruct, { sources, nodes, externalTrafficPolicy }: DirectAccess): void {
  addressRanges(scope, 'exposure.sources', sources);
  addressRanges(scope, 'exposure.nodes', nodes);
  if (sources?.length === 0) {
    reject(scope, {
      prop: 'exposure.sources',
      value: sources,
      rule: 'an open port that nobody may come to serves nobody',
      fix: 'name who may come, leave it out for everyone, or use Exposure.clusterIp()',
    });
  }
  if (sources && externalTrafficPolicy === 'Cluster' && !nodes?.length) {
    reject(scope, {
      prop: 'exposure.nodes',
      value: nodes,
      rule: "under externalTrafficPolicy Cluster the pods see a node's address, which their network policy must let in",
      fix: "give the nodes' ranges of addresses, or use externalTrafficPolicy Local",
    });
  }
}
