import { Construct, IConstruct } from 'constructs';
import { KubernetesVersion } from './kubernetes-version';
import { Peer } from './peer';

const CONTEXT_KEY = 'cdk8s-wordpress/platform';

/** Facts about the cluster that every construct below a scope needs. */
export class Platform {
  /** A cluster as most are: newest Kubernetes, DNS in `kube-system`, API server anywhere. */
  static readonly DEFAULT = new Platform();

  /** The platform of the nearest scope that has one set, or the default. */
  static of(construct: IConstruct): Platform {
    return (construct.node.tryGetContext(CONTEXT_KEY) as Platform | undefined) ?? Platform.DEFAULT;
  }

  constructor(
    /** Decides which fields are used. */
    readonly kubernetesVersion: KubernetesVersion = KubernetesVersion.NEWEST,
    /** Where names are looked up. */
    readonly dns: Peer = Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }),
    /** Where the Kubernetes API is served. */
    readonly apiServer: Peer = Peer.anywhere(),
  ) {}

  /** Makes this the platform of a scope that has no children yet. */
  setOn(scope: Construct): void {
    scope.node.setContext(CONTEXT_KEY, this);
  }
}
