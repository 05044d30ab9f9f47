import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { Endpoint } from '../kubernetes/endpoint';
import { selectorLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { intOrString } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { Backend } from './backend';
import { Router } from './entrance';
import { Exposure } from './exposure';
import { hostName, hostPattern } from './host-name';
import { pathPrefixes } from './path-prefix';
import { portNumber } from '../kubernetes/port-number';
import { Tls } from './tls';

/** Port where cert-manager's pods answer an issuer's question. */
const CHALLENGE_PORT = 8089;

/** Settings of an {@link IngressedService}. */
export interface IngressedServiceProps {
  /** The pods that serve. */
  readonly backend: Backend;
  /** How visitors reach them. */
  readonly exposure: Exposure;
  /**
   * The site's main host name.
   * @default - none; one is needed where requests are routed by host name
   */
  readonly host?: string;
  /**
   * More host names of the site; `*.example.org` where the exposure knows wildcards.
   * @default - none
   */
  readonly extraHosts?: readonly string[];
  /**
   * Path prefixes that belong to the site.
   * @default - all of the host: `/`
   */
  readonly paths?: readonly string[];
  /**
   * Who ends the encryption.
   * @default - none; it must be said where requests are routed by host name
   */
  readonly tls?: Tls;
  /**
   * The Service's port.
   * @default 80
   */
  readonly port?: number;
}

/**
 * One stable address before a workload's pods, and the way to it from outside.
 *
 * Only pods that are ready get requests. The pods' network policy opens for exactly those who send them.
 *
 * In the cluster it is an endpoint: `client.network.connectTo(front)`.
 *
 * @throws ConfigurationError if a host name, path, port or range of addresses can't work, or encryption isn't decided
 * @see https://kubernetes.io/docs/concepts/services-networking/service/
 */
export class IngressedService extends Construct implements Endpoint {
  /** The Service. */
  readonly service: k8s.KubeService;
  /** What routes requests to it by host name: an Ingress, HTTPRoutes or Routes, with what they need. */
  readonly routes: readonly ApiObject[];
  /** Address for visitors, if it has a host name. */
  readonly url?: string;
  /** Name for clients in the cluster, from any namespace. */
  readonly host: string;
  readonly port: number;
  readonly podPort: number;
  readonly peer: Peer;
  readonly network: WorkloadNetwork;

  constructor(scope: Construct, id: string, props: IngressedServiceProps) {
    super(scope, id);
    const { backend, exposure, tls } = props;
    const { entrance } = exposure;
    entrance.check(this);
    tls?.check(this);
    this.port = portNumber(this, 'port', props.port ?? 80);

    this.service = new k8s.KubeService(this, 'Resource', {
      metadata: { labels: { ...backend.labels }, annotations: { ...entrance.annotations } },
      spec: {
        ...entrance.service,
        selector: selectorLabels(backend.instance),
        ports: [
          {
            name: backend.portName,
            port: this.port,
            protocol: 'TCP',
            targetPort: intOrString(backend.portName),
            ...(entrance.nodePort && { nodePort: entrance.nodePort }),
          },
        ],
      },
    });
    const { namespace } = this.service.metadata;
    this.host = namespace ? `${this.service.name}.${namespace}.svc` : this.service.name;
    this.podPort = backend.podPort;
    this.peer = backend.network.peer;
    this.network = backend.network;
    for (const source of entrance.sources) this.network.allowFrom(source, this.podPort);

    if (props.host !== undefined) {
      hostName(this, 'host', props.host);
      this.url = `${tls?.encrypted ? 'https' : 'http'}://${props.host}`;
    }
    if (entrance.router) {
      this.routes = this.routeBy(entrance.router, props);
    } else {
      this.routes = [];
      this.refuseRouting(props);
    }
  }

  private routeBy(router: Router, props: IngressedServiceProps): ApiObject[] {
    const { backend, exposure, host, extraHosts = [], paths = ['/'], tls } = props;
    if (host === undefined) {
      reject(this, {
        prop: 'host',
        value: host,
        rule: `${exposure} finds a site by its host name`,
        fix: 'write it like blog.example.org',
      });
    }
    if (!tls) {
      reject(this, {
        prop: 'tls',
        value: tls,
        rule: `a site behind ${exposure} must say who ends the encryption, so that none is served in the clear by mistake`,
        fix: 'use Tls.secret(...) or Tls.certManager(...), or Tls.none() to serve plain HTTP on purpose',
      });
    }
    const checkName = router.takesWildcards ? hostPattern : hostName;
    extraHosts.forEach((name, index) => checkName(this, `extraHosts[${index}]`, name));
    const hosts = [host, ...extraHosts];
    this.refuseRepetition('extraHosts', hosts);
    pathPrefixes(this, 'paths', paths);
    this.refuseRepetition('paths', paths);

    const labels = { ...backend.labels };
    const certificate = tls.certificateOf(this.service.name);
    if (certificate && tls.needsSecret) this.requireCertificate(certificate, hosts);
    if (tls.certManager && tls.certManager.challenge !== 'dns01') this.openForChallenge(exposure, labels);
    const { service, port } = this;
    return router.route(this, { service, port, portName: backend.portName, hosts, paths, tls, certificate, labels });
  }

  /** What would silently do nothing where nothing reads requests. */
  private refuseRouting({ exposure, tls, paths }: IngressedServiceProps): void {
    if (tls?.certificateOf(this.service.name)) {
      reject(this, {
        prop: 'tls',
        value: String(tls),
        rule: `behind ${exposure} the pods get the bytes as they come, and serve plain HTTP`,
        fix: 'use Tls.terminatedUpstream() if a load balancer before it has the certificate, or Exposure.ingress, gateway or route',
      });
    }
    if (paths) {
      reject(this, {
        prop: 'paths',
        value: paths,
        rule: `behind ${exposure} nothing looks at the path of a request`,
        fix: 'leave it out, or use Exposure.ingress, gateway or route',
      });
    }
  }

  private refuseRepetition(prop: string, values: readonly string[]): void {
    const repeated = values.find((value, index) => values.indexOf(value) !== index);
    if (repeated !== undefined) {
      reject(this, {
        prop,
        value: repeated,
        rule: 'it is there twice, and routers reject or ignore one of them',
        fix: 'write it once',
      });
    }
  }

  private requireCertificate(name: string, hosts: readonly string[]): void {
    const certificateFor = [...hosts];
    new RequiredSecret(this, 'CertificateSecret', {
      name,
      type: 'kubernetes.io/tls',
      keys: { 'tls.crt': { certificateFor }, 'tls.key': { certificateFor } },
      purpose: `certificate of ${certificateFor.join(', ')}`,
    });
  }

  /** cert-manager starts pods beside the site that answer the issuer; they too are closed to all others. */
  private openForChallenge({ entrance }: Exposure, labels: Record<string, string>): void {
    new k8s.KubeNetworkPolicy(this, 'Challenge', {
      metadata: { labels },
      spec: {
        podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: entrance.sources.map((source) => source.spec),
            ports: [{ port: intOrString(CHALLENGE_PORT), protocol: 'TCP' }],
          },
        ],
      },
    });
  }
}
