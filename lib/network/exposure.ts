import {
  ClusterIpEntrance,
  LoadBalancerEntrance,
  LoadBalancerOptions,
  NodePortEntrance,
  NodePortOptions,
} from './direct-entrance';
import { Entrance } from './entrance';
import { GatewayEntrance, GatewayOptions } from './gateway';
import { IngressEntrance, IngressOptions } from './ingress';
import { RouteEntrance, RouteOptions } from './openshift-route';

/** How a site is reached. */
export class Exposure {
  /**
   * By host name, through an Ingress controller of any make: nginx, HAProxy, Traefik, Envoy, Istio…
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  static ingress(options: IngressOptions): Exposure {
    return new Exposure('Exposure.ingress', new IngressEntrance(options));
  }

  /**
   * By host name, through a Gateway that is there already; the successor of Ingress.
   *
   * The Gateway's listener has the certificate. With a Secret of ours, it is granted to the Gateway's namespace, and
   * the listener must name it.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  static gateway(options: GatewayOptions): Exposure {
    return new Exposure('Exposure.gateway', new GatewayEntrance(options));
  }

  /**
   * By host name, through OpenShift's router.
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/networking/configuring-routes
   */
  static route(options: RouteOptions = {}): Exposure {
    return new Exposure('Exposure.route', new RouteEntrance(options));
  }

  /**
   * By an address of its own, which a cloud's load balancer or MetalLB provides.
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
   */
  static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure('Exposure.loadBalancer', new LoadBalancerEntrance(options));
  }

  /**
   * By a port on every node, for a load balancer outside of the cluster.
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure('Exposure.nodePort', new NodePortEntrance(options));
  }

  /**
   * From inside of the cluster only, by workloads that connect to it.
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-clusterip
   */
  static clusterIp(): Exposure {
    return new Exposure('Exposure.clusterIp', new ClusterIpEntrance());
  }

  private constructor(
    private readonly factory: string,
    /** What it means in objects. */
    readonly entrance: Entrance,
  ) {}

  /** As the user wrote it, for an error's sentence. */
  toString(): string {
    return this.factory;
  }
}
