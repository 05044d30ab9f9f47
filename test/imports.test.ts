import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { AppProject, Application } from '../imports/argoproj.io';
import { SealedSecret } from '../imports/bitnami.com';
import { Certificate, CertificateSpecPrivateKeyAlgorithm } from '../imports/cert-manager.io';
import {
  ExternalSecret,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
} from '../imports/external-secrets.io';
import {
  Gateway,
  GatewaySpecListenersAllowedRoutesNamespacesFrom,
  HttpRoute,
  HttpRouteSpecRulesFiltersRequestRedirectScheme,
  HttpRouteSpecRulesFiltersRequestRedirectStatusCode,
  HttpRouteSpecRulesFiltersType,
  HttpRouteSpecRulesMatchesPathType,
  ReferenceGrant,
} from '../imports/gateway.networking.k8s.io';
import {
  PodMonitor,
  PrometheusRule,
  PrometheusRuleSpecGroupsRulesExpr,
  ServiceMonitor,
  ServiceMonitorSpecEndpointsTargetPort,
} from '../imports/monitoring.coreos.com';
import {
  Route,
  RouteSpecTlsInsecureEdgeTerminationPolicy,
  RouteSpecTlsTermination,
  RouteSpecToKind,
} from '../imports/route.openshift.io';
import { type Source, fetchCrds, readSources, writeCrds } from '../scripts/crds';
import { compile } from '../scripts/imports';

const IMPORTS = join(__dirname, '..', 'imports');
const sources = readSources();
const groups = sources.map(({ group }) => group);
const read = (file: string): string => readFileSync(join(IMPORTS, file), 'utf8');

interface Example {
  readonly make: (chart: Chart) => void;
  readonly spec: object;
}

/** For each imported kind the fields that the library needs, as they are written and as Kubernetes must get them. */
const examples: Record<string, Example> = {
  'argoproj.io/v1alpha1 Application': {
    make: (chart) =>
      new Application(chart, 'Example', {
        metadata: { namespace: 'argocd' },
        spec: {
          project: 'blog',
          source: {
            repoUrl: 'https://git.example.org/blog.git',
            path: 'dist/production',
            targetRevision: 'main',
            directory: { recurse: true, include: '*.yaml', exclude: 'secrets/*' },
          },
          destination: { server: 'https://kubernetes.default.svc', namespace: 'blog' },
          ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
          syncPolicy: {
            automated: { prune: true, selfHeal: true, allowEmpty: false },
            retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
            syncOptions: ['ServerSideApply=true'],
          },
          revisionHistoryLimit: 5,
        },
      }),
    spec: {
      project: 'blog',
      source: {
        repoURL: 'https://git.example.org/blog.git',
        path: 'dist/production',
        targetRevision: 'main',
        directory: { recurse: true, include: '*.yaml', exclude: 'secrets/*' },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'blog' },
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
        syncOptions: ['ServerSideApply=true'],
      },
      revisionHistoryLimit: 5,
    },
  },
  'argoproj.io/v1alpha1 AppProject': {
    make: (chart) =>
      new AppProject(chart, 'Example', {
        metadata: { namespace: 'argocd' },
        spec: {
          description: 'The blog',
          sourceRepos: ['https://git.example.org/blog.git'],
          destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'blog' }],
          clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'blog' }],
          namespaceResourceWhitelist: [{ group: 'apps', kind: 'StatefulSet' }],
          orphanedResources: { warn: true },
          roles: [
            { name: 'sync', policies: ['p, proj:blog:sync, applications, sync, blog/*, allow'], groups: ['ops'] },
          ],
          syncWindows: [{ kind: 'deny', schedule: '0 18 * * 5', duration: '62h', timeZone: 'Europe/Madrid' }],
        },
      }),
    spec: {
      description: 'The blog',
      sourceRepos: ['https://git.example.org/blog.git'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'blog' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'blog' }],
      namespaceResourceWhitelist: [{ group: 'apps', kind: 'StatefulSet' }],
      orphanedResources: { warn: true },
      roles: [{ name: 'sync', policies: ['p, proj:blog:sync, applications, sync, blog/*, allow'], groups: ['ops'] }],
      syncWindows: [{ kind: 'deny', schedule: '0 18 * * 5', duration: '62h', timeZone: 'Europe/Madrid' }],
    },
  },
  'bitnami.com/v1alpha1 SealedSecret': {
    make: (chart) =>
      new SealedSecret(chart, 'Example', {
        spec: {
          encryptedData: { password: 'AgA' },
          template: { type: 'Opaque', metadata: { labels: { app: 'blog' } } },
        },
      }),
    spec: { encryptedData: { password: 'AgA' }, template: { type: 'Opaque', metadata: { labels: { app: 'blog' } } } },
  },
  'cert-manager.io/v1 Certificate': {
    make: (chart) =>
      new Certificate(chart, 'Example', {
        spec: {
          secretName: 'blog-tls',
          dnsNames: ['blog.example.org'],
          issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
          duration: '2160h',
          renewBefore: '720h',
          isCa: false,
          privateKey: { algorithm: CertificateSpecPrivateKeyAlgorithm.ECDSA, size: 256 },
          secretTemplate: { labels: { 'app.kubernetes.io/name': 'blog' } },
        },
      }),
    spec: {
      secretName: 'blog-tls',
      dnsNames: ['blog.example.org'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
      duration: '2160h',
      renewBefore: '720h',
      isCA: false,
      privateKey: { algorithm: 'ECDSA', size: 256 },
      secretTemplate: { labels: { 'app.kubernetes.io/name': 'blog' } },
    },
  },
  'external-secrets.io/v1 ExternalSecret': {
    make: (chart) =>
      new ExternalSecret(chart, 'Example', {
        spec: {
          refreshInterval: '1h',
          secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.CLUSTER_SECRET_STORE, name: 'vault' },
          target: {
            name: 'database',
            creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
            template: { type: 'Opaque', data: { password: '{{ .password }}' } },
          },
          data: [{ secretKey: 'password', remoteRef: { key: 'blog/database', property: 'password' } }],
          dataFrom: [{ extract: { key: 'blog/salts' } }],
        },
      }),
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: {
        name: 'database',
        creationPolicy: 'Owner',
        template: { type: 'Opaque', data: { password: '{{ .password }}' } },
      },
      data: [{ secretKey: 'password', remoteRef: { key: 'blog/database', property: 'password' } }],
      dataFrom: [{ extract: { key: 'blog/salts' } }],
    },
  },
  'gateway.networking.k8s.io/v1 Gateway': {
    make: (chart) =>
      new Gateway(chart, 'Example', {
        spec: {
          gatewayClassName: 'traefik',
          listeners: [
            { name: 'http', protocol: 'HTTP', port: 80, hostname: 'blog.example.org' },
            {
              name: 'https',
              protocol: 'HTTPS',
              port: 443,
              tls: { certificateRefs: [{ kind: 'Secret', name: 'blog-tls', namespace: 'blog' }] },
              allowedRoutes: { namespaces: { from: GatewaySpecListenersAllowedRoutesNamespacesFrom.SAME } },
            },
          ],
        },
      }),
    spec: {
      gatewayClassName: 'traefik',
      listeners: [
        { name: 'http', protocol: 'HTTP', port: 80, hostname: 'blog.example.org' },
        {
          name: 'https',
          protocol: 'HTTPS',
          port: 443,
          tls: { certificateRefs: [{ kind: 'Secret', name: 'blog-tls', namespace: 'blog' }] },
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
      ],
    },
  },
  'gateway.networking.k8s.io/v1 HTTPRoute': {
    make: (chart) =>
      new HttpRoute(chart, 'Example', {
        spec: {
          hostnames: ['blog.example.org'],
          parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }],
          rules: [
            {
              matches: [{ path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: '/' } }],
              backendRefs: [{ name: 'web', port: 80, weight: 1 }],
              timeouts: { request: '60s' },
            },
            {
              filters: [
                {
                  type: HttpRouteSpecRulesFiltersType.REQUEST_REDIRECT,
                  requestRedirect: {
                    scheme: HttpRouteSpecRulesFiltersRequestRedirectScheme.HTTPS,
                    statusCode: HttpRouteSpecRulesFiltersRequestRedirectStatusCode.VALUE_301,
                  },
                },
                {
                  type: HttpRouteSpecRulesFiltersType.RESPONSE_HEADER_MODIFIER,
                  responseHeaderModifier: { set: [{ name: 'Strict-Transport-Security', value: 'max-age=31536000' }] },
                },
              ],
            },
          ],
        },
      }),
    spec: {
      hostnames: ['blog.example.org'],
      parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'web', port: 80, weight: 1 }],
          timeouts: { request: '60s' },
        },
        {
          filters: [
            { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } },
            {
              type: 'ResponseHeaderModifier',
              responseHeaderModifier: { set: [{ name: 'Strict-Transport-Security', value: 'max-age=31536000' }] },
            },
          ],
        },
      ],
    },
  },
  'gateway.networking.k8s.io/v1beta1 ReferenceGrant': {
    make: (chart) =>
      new ReferenceGrant(chart, 'Example', {
        spec: {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways' }],
          to: [{ group: '', kind: 'Secret', name: 'blog-tls' }],
        },
      }),
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways' }],
      to: [{ group: '', kind: 'Secret', name: 'blog-tls' }],
    },
  },
  'monitoring.coreos.com/v1 PodMonitor': {
    make: (chart) =>
      new PodMonitor(chart, 'Example', {
        spec: {
          selector: { matchLabels: { 'app.kubernetes.io/name': 'mariadb' } },
          namespaceSelector: { matchNames: ['data'] },
          podMetricsEndpoints: [
            {
              port: 'metrics',
              interval: '30s',
              scrapeTimeout: '10s',
              honorLabels: true,
              relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'instance' }],
            },
          ],
        },
      }),
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'mariadb' } },
      namespaceSelector: { matchNames: ['data'] },
      podMetricsEndpoints: [
        {
          port: 'metrics',
          interval: '30s',
          scrapeTimeout: '10s',
          honorLabels: true,
          relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'instance' }],
        },
      ],
    },
  },
  'monitoring.coreos.com/v1 PrometheusRule': {
    make: (chart) =>
      new PrometheusRule(chart, 'Example', {
        spec: {
          groups: [
            {
              name: 'database',
              interval: '1m',
              rules: [
                {
                  alert: 'NoMajority',
                  expr: PrometheusRuleSpecGroupsRulesExpr.fromString('mysql_global_status_wsrep_cluster_status != 1'),
                  for: '2m',
                  keepFiringFor: '5m',
                  labels: { severity: 'critical' },
                  annotations: { summary: 'The database refuses to write' },
                },
                { record: 'one', expr: PrometheusRuleSpecGroupsRulesExpr.fromNumber(1) },
              ],
            },
          ],
        },
      }),
    spec: {
      groups: [
        {
          name: 'database',
          interval: '1m',
          rules: [
            {
              alert: 'NoMajority',
              expr: 'mysql_global_status_wsrep_cluster_status != 1',
              for: '2m',
              keep_firing_for: '5m',
              labels: { severity: 'critical' },
              annotations: { summary: 'The database refuses to write' },
            },
            { record: 'one', expr: 1 },
          ],
        },
      ],
    },
  },
  'monitoring.coreos.com/v1 ServiceMonitor': {
    make: (chart) =>
      new ServiceMonitor(chart, 'Example', {
        spec: {
          selector: { matchLabels: { 'app.kubernetes.io/name': 'kafka' } },
          endpoints: [
            { port: 'metrics', path: '/metrics', interval: '30s' },
            { targetPort: ServiceMonitorSpecEndpointsTargetPort.fromNumber(9404) },
          ],
        },
      }),
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'kafka' } },
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s' }, { targetPort: 9404 }],
    },
  },
  'route.openshift.io/v1 Route': {
    make: (chart) =>
      new Route(chart, 'Example', {
        spec: {
          host: 'blog.example.org',
          path: '/',
          to: { kind: RouteSpecToKind.SERVICE, name: 'web', weight: 100 },
          port: { targetPort: 'http' },
          tls: {
            termination: RouteSpecTlsTermination.EDGE,
            insecureEdgeTerminationPolicy: RouteSpecTlsInsecureEdgeTerminationPolicy.REDIRECT,
            externalCertificate: { name: 'blog-tls' },
          },
        },
      }),
    spec: {
      host: 'blog.example.org',
      path: '/',
      to: { kind: 'Service', name: 'web', weight: 100 },
      port: { targetPort: 'http' },
      tls: {
        termination: 'edge',
        insecureEdgeTerminationPolicy: 'Redirect',
        externalCertificate: { name: 'blog-tls' },
      },
    },
  },
};

describe('a binding', () => {
  test.each(Object.entries(examples))('%s writes each field that it is given', (gvk, { make, spec }) => {
    const chart = new Chart(new App(), 'test');
    make(chart);
    const [object] = Testing.synth(chart) as Record<string, unknown>[];
    expect(`${object?.['apiVersion']} ${object?.['kind']}`).toBe(gvk);
    expect(object?.['spec']).toEqual(spec);
  });

  test('has an example for each kind of sources.json, and no other', () => {
    const kinds = sources.flatMap(({ group, crds }) => crds.map(({ version, kind }) => `${group}/${version} ${kind}`));
    expect(Object.keys(examples).sort()).toEqual(kinds.sort());
  });

  test.each(sources)('$group.ts has the kinds of sources.json, in one version each', ({ group, crds }) => {
    const classes = read(`${group}.ts`).matchAll(/apiVersion: '(.*)',\s+kind: '(.*)',/g);
    expect([...classes].map(([, apiVersion, kind]) => `${apiVersion} ${kind}`).sort()).toEqual(
      crds.map(({ version, kind }) => `${group}/${version} ${kind}`).sort(),
    );
  });

  test.each(groups)('%s.js is what its .ts compiles to', (group) => {
    expect(read(`${group}.js`)).toBe(compile(group, read(`${group}.ts`)));
  });

  test('is the compiled one at synth', () => {
    const script = `console.log(JSON.stringify(${JSON.stringify(groups)}.map((g) => require.resolve('./imports/' + g))))`;
    const { stdout } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], {
      cwd: join(__dirname, '..'),
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual(groups.map((group) => join(IMPORTS, `${group}.js`)));
  });

  test('comes from sources.json, and nothing else lies beside it', () => {
    expect(readdirSync(IMPORTS).sort()).toEqual(
      ['README.md', 'sources.json', ...groups.flatMap((group) => [`${group}.js`, `${group}.ts`])].sort(),
    );
  });
});

test("the README's table agrees with sources.json", () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim().replace(/`/g, ''))
        .slice(1, -1),
    );
  expect(rows).toEqual(
    sources.flatMap(({ group, module, version, crds }) =>
      crds.map((crd) => [`${group}.ts`, `${crd.kind} ${crd.version}`, module, version, crd.file]),
    ),
  );
});

describe('the CRDs', () => {
  const source: Source = {
    group: 'example.org',
    module: 'example.org/module',
    version: 'v1.2.3',
    sum: 'h1:pinned=',
    crds: [{ kind: 'Example', version: 'v1', file: 'crd.yaml' }],
  };
  const crd = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: examples.example.org
spec:
  group: example.org
  names: { kind: Example, plural: examples }
  scope: Namespaced
  versions:
    - { name: v1beta1, served: false, storage: false }
    - { name: v1, served: true, storage: true }
`;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crds-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A `go` that gives these answers about modules, and a module's folder with this CRD. */
  function go(answers: object[], text: string = crd): string {
    writeFileSync(join(folder, 'crd.yaml'), text);
    const json = answers.map((answer) => JSON.stringify(answer, null, '\t')).join('\n');
    writeFileSync(join(folder, 'go'), `#!/bin/sh\ncat <<'END'\n${json}\nEND\n`, { mode: 0o755 });
    return join(folder, 'go');
  }
  const answer = (more: object = {}): object => ({
    Path: source.module,
    Version: source.version,
    Sum: source.sum,
    Origin: { VCS: 'git' },
    Dir: folder,
    ...more,
  });

  test('are written as published, one file each, named after the definition', () => {
    const crds = fetchCrds([source], go([answer({ Path: 'example.org/other' }), answer()]));
    expect(writeCrds(join(folder, 'out'), crds)).toEqual(['examples.example.org.yaml']);
    expect(readFileSync(join(folder, 'out', 'examples.example.org.yaml'), 'utf8')).toBe(crd);
  });

  test('need go', () => {
    expect(() => fetchCrds([source], join(folder, 'missing'))).toThrow(
      /missing cannot be run \(.* ENOENT\): install Go 1\.26\.3 or newer and put it on the PATH$/,
    );
  });

  test('are refused when the module has another sum than the pinned one', () => {
    expect(() => fetchCrds([source], go([answer({ Sum: 'h1:other=' })]))).toThrow(
      'example.org/module@v1.2.3 has the sum h1:other=, but imports/sources.json pins h1:pinned=',
    );
  });

  test('are refused when go could not download the module', () => {
    expect(() => fetchCrds([source], go([answer({ Error: 'not\n\tfound' })]))).toThrow(
      'example.org/module@v1.2.3 cannot be downloaded: not found',
    );
    expect(() => fetchCrds([source], go([]))).toThrow(
      'example.org/module@v1.2.3 cannot be downloaded: go gave no reason',
    );
  });

  test('are refused when the file is not there', () => {
    const moved = { ...source, crds: [{ kind: 'Example', version: 'v1', file: 'moved.yaml' }] };
    expect(() => fetchCrds([moved], go([answer()]))).toThrow(
      'example.org/module@v1.2.3/moved.yaml does not exist: correct "file" in imports/sources.json',
    );
  });

  test.each([
    ['empty', '', 'holds 0 YAML documents, not one'],
    ['two definitions', crd + crd, 'holds 2 YAML documents, not one'],
    ['a template', `{{- if .Values.crds.enabled }}\n${crd}`, 'holds 2 YAML documents, not one'],
    ['broken', crd.replace(/}\n$/, '\n'), 'is not valid YAML: '],
    ['another thing', 'null\n', 'does not define Example of example.org/v1: '],
  ])('are refused when the file is %s', (_, text, reason) => {
    expect(() => fetchCrds([source], go([answer()], text))).toThrow(`example.org/module@v1.2.3/crd.yaml ${reason}`);
  });

  test.each([
    ['group', { ...source, group: 'example.com' }, 'Example of example.com/v1'],
    ['kind', { ...source, crds: [{ kind: 'Other', version: 'v1', file: 'crd.yaml' }] }, 'Other of example.org/v1'],
    [
      'version',
      { ...source, crds: [{ kind: 'Example', version: 'v2', file: 'crd.yaml' }] },
      'Example of example.org/v2',
    ],
    [
      'served version',
      { ...source, crds: [{ kind: 'Example', version: 'v1beta1', file: 'crd.yaml' }] },
      'Example of example.org/v1beta1',
    ],
  ])('are refused when the file has another %s', (_, wrong, wanted) => {
    expect(() => fetchCrds([wrong], go([answer()]))).toThrow(
      `example.org/module@v1.2.3/crd.yaml does not define ${wanted}: correct imports/sources.json`,
    );
  });
});
