import { Construct, IConstruct } from 'constructs';
import { KubernetesVersion } from './kubernetes-version';
import { Peer } from './peer';
import { SecretSource } from './secret-source';

const CONTEXT_KEY = 'cdk8s-wordpress/platform';

/** Settings of a {@link Platform}. */
export interface PlatformProps {
  /**
   * Version of the API server.
   * @default KubernetesVersion.NEWEST
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /**
   * Pods that answer DNS.
   * @default - those labelled `k8s-app: kube-dns` in `kube-system`
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

  /** Decides which fields are used. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Where names are looked up. */
  readonly dns: Peer;
  /** Where the Kubernetes API is served. */
  readonly apiServer: Peer;
  /** Who writes the Secrets. */
  readonly secrets: SecretSource;

  constructor(props: PlatformProps) {
    this.kubernetesVersion = props.kubernetesVersion ?? KubernetesVersion.NEWEST;
    this.dns = props.dns ?? Peer.pods('kube-system', { 'k8s-app': 'kube-dns' });
    this.apiServer = props.apiServer ?? Peer.anywhere();
    this.secrets = props.secrets ?? SecretSource.existing();
  }

  /** Makes this the platform of a scope that has no children yet. */
  setOn(scope: Construct): void {
    scope.node.setContext(CONTEXT_KEY, this);
  }
}
