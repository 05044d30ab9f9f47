import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { Peer } from '../kubernetes/peer';
import { addressRanges } from '../kubernetes/address-range';
import { Entrance, Router, RouterLocation, routerPeers, Site } from './entrance';
import { objectName } from '../kubernetes/object-name';

/** Where an Ingress controller is. */
export interface IngressOptions extends RouterLocation {
  /** IngressClass of the controller: `kubectl get ingressclasses`. */
  readonly className: string;
  /** Namespace of the controller's pods; they alone may reach the site's. */
  readonly controllerNamespace: string;
  /**
   * What the controller understands beyond the standard.
   * @default - none, so that any controller serves the site the same way
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Requests come through an Ingress controller of any make. */
export class IngressEntrance implements Entrance, Router {
  readonly service = { type: 'ClusterIP' };
  readonly sources: readonly Peer[];
  readonly router = this;
  readonly takesWildcards = true;

  constructor(private readonly options: IngressOptions) {
    this.sources = routerPeers(options.controllerNamespace, options);
  }

  check(scope: IConstruct): void {
    objectName(scope, 'exposure.className', this.options.className, 'see "kubectl get ingressclasses"');
    objectName(scope, 'exposure.controllerNamespace', this.options.controllerNamespace, 'see "kubectl get namespaces"');
    addressRanges(scope, 'exposure.addresses', this.options.addresses);
  }

  route(scope: Construct, { service, portName, hosts, paths, tls, certificate, labels }: Site): ApiObject[] {
    const issuer = tls.certManager;
    const http = {
      paths: paths.map((path) => ({
        path,
        pathType: 'Prefix',
        backend: { service: { name: service.name, port: { name: portName } } },
      })),
    };
    return [
      new k8s.KubeIngress(scope, 'Ingress', {
        metadata: {
          labels,
          annotations: {
            ...this.options.annotations,
            ...(issuer && {
              [issuer.kind === 'Issuer' ? 'cert-manager.io/issuer' : 'cert-manager.io/cluster-issuer']: issuer.issuer,
            }),
          },
        },
        spec: {
          ingressClassName: this.options.className,
          rules: hosts.map((host) => ({ host, http })),
          ...(certificate && { tls: [{ hosts: [...hosts], secretName: certificate }] }),
        },
      }),
    ];
  }
}
