import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { Peer } from '../kubernetes/peer';
import { Tls } from './tls';

/** A site as whatever routes requests to it needs to know it. */
export interface Site {
  /** The Service before the pods. */
  readonly service: k8s.KubeService;
  /** The Service's port. */
  readonly port: number;
  /** The port's name. */
  readonly portName: string;
  /** Host names that requests ask for; the main one is first. */
  readonly hosts: readonly string[];
  /** Path prefixes that belong to the site. */
  readonly paths: readonly string[];
  /** Who ends the encryption. */
  readonly tls: Tls;
  /** Secret in the site's namespace with the certificate, if there is one. */
  readonly certificate?: string;
  /** Labels for the objects that route. */
  readonly labels: Readonly<Record<string, string>>;
}

/** One way in: what the Service looks like, who sends the requests, and what routes them by host name. */
export interface Entrance {
  /** Annotations of the Service. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The Service's spec, without what every Service of ours has. */
  readonly service: Omit<k8s.ServiceSpec, 'ports' | 'selector'> & { readonly type: string };
  /** Port that every node opens. */
  readonly nodePort?: number;
  /** Where requests come from, as the pods' network policy sees it. */
  readonly sources: readonly Peer[];
  /** Routes requests by host name and path; absent where nothing looks at them. */
  readonly router?: Router;
  /** @throws ConfigurationError if its own settings can't work */
  check(scope: IConstruct): void;
}

/** Something in the cluster that reads requests and knows sites by their host names. */
export interface Router {
  /** Whether it takes `*.example.org`. */
  readonly takesWildcards: boolean;
  /** Makes what tells it of a site. */
  route(scope: Construct, site: Site): ApiObject[];
}

/** Where a router's pods are. */
export interface RouterLocation {
  /**
   * Addresses that its requests come from where it isn't in the network of pods: nodes, if it runs in their network.
   * @default - none, it has addresses of pods
   */
  readonly addresses?: readonly string[];
}

/** The peers of a router with pods in a namespace. */
export function routerPeers(namespace: string, { addresses = [] }: RouterLocation): Peer[] {
  return [Peer.namespace(namespace), ...addresses.map((range) => Peer.addresses(range))];
}
