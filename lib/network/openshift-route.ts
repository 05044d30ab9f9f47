import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import {
  Route,
  RouteSpecTls,
  RouteSpecTlsInsecureEdgeTerminationPolicy,
  RouteSpecTlsTermination,
  RouteSpecToKind,
  RouteSpecWildcardPolicy,
} from '../../imports/route.openshift.io';
import { contentHash } from '../kubernetes/configuration-file';
import { Peer } from '../kubernetes/peer';
import { addressRanges } from '../kubernetes/address-range';
import { certificateFromIssuer } from './certificate';
import { Entrance, Router, RouterLocation, routerPeers, Site } from './entrance';
import { objectName } from '../kubernetes/object-name';

const ROUTER_NAMESPACE = 'openshift-ingress';
/** OpenShift takes a Route with a certificate only if this account may read it, whichever router serves it. */
const ROUTER = { kind: 'ServiceAccount', name: 'router', namespace: ROUTER_NAMESPACE };

/** Where OpenShift's router is. */
export interface RouteOptions extends RouterLocation {
  /**
   * Namespace of the router's pods.
   * @default openshift-ingress
   */
  readonly controllerNamespace?: string;
  /**
   * What the router understands beyond the standard.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Requests come through OpenShift's router. */
export class RouteEntrance implements Entrance, Router {
  readonly service = { type: 'ClusterIP' };
  readonly sources: readonly Peer[];
  readonly router = this;
  readonly takesWildcards = false;

  private readonly controllerNamespace: string;

  constructor(private readonly options: RouteOptions) {
    this.controllerNamespace = options.controllerNamespace ?? ROUTER_NAMESPACE;
    this.sources = routerPeers(this.controllerNamespace, options);
  }

  check(scope: IConstruct): void {
    objectName(scope, 'exposure.controllerNamespace', this.controllerNamespace, 'see "kubectl get namespaces"');
    addressRanges(scope, 'exposure.addresses', this.options.addresses);
  }

  route(scope: Construct, site: Site): ApiObject[] {
    const { service, portName, hosts, paths, tls, certificate, labels } = site;
    const pairs = hosts.flatMap((host) => paths.map((path) => ({ host, path })));
    const routes: ApiObject[] = pairs.map(
      ({ host, path }, index) =>
        // One Route takes one host and one path; the others' names must not depend on their order.
        new Route(scope, index === 0 ? 'Route' : `Route-${contentHash(host, path).slice(0, 8)}`, {
          metadata: { labels, annotations: { ...this.options.annotations } },
          spec: {
            host,
            path,
            to: { kind: RouteSpecToKind.SERVICE, name: service.name, weight: 100 },
            port: { targetPort: portName },
            wildcardPolicy: RouteSpecWildcardPolicy.NONE,
            ...(tls.encrypted && { tls: edge(certificate) }),
          },
        }),
    );
    if (certificate) {
      if (tls.certManager) routes.push(certificateFromIssuer(scope, tls.certManager, certificate, site));
      routes.push(...this.letRouterRead(scope, certificate, site));
    }
    return routes;
  }

  private letRouterRead(scope: Construct, certificate: string, { labels }: Site): ApiObject[] {
    const role = new k8s.KubeRole(scope, 'CertificateReader', {
      metadata: { labels },
      rules: [
        { apiGroups: [''], resources: ['secrets'], resourceNames: [certificate], verbs: ['get', 'list', 'watch'] },
      ],
    });
    const binding = new k8s.KubeRoleBinding(scope, 'CertificateReaderBinding', {
      metadata: { labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.name },
      subjects: [ROUTER],
    });
    return [role, binding];
  }
}

function edge(certificate: string | undefined): RouteSpecTls {
  return {
    termination: RouteSpecTlsTermination.EDGE,
    insecureEdgeTerminationPolicy: RouteSpecTlsInsecureEdgeTerminationPolicy.REDIRECT,
    ...(certificate && { externalCertificate: { name: certificate } }),
  };
}
