import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import {
  HttpRoute,
  HttpRouteSpecParentRefs,
  HttpRouteSpecRulesFiltersRequestRedirectScheme,
  HttpRouteSpecRulesFiltersRequestRedirectStatusCode,
  HttpRouteSpecRulesFiltersType,
  HttpRouteSpecRulesMatchesPathType,
  ReferenceGrant,
} from '../../imports/gateway.networking.k8s.io';
import { reject } from '../kubernetes/configuration-error';
import { Peer } from '../kubernetes/peer';
import { addressRanges } from '../kubernetes/address-range';
import { certificateFromIssuer } from './certificate';
import { Entrance, Router, RouterLocation, routerPeers, Site } from './entrance';
import { objectName } from '../kubernetes/object-name';

const GROUP = 'gateway.networking.k8s.io';

/** Which Gateway to attach to. */
export interface GatewayOptions extends RouterLocation {
  /** The Gateway's name; the cluster's administrator has made it. */
  readonly name: string;
  /** The Gateway's namespace. */
  readonly namespace: string;
  /**
   * The Gateway's listener for the site.
   * @default - every listener that admits the host name
   */
  readonly sectionName?: string;
  /**
   * The Gateway's listener for plain HTTP, whose requests are sent on to https.
   * @default - none
   */
  readonly redirectSectionName?: string;
  /**
   * Namespace of the pods that carry the Gateway's traffic; some implementations keep them in one of their own.
   * @default - the Gateway's namespace
   */
  readonly controllerNamespace?: string;
}

/** Requests come through a Gateway that is there already. */
export class GatewayEntrance implements Entrance, Router {
  readonly service = { type: 'ClusterIP' };
  readonly sources: readonly Peer[];
  readonly router = this;
  readonly takesWildcards = true;

  constructor(private readonly options: GatewayOptions) {
    this.sources = routerPeers(options.controllerNamespace ?? options.namespace, options);
  }

  check(scope: IConstruct): void {
    const { name, namespace, sectionName, redirectSectionName, controllerNamespace, addresses } = this.options;
    objectName(scope, 'exposure.name', name, 'see "kubectl get gateways -A"');
    objectName(scope, 'exposure.namespace', namespace, 'see "kubectl get gateways -A"');
    if (controllerNamespace !== undefined) {
      objectName(scope, 'exposure.controllerNamespace', controllerNamespace, 'see "kubectl get namespaces"');
    }
    for (const [prop, listener] of Object.entries({ sectionName, redirectSectionName })) {
      if (listener !== undefined) objectName(scope, `exposure.${prop}`, listener, "see the Gateway's listeners");
    }
    addressRanges(scope, 'exposure.addresses', addresses);
    if (redirectSectionName !== undefined && (sectionName === undefined || sectionName === redirectSectionName)) {
      reject(scope, {
        prop: 'exposure.sectionName',
        value: sectionName,
        rule: `only another listener than ${redirectSectionName}, which redirects, can serve the site`,
        fix: 'name the listener for https',
      });
    }
  }

  route(scope: Construct, site: Site): ApiObject[] {
    const { namespace, sectionName, redirectSectionName } = this.options;
    const { service, port, hosts, paths, tls, certificate, labels } = site;
    const routes: ApiObject[] = [
      new HttpRoute(scope, 'Route', {
        metadata: { labels },
        spec: {
          parentRefs: [this.listener(sectionName)],
          hostnames: [...hosts],
          rules: [
            {
              matches: paths.map(prefix),
              backendRefs: [{ group: '', kind: 'Service', name: service.name, port, weight: 1 }],
            },
          ],
        },
      }),
    ];
    if (redirectSectionName !== undefined) {
      if (!tls.encrypted) {
        reject(scope, {
          prop: 'exposure.redirectSectionName',
          value: redirectSectionName,
          rule: `with ${tls} there is no https to send requests on to`,
          fix: 'leave it out, or use Tls.terminatedUpstream() for a Gateway with a certificate',
        });
      }
      routes.push(this.redirect(scope, redirectSectionName, site));
    }
    if (certificate) {
      if (tls.certManager) routes.push(certificateFromIssuer(scope, tls.certManager, certificate, site));
      if (namespace !== service.metadata.namespace) routes.push(this.grant(scope, certificate, site));
    }
    return routes;
  }

  private listener(sectionName?: string): HttpRouteSpecParentRefs {
    const { name, namespace } = this.options;
    return { group: GROUP, kind: 'Gateway', name, namespace, sectionName };
  }

  private redirect(scope: Construct, sectionName: string, { hosts, labels }: Site): HttpRoute {
    return new HttpRoute(scope, 'Redirect', {
      metadata: { labels },
      spec: {
        parentRefs: [this.listener(sectionName)],
        hostnames: [...hosts],
        rules: [
          {
            matches: [prefix('/')],
            filters: [
              {
                type: HttpRouteSpecRulesFiltersType.REQUEST_REDIRECT,
                requestRedirect: {
                  scheme: HttpRouteSpecRulesFiltersRequestRedirectScheme.HTTPS,
                  statusCode: HttpRouteSpecRulesFiltersRequestRedirectStatusCode.VALUE_301,
                },
              },
            ],
          },
        ],
      },
    });
  }

  /** Lets listeners of the Gateway's namespace name the Secret, and no other. */
  private grant(scope: Construct, certificate: string, { labels }: Site): ReferenceGrant {
    return new ReferenceGrant(scope, 'CertificateGrant', {
      metadata: { labels },
      spec: {
        from: [{ group: GROUP, kind: 'Gateway', namespace: this.options.namespace }],
        to: [{ group: '', kind: 'Secret', name: certificate }],
      },
    });
  }
}

function prefix(value: string) {
  return { path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value } };
}
