import { Construct } from 'constructs';
import { App, Chart, Testing } from 'cdk8s';
import { Peer } from '../../lib/kubernetes/peer';
import { RequiredSecret } from '../../lib/kubernetes/required-secret';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';
import { Exposure } from '../../lib/network/exposure';
import { IngressedService, IngressedServiceProps } from '../../lib/network/ingressed-service';
import { Tls } from '../../lib/network/tls';
import { Manifest, newChart, only, render } from '../objects';
import { backend } from './backend';

type Settings = Omit<IngressedServiceProps, 'backend'>;

const host = 'blog.example.org';
const ingress = Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' });
const gateway = Exposure.gateway({ name: 'public', namespace: 'gateways' });
const route = Exposure.route();
const viaIngress: Settings = { host, exposure: ingress, tls: Tls.secret('blog-tls') };

function front(scope: Construct, settings: Settings): IngressedService {
  return new IngressedService(scope, 'Front', { backend: backend(scope), ...settings });
}

function objects(settings: Settings): Manifest[] {
  return render((chart) => front(chart, settings));
}

function kinds(manifests: readonly Manifest[]): string[] {
  return manifests.map(({ kind }) => kind);
}

/** Who may reach the web pods. */
function admitted(manifests: readonly Manifest[]): unknown {
  return only(manifests, 'NetworkPolicy', 'web').spec;
}

const fromNamespace = (name: string) => ({
  from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }],
  ports: [{ port: 8080, protocol: 'TCP' }],
});
const fromAddresses = (cidr: string, except?: string[]) => ({
  from: [{ ipBlock: { cidr, ...(except && { except }) } }],
  ports: [{ port: 8080, protocol: 'TCP' }],
});

describe('manifests', () => {
  test('minimal: inside of the cluster', () => {
    expect(objects({ exposure: Exposure.clusterIp() })).toMatchSnapshot();
  });

  test('every prop, through an Ingress', () => {
    const allProps: Required<Settings> = {
      host,
      extraHosts: ['www.example.org', '*.blog.example.org'],
      paths: ['/', '/shop'],
      port: 8000,
      exposure: Exposure.ingress({
        className: 'nginx',
        controllerNamespace: 'ingress',
        addresses: ['10.1.0.0/24'],
        annotations: { 'example.org/size': '64m' },
      }),
      tls: Tls.certManager({ issuer: 'letsencrypt', kind: 'Issuer', secretName: 'blog-tls', challenge: 'http01' }),
    };
    expect(objects(allProps)).toMatchSnapshot();
  });

  test('every option of a Gateway', () => {
    const exposure = Exposure.gateway({
      name: 'public',
      namespace: 'gateways',
      sectionName: 'https',
      redirectSectionName: 'http',
      controllerNamespace: 'envoy-gateway-system',
      addresses: ['10.1.0.0/24'],
    });
    const tls = Tls.certManager({ issuer: 'letsencrypt', challenge: 'dns01' });
    expect(objects({ host, extraHosts: ['www.example.org'], paths: ['/', '/shop'], exposure, tls })).toMatchSnapshot();
  });

  test('every option of an OpenShift Route', () => {
    const exposure = Exposure.route({
      controllerNamespace: 'openshift-ingress',
      addresses: ['10.1.0.0/24'],
      annotations: { 'haproxy.router.openshift.io/timeout': '60s' },
    });
    const tls = Tls.certManager({ issuer: 'letsencrypt' });
    expect(objects({ host, extraHosts: ['www.example.org'], exposure, tls })).toMatchSnapshot();
  });

  test('every option of a load balancer', () => {
    const exposure = Exposure.loadBalancer({
      sources: ['192.0.2.0/24'],
      nodes: ['10.1.0.0/24'],
      externalTrafficPolicy: 'Cluster',
      loadBalancerClass: 'example.org/metallb',
      annotations: { 'example.org/pool': 'public' },
    });
    expect(objects({ exposure })).toMatchSnapshot();
  });

  test('every option of a node port', () => {
    const exposure = Exposure.nodePort({
      port: 32500,
      sources: ['192.0.2.7/32'],
      externalTrafficPolicy: 'Local',
      nodes: [],
    });
    expect(objects({ exposure })).toMatchSnapshot();
  });
});

describe('Service', () => {
  test('R4: one address before the pods, found by the one label that never changes, and only while they are ready', () => {
    const { spec } = only(objects(viaIngress), 'Service');
    expect(spec).toEqual({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/instance': 'web' },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
    });
  });

  test.each<[string, Exposure, object]>([
    ['ClusterIP', Exposure.clusterIp(), {}],
    ['NodePort', Exposure.nodePort({ port: 30080 }), { externalTrafficPolicy: 'Cluster' }],
    ['LoadBalancer', Exposure.loadBalancer(), { externalTrafficPolicy: 'Local' }],
  ])('R25: a Service can be a %s', (type, exposure, more) => {
    expect(only(objects({ exposure }), 'Service').spec).toMatchObject({ type, ...more });
  });

  test('R25: a node port is the one asked for', () => {
    const { spec } = only(objects({ exposure: Exposure.nodePort({ port: 32500 }) }), 'Service');
    expect(spec).toMatchObject({ ports: [{ port: 80, nodePort: 32500 }] });
  });

  test('R25: clients in any namespace find it by its DNS name', () => {
    newChart((chart) => {
      expect(front(chart, viaIngress)).toMatchObject({ host: 'front.blog.svc', port: 80, podPort: 8080 });
    });
  });

  test('works in a plain chart, whose names have a hash', () => {
    const chart = new Chart(new App(), 'plain');
    const { service } = front(chart, viaIngress);
    const manifests = Testing.synth(chart) as Manifest[];
    expect(only(manifests, 'Ingress').spec).toMatchObject({
      rules: [{ http: { paths: [{ backend: { service: { name: service.name } } }] } }],
    });
    expect(only(manifests, 'Service').metadata.name).toBe(service.name);
  });
});

describe('way in', () => {
  test.each(['nginx', 'haproxy', 'traefik', 'envoy', 'istio'])(
    'R24: any controller serves it, as %s does',
    (className) => {
      const exposure = Exposure.ingress({ className, controllerNamespace: className });
      const object = only(objects({ host, exposure, tls: Tls.secret('blog-tls') }), 'Ingress');
      expect(object.metadata.annotations).toBeUndefined();
      expect(object.spec).toEqual({
        ingressClassName: className,
        rules: [
          {
            host,
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'front', port: { name: 'http' } } } },
              ],
            },
          },
        ],
        tls: [{ hosts: [host], secretName: 'blog-tls' }],
      });
    },
  );

  test('R24: many sites share one Gateway, told apart by host name', () => {
    const { spec } = only(objects({ host, exposure: gateway, tls: Tls.terminatedUpstream() }), 'HTTPRoute');
    expect(spec).toEqual({
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateways' }],
      hostnames: [host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'front', port: 80, weight: 1 }],
        },
      ],
    });
  });

  test('R24: a Gateway sends plain HTTP on to https, permanently', () => {
    const exposure = Exposure.gateway({
      name: 'public',
      namespace: 'gateways',
      sectionName: 'https',
      redirectSectionName: 'http',
    });
    const manifests = objects({ host, exposure, tls: Tls.terminatedUpstream() });
    expect(only(manifests, 'HTTPRoute', 'front-route').spec).toMatchObject({ parentRefs: [{ sectionName: 'https' }] });
    expect(only(manifests, 'HTTPRoute', 'front-redirect').spec).toMatchObject({
      parentRefs: [{ sectionName: 'http' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    });
  });

  test('R24: an OpenShift Route ends TLS and sends plain HTTP on to https', () => {
    expect(only(objects({ host, exposure: route, tls: Tls.secret('blog-tls') }), 'Route').spec).toEqual({
      host,
      path: '/',
      to: { kind: 'Service', name: 'front', weight: 100 },
      port: { targetPort: 'http' },
      wildcardPolicy: 'None',
      tls: {
        termination: 'edge',
        insecureEdgeTerminationPolicy: 'Redirect',
        externalCertificate: { name: 'blog-tls' },
      },
    });
  });

  test('R24: each host of an OpenShift site has a Route whose name stays when another goes', () => {
    const names = (extraHosts: string[]) =>
      objects({ host, extraHosts, exposure: route, tls: Tls.terminatedUpstream() })
        .filter(({ kind }) => kind === 'Route')
        .map(({ metadata }) => metadata.name);
    const [main, first, second] = names(['a.example.org', 'b.example.org']);
    expect(names(['b.example.org'])).toEqual([main, second]);
    expect(first).not.toBe(second);
  });

  test.each<[string, Exposure, unknown[]]>([
    ['an Ingress', ingress, [fromNamespace('traefik')]],
    ['a Gateway', gateway, [fromNamespace('gateways')]],
    ['an OpenShift Route', route, [fromNamespace('openshift-ingress')]],
  ])('R26: %s opens the pods to the router alone, at the port where they listen', (_, exposure, ingressRules) => {
    expect(admitted(objects({ host, exposure, tls: Tls.none() }))).toMatchObject({ ingress: ingressRules });
  });

  test.each<[string, Exposure, unknown[]]>([
    ['nobody, inside of the cluster', Exposure.clusterIp(), []],
    [
      'everyone, but for the address of credentials, through an open load balancer',
      Exposure.loadBalancer(),
      [fromAddresses('0.0.0.0/0', ['169.254.169.254/32'])],
    ],
    [
      'those who may come to a load balancer',
      Exposure.loadBalancer({ sources: ['192.0.2.0/24', '2001:db8::/32'] }),
      [fromAddresses('192.0.2.0/24'), fromAddresses('2001:db8::/32')],
    ],
    [
      'nodes too, where they hide the address of those who come',
      Exposure.nodePort({ sources: ['192.0.2.0/24'], nodes: ['10.1.0.0/24'] }),
      [fromAddresses('192.0.2.0/24'), fromAddresses('10.1.0.0/24')],
    ],
    [
      "a router in the nodes' network",
      Exposure.ingress({ className: 'nginx', controllerNamespace: 'ingress', addresses: ['10.1.0.0/24'] }),
      [fromNamespace('ingress'), fromAddresses('10.1.0.0/24')],
    ],
  ])('R26: the pods are open to %s', (_, exposure, ingressRules) => {
    const router = exposure.entrance.router && { host, tls: Tls.none() };
    const { ingress: rules } = admitted(objects({ exposure, ...router })) as { ingress?: unknown[] };
    expect(rules ?? []).toEqual(ingressRules);
  });

  test('R26: a workload in the cluster that connects to it is let in', () => {
    const manifests = render((chart) => {
      const cron = new WorkloadNetwork(chart, 'Cron', { instance: 'cron', metadata: {} });
      cron.connectTo(front(chart, { exposure: Exposure.clusterIp() }));
    });
    const web = Peer.pods('blog', { 'app.kubernetes.io/instance': 'web' }).spec;
    const cron = Peer.pods('blog', { 'app.kubernetes.io/instance': 'cron' }).spec;
    const ports = [{ port: 8080, protocol: 'TCP' }];
    expect(only(manifests, 'NetworkPolicy', 'cron').spec).toMatchObject({ egress: [{}, { to: [web], ports }] });
    expect(only(manifests, 'NetworkPolicy', 'web').spec).toMatchObject({ ingress: [{ from: [cron], ports }] });
  });
});

describe('certificate', () => {
  test.each<[string, Exposure]>([
    ['an Ingress', ingress],
    ['a Gateway', gateway],
    ['an OpenShift Route', route],
  ])('behind %s, a Secret that somebody provides is asked for and never rendered', (_, exposure) => {
    const chart = newChart((scope) =>
      front(scope, { host, extraHosts: ['www.example.org'], exposure, tls: Tls.secret('blog-tls') }),
    );
    const certificateFor = [host, 'www.example.org'];
    expect(RequiredSecret.below(chart)).toEqual([
      expect.objectContaining({
        name: 'blog-tls',
        type: 'kubernetes.io/tls',
        keys: { 'tls.crt': { certificateFor }, 'tls.key': { certificateFor } },
        purpose: 'certificate of blog.example.org, www.example.org',
      }),
    ]);
    expect(kinds(Testing.synth(chart) as Manifest[])).not.toContain('Secret');
  });

  test('behind a Gateway of another namespace, it may use that one Secret and no other', () => {
    expect(only(objects({ host, exposure: gateway, tls: Tls.secret('blog-tls') }), 'ReferenceGrant').spec).toEqual({
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways' }],
      to: [{ group: '', kind: 'Secret', name: 'blog-tls' }],
    });
  });

  test('behind a Gateway of the same namespace, nothing needs to be granted', () => {
    const exposure = Exposure.gateway({ name: 'own', namespace: 'blog' });
    expect(kinds(objects({ host, exposure, tls: Tls.secret('blog-tls') }))).not.toContain('ReferenceGrant');
  });

  test("behind OpenShift's router, its service account may read that one Secret and no other", () => {
    const manifests = objects({ host, exposure: route, tls: Tls.secret('blog-tls') });
    expect(only(manifests, 'Role').rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['blog-tls'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(only(manifests, 'RoleBinding')).toMatchObject({
      roleRef: { kind: 'Role', name: 'front-certificate-reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'router', namespace: 'openshift-ingress' }],
    });
  });

  test.each([
    ['ClusterIssuer', 'cert-manager.io/cluster-issuer'],
    ['Issuer', 'cert-manager.io/issuer'],
  ] as const)('cert-manager reads the name of a %s from an Ingress', (kind, annotation) => {
    const { metadata, spec } = only(
      objects({ host, exposure: ingress, tls: Tls.certManager({ issuer: 'letsencrypt', kind }) }),
      'Ingress',
    );
    expect(metadata.annotations).toEqual({ [annotation]: 'letsencrypt' });
    expect(spec).toMatchObject({ tls: [{ hosts: [host], secretName: 'front-tls' }] });
  });

  test.each<[string, Exposure]>([
    ['a Gateway', gateway],
    ['an OpenShift Route', route],
  ])('cert-manager is told by a Certificate behind %s', (_, exposure) => {
    const tls = Tls.certManager({ issuer: 'letsencrypt' });
    expect(only(objects({ host, exposure, tls }), 'Certificate').spec).toEqual({
      secretName: 'front-tls',
      dnsNames: [host],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    });
  });

  test('R26: the router reaches the pods that answer the issuer of a certificate', () => {
    const manifests = objects({ host, exposure: ingress, tls: Tls.certManager({ issuer: 'letsencrypt' }) });
    expect(only(manifests, 'NetworkPolicy', 'front-challenge').spec).toEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ...fromNamespace('traefik'), ports: [{ port: 8089, protocol: 'TCP' }] }],
    });
  });

  test('nothing opens for an issuer that asks the DNS', () => {
    const tls = Tls.certManager({ issuer: 'letsencrypt', challenge: 'dns01' });
    const names = objects({ host, exposure: ingress, tls }).map(({ metadata }) => metadata.name);
    expect(names).not.toContain('front-challenge');
  });

  test.each([
    ['https', Tls.secret('blog-tls')],
    ['https', Tls.certManager({ issuer: 'letsencrypt' })],
    ['https', Tls.terminatedUpstream()],
    ['http', Tls.none()],
  ])('visitors use %s with %s', (scheme, tls) => {
    newChart((chart) => expect(front(chart, { host, exposure: ingress, tls }).url).toBe(`${scheme}://${host}`));
  });

  test.each([Tls.none(), Tls.terminatedUpstream()])('an Ingress has no certificate with %s', (tls) => {
    expect(only(objects({ host, exposure: ingress, tls }), 'Ingress').spec).not.toHaveProperty('tls');
  });
});

describe('a wrong setting is refused', () => {
  const name =
    'a DNS name is made of lower-case letters, digits and dashes between dots, with no dash next to a dot; write it like blog.example.org';
  const single =
    'it must be a single name here; a wildcard may only stand first, for all names of a domain, where routers know it; write it like blog.example.org';
  const address = 'it must be a DNS name, and is an address or has a port; write it like blog.example.org';
  const path =
    'a path starts with / and has no empty part, no . or .. as a part, and only characters of URLs; write it like /blog';
  const port = 'a TCP port is a whole number from 1 to 65535; use for example 80';
  const nodePort =
    'nodes keep the ports from 30000 to 32767 for Services; use one of them, or leave it out and let Kubernetes choose';
  const cidr =
    'a range of addresses is its first address, a slash and the number of leading bits that all share; write for example 192.0.2.0/24, or 192.0.2.7/32 for a single address';
  const object = 'it names an object, so it is made of lower-case letters, digits, dashes and dots';
  const long = `${'a'.repeat(64)}.org`;
  const longer = `${'abc.'.repeat(63)}org`;

  test.each<[string, Partial<Settings>]>([
    [`host is Blog.example.org; ${name}`, { host: 'Blog.example.org' }],
    [`host is my_blog.example.org; ${name}`, { host: 'my_blog.example.org' }],
    [`host is -blog.example.org; ${name}`, { host: '-blog.example.org' }],
    [`host is empty; ${name}`, { host: '' }],
    [`host is 192.0.2.7; ${address}`, { host: '192.0.2.7' }],
    [`host is 2001:db8::1; ${address}`, { host: '2001:db8::1' }],
    [`host is blog.example.org:8080; ${address}`, { host: 'blog.example.org:8080' }],
    [`host is *.example.org; ${single}`, { host: '*.example.org' }],
    [
      'host is blog.example.org.; a host name in a request has no dot at its end; write blog.example.org',
      { host: 'blog.example.org.' },
    ],
    [`host is ${long}; DNS takes at most 253 characters, and 63 between two dots; use a shorter name`, { host: long }],
    [
      `host is ${longer}; DNS takes at most 253 characters, and 63 between two dots; use a shorter name`,
      { host: longer },
    ],
    [
      'host is missing; Exposure.ingress finds a site by its host name; write it like blog.example.org',
      { host: undefined },
    ],
    [`extraHosts[0] is blog.*.org; ${single}`, { extraHosts: ['blog.*.org'] }],
    [`extraHosts[0] is *.example.org; ${single}`, { extraHosts: ['*.example.org'], exposure: route }],
    [
      'extraHosts is blog.example.org; it is there twice, and routers reject or ignore one of them; write it once',
      { extraHosts: [host] },
    ],
    [`paths[0] is blog; ${path}`, { paths: ['blog'] }],
    [`paths[1] is /blog//shop; ${path}`, { paths: ['/', '/blog//shop'] }],
    [`paths[0] is /blog/../shop; ${path}`, { paths: ['/blog/../shop'] }],
    [`paths[0] is /bl og; ${path}`, { paths: ['/bl og'] }],
    [`paths[0] is /blog%2Fshop; ${path}`, { paths: ['/blog%2Fshop'] }],
    ['paths is []; a site without a path gets no request; leave it out for all of the host', { paths: [] }],
    ['paths is /; it is there twice, and routers reject or ignore one of them; write it once', { paths: ['/', '/'] }],
    [
      'tls is missing; a site behind Exposure.gateway must say who ends the encryption, so that none is served in the clear by mistake; use Tls.secret(...) or Tls.certManager(...), or Tls.none() to serve plain HTTP on purpose',
      { exposure: gateway, tls: undefined },
    ],
    [
      `tls.secretName is empty; ${object}; name the Secret with tls.crt and tls.key, like blog-tls`,
      { tls: Tls.secret('') },
    ],
    [
      `tls.issuer is Let's Encrypt; ${object}; see "kubectl get clusterissuers,issuers"`,
      { tls: Tls.certManager({ issuer: "Let's Encrypt" }) },
    ],
    [
      'tls is Tls.secret; behind Exposure.loadBalancer the pods get the bytes as they come, and serve plain HTTP; use Tls.terminatedUpstream() if a load balancer before it has the certificate, or Exposure.ingress, gateway or route',
      { exposure: Exposure.loadBalancer() },
    ],
    [
      'paths is ["/"]; behind Exposure.nodePort nothing looks at the path of a request; leave it out, or use Exposure.ingress, gateway or route',
      { exposure: Exposure.nodePort(), paths: ['/'], tls: undefined },
    ],
    [`port is 0; ${port}`, { port: 0 }],
    [`port is 65536; ${port}`, { port: 65536 }],
    [`port is 80.5; ${port}`, { port: 80.5 }],
    [`exposure.port is 80; ${nodePort}`, { exposure: Exposure.nodePort({ port: 80 }) }],
    [`exposure.port is 32768; ${nodePort}`, { exposure: Exposure.nodePort({ port: 32768 }) }],
    [`exposure.sources[0] is 192.0.2.7; ${cidr}`, { exposure: Exposure.loadBalancer({ sources: ['192.0.2.7'] }) }],
    [
      `exposure.sources[0] is 192.0.2.7/24; ${cidr}`,
      { exposure: Exposure.loadBalancer({ sources: ['192.0.2.7/24'] }) },
    ],
    [
      `exposure.sources[0] is 192.0.2.0/33; ${cidr}`,
      { exposure: Exposure.loadBalancer({ sources: ['192.0.2.0/33'] }) },
    ],
    [
      `exposure.sources[0] is 2001:DB8::/32; ${cidr}`,
      { exposure: Exposure.loadBalancer({ sources: ['2001:DB8::/32'] }) },
    ],
    [
      `exposure.sources[0] is 2001:db8::1/32; ${cidr}`,
      { exposure: Exposure.loadBalancer({ sources: ['2001:db8::1/32'] }) },
    ],
    [`exposure.nodes[0] is nodes; ${cidr}`, { exposure: Exposure.nodePort({ nodes: ['nodes'] }) }],
    [
      'exposure.sources is []; an open port that nobody may come to serves nobody; name who may come, leave it out for everyone, or use Exposure.clusterIp()',
      { exposure: Exposure.loadBalancer({ sources: [] }) },
    ],
    [
      "exposure.nodes is missing; under externalTrafficPolicy Cluster the pods see a node's address, which their network policy must let in; give the nodes' ranges of addresses, or use externalTrafficPolicy Local",
      { exposure: Exposure.nodePort({ sources: ['192.0.2.0/24'] }) },
    ],
    [
      `exposure.className is empty; ${object}; see "kubectl get ingressclasses"`,
      { exposure: Exposure.ingress({ className: '', controllerNamespace: 'traefik' }) },
    ],
    [
      `exposure.controllerNamespace is Traefik; ${object}; see "kubectl get namespaces"`,
      { exposure: Exposure.ingress({ className: 'traefik', controllerNamespace: 'Traefik' }) },
    ],
    [
      `exposure.addresses[0] is node1; ${cidr}`,
      { exposure: Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik', addresses: ['node1'] }) },
    ],
    [`exposure.addresses[0] is node1; ${cidr}`, { exposure: Exposure.route({ addresses: ['node1'] }) }],
    [
      `exposure.controllerNamespace is empty; ${object}; see "kubectl get namespaces"`,
      { exposure: Exposure.route({ controllerNamespace: '' }) },
    ],
    [
      `exposure.name is empty; ${object}; see "kubectl get gateways -A"`,
      { exposure: Exposure.gateway({ name: '', namespace: 'gateways' }) },
    ],
    [
      `exposure.namespace is empty; ${object}; see "kubectl get gateways -A"`,
      { exposure: Exposure.gateway({ name: 'public', namespace: '' }) },
    ],
    [
      `exposure.controllerNamespace is empty; ${object}; see "kubectl get namespaces"`,
      { exposure: Exposure.gateway({ name: 'public', namespace: 'gateways', controllerNamespace: '' }) },
    ],
    [
      `exposure.addresses[0] is node1; ${cidr}`,
      { exposure: Exposure.gateway({ name: 'public', namespace: 'gateways', addresses: ['node1'] }) },
    ],
    [
      'exposure.sectionName is missing; only another listener than http, which redirects, can serve the site; name the listener for https',
      { exposure: Exposure.gateway({ name: 'public', namespace: 'gateways', redirectSectionName: 'http' }) },
    ],
    [
      'exposure.redirectSectionName is http; with Tls.none there is no https to send requests on to; leave it out, or use Tls.terminatedUpstream() for a Gateway with a certificate',
      {
        exposure: Exposure.gateway({
          name: 'public',
          namespace: 'gateways',
          sectionName: 'https',
          redirectSectionName: 'http',
        }),
        tls: Tls.none(),
      },
    ],
  ])('%s', (sentence, settings) => {
    expect(() => objects({ ...viaIngress, ...settings })).toThrow(new Error(`test/chart/Front: ${sentence}`));
  });
});
