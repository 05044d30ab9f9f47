import { Construct, IConstruct } from 'constructs';
import { KubernetesVersion } from './kubernetes-version';
import { Peer } from './peer';
import { SecretSource } from './secret-source';

const CONTEXT_KEY = 'cdk8s-wordpress/platform';

/** What the cluster is. OpenShift chooses users and groups of pods itself, a range for each namespace. */
export type PlatformKind = 'kubernetes' | 'openshift';

/** Where DNS listens: behind its Service at another port on OpenShift, and network policies look behind it. */
const DNS: Readonly<Record<PlatformKind, { readonly peer: Peer; readonly ports: readonly number[] }>> = {
  kubernetes: { peer: Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }), ports: [53] },
  openshift: {
    peer: Peer.pods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }),
    ports: [53, 5353],
  },
};

/** Settings of a {@link Platform}. */
export interface PlatformProps {
  /**
   * What the cluster is.
   * @default kubernetes
   */
  readonly kind?: PlatformKind;
  /**
   * Version of the API server.
   * @default KubernetesVersion.NEWEST
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /**
   * Pods that answer DNS.
   * @default - those labelled `k8s-app: kube-dns` in `kube-system`, or OpenShift's own in `openshift-dns`
   */
  readonly dns?: Peer;
  /**
   * Addresses of the API server, seen from pods.
   * @default - any
   */
  readonly apiServer?: Peer;
  /**
   * Who writes the Secrets.
   * @default SecretSource.existing()
   */
  readonly secrets?: SecretSource;
}

/** Facts about the cluster that every construct below a scope needs. */
export class Platform {
  /** A cluster as most are: newest Kubernetes, DNS in `kube-system`, API server anywhere, Secrets made by hand. */
  static readonly DEFAULT = new Platform({});

  /** The platform of the nearest scope that has one set, or the default. */
  static of(construct: IConstruct): Platform {
    return (construct.node.tryGetContext(CONTEXT_KEY) as Platform | undefined) ?? Platform.DEFAULT;
  }

  /** What the cluster is. */
  readonly kind: PlatformKind;
  /** Decides which fields are used. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Where names are looked up. */
  readonly dns: Peer;
  /** Ports where that listens, in its pods. */
  readonly dnsPorts: readonly number[];
  /** Where the Kubernetes API is served. */
  readonly apiServer: Peer;
  /** Who writes the Secrets. */
  readonly secrets: SecretSource;

  constructor(props: PlatformProps) {
    this.kind = props.kind ?? 'kubernetes';
    this.kubernetesVersion = props.kubernetesVersion ?? KubernetesVersion.NEWEST;
    this.dns = props.dns ?? DNS[this.kind].peer;
    this.dnsPorts = DNS[this.kind].ports;
    this.apiServer = props.apiServer ?? Peer.anywhere();
    this.secrets = props.secrets ?? SecretSource.existing();
  }

  /** Whether it chooses users and groups of pods itself, and refuses pods that do. */
  get choosesUsers(): boolean {
    return this.kind === 'openshift';
  }

  /** Makes this the platform of a scope that has no children yet. */
  setOn(scope: Construct): void {
    scope.node.setContext(CONTEXT_KEY, this);
  }
}
