import { preproduction } from '../environments/preproduction';
import { production } from '../environments/production';
import { testing } from '../environments/testing';
import {
  CheckedApp,
  DEFAULT_IMAGES,
  Exposure,
  Peer,
  RequiredSecret,
  SecretSource,
  StorageClass,
  Tls,
  WordPressStack,
  WordPressStackProps,
} from '../lib';
import { buildApp } from '../main';
import { objectsOf, renderFiles } from './manifests';
import { Manifest, only } from './objects';

/** What an environment `blog` renders. */
function objects(props: WordPressStackProps): Manifest[] {
  return objectsOf(renderFiles({ blog: props }), 'blog');
}

function stackOf(props: WordPressStackProps): WordPressStack {
  return new WordPressStack(new CheckedApp(), 'blog', props);
}

const text = (value: unknown): string => JSON.stringify(value);
const names = (found: readonly Manifest[], kind: string): string[] =>
  found.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

describe('namespaces', () => {
  test('are named after the environment', () => {
    expect(names(objects(testing), 'Namespace')).toEqual(['wordpress-blog', 'wordpress-blog-storage']);
  });

  test('have another name on demand, and everything is in them', () => {
    const found = objects({ ...testing, tenant: { ...testing.tenant, namespace: 'magazine' } });
    expect(names(found, 'Namespace')).toEqual(['magazine', 'magazine-storage']);
    expect(text(found)).not.toContain('wordpress-blog');
  });

  test('are of one environment each, whoever asks first', () => {
    const app = new CheckedApp();
    new WordPressStack(app, 'one', { ...testing, tenant: { ...testing.tenant, namespace: 'wordpress-two' } });
    expect(() => new WordPressStack(app, 'two', testing)).toThrow(
      'two: tenant.namespace is wordpress-two; one lives there, and the one that is applied last would overwrite the other; give one another namespace',
    );
  });

  test('may be as long as Kubernetes allows with the one of storage', () => {
    const longest = 'b'.repeat(63 - '-storage'.length);
    const found = objects({ ...testing, delivery: undefined, tenant: { ...testing.tenant, namespace: longest } });
    expect(names(found, 'Namespace')).toEqual([longest, `${longest}-storage`]);
  });
});

describe('Secrets', () => {
  test('that somebody must make are those of the database, the site and its certificate, and none is rendered', () => {
    const secrets = RequiredSecret.below(stackOf(testing)).map(({ name, type, keys }) => [
      name,
      type,
      Object.keys(keys),
    ]);
    expect(secrets).toEqual([
      ['database-accounts', 'Opaque', ['root', 'wordpress', 'backup', 'restore']],
      [
        'site-secrets',
        'Opaque',
        [
          'admin-password',
          ...['auth', 'secure-auth', 'logged-in', 'nonce'].map((name) => `${name}-key`),
          ...['auth', 'secure-auth', 'logged-in', 'nonce'].map((name) => `${name}-salt`),
        ],
      ],
      ['blog-tls', 'kubernetes.io/tls', ['tls.crt', 'tls.key']],
    ]);
    expect(names(objects(testing), 'Secret')).toEqual([]);
  });

  test('come from the store where there is one, but for those that cert-manager writes', () => {
    const secrets = SecretSource.external({ store: 'vault', prefix: 'blogs/blog' });
    const found = objects({ ...production, cluster: { secrets } });
    expect(names(found, 'ExternalSecret').sort()).toEqual([
      'database-accounts',
      'logs-elasticsearch-accounts',
      'logs-kibana-keys',
      'site-secrets',
    ]);
    expect(text(only(found, 'ExternalSecret', 'site-secrets'))).toContain('"key":"blogs/blog/site-secrets"');
  });
});

describe('images', () => {
  test('are those that this release is written for', () => {
    const used = new Set([...text(objects(testing)).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image));
    const { nginx, wordpress, filebeat, mariadb, nfsProvisioner } = DEFAULT_IMAGES;
    expect([...used].sort()).toEqual([nginx, wordpress, filebeat, mariadb, nfsProvisioner].sort());
  });

  test('come from a mirror, every one of them, when the environment says so', () => {
    const mirror = (image: string) => image.replace(/^[^/]+/, 'mirror.example.org');
    const images = Object.fromEntries(Object.entries(DEFAULT_IMAGES).map(([name, image]) => [name, mirror(image)]));
    const everything = {
      ...testing,
      database: { ...testing.database, metrics: {} },
      backup: { size: '10Gi', copyTo: { endpoint: 'https://s3.example.org', bucket: 'backups' } },
      web: {
        ...testing.web,
        content: { repository: 'https://git.example.org/site.git', revision: 'v1', mountPath: '/srv/site' },
      },
    };
    const found = objects({ ...everything, images });
    const used = [...text(found).matchAll(/"image":"([^"/]+)/g)].map(([, registry]) => registry);
    expect(new Set(used)).toEqual(new Set(['mirror.example.org']));
    expect(used.length).toBeGreaterThan(10);
  });

  test('in another version give the pods its label', () => {
    const found = objects({ ...testing, images: { mariadb: 'docker.io/library/mariadb:11.8.9' } });
    expect(only(found, 'StatefulSet').metadata.labels).toMatchObject({ 'app.kubernetes.io/version': '11.8.9' });
  });
});

describe('the address', () => {
  const config = (props: WordPressStackProps) => text(only(objects(props), 'ConfigMap', 'site-scripts'));

  test('of a site with a certificate is https, whoever has it', () => {
    for (const tls of [Tls.secret('blog-tls'), Tls.certManager({ issuer: 'letsencrypt' }), Tls.terminatedUpstream()]) {
      expect(config({ ...testing, front: { ...testing.front, tls } })).toContain('https://blog.testing.example.org');
    }
  });

  test('of a site without is http', () => {
    const plain = config({ ...testing, front: { ...testing.front, tls: Tls.none() } });
    expect(plain).toContain("'http://blog.testing.example.org'");
    expect(plain).not.toContain('https://blog.testing.example.org');
  });

  test('is the same in WordPress, in the Ingress and in its certificate; other host names are in the last two', () => {
    const found = objects({ ...testing, front: { ...testing.front, extraHosts: ['www.blog.example.org'] } });
    const hosts = ['blog.testing.example.org', 'www.blog.example.org'];
    expect(only(found, 'Ingress').spec).toMatchObject({
      rules: hosts.map((host) => ({ host })),
      tls: [{ hosts, secretName: 'blog-tls' }],
    });
  });
});

describe('traffic', () => {
  interface Side {
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly ipBlock?: { readonly cidr: string };
  }
  interface Policy {
    readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly ingress?: readonly {
      readonly from: readonly Side[];
      readonly ports: readonly { readonly port: number }[];
    }[];
    readonly egress?: readonly { readonly to: readonly Side[]; readonly ports: readonly { readonly port: number }[] }[];
  }
  const side = ({ ipBlock, podSelector, namespaceSelector }: Side): string =>
    ipBlock?.cidr ??
    podSelector?.matchLabels['app.kubernetes.io/instance'] ??
    `${namespaceSelector?.matchLabels['kubernetes.io/metadata.name']}`;
  const ports = (all: readonly { readonly port: number }[]) => [...new Set(all.map(({ port }) => port))].join(',');

  /** Every allowed connection, one line for each end that allows it. */
  function connections(found: readonly Manifest[]): string[] {
    return found
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map(({ spec }) => spec as Policy)
      .flatMap(({ podSelector, ingress = [], egress = [] }) => {
        const self = podSelector.matchLabels?.['app.kubernetes.io/instance'] ?? 'all';
        return [
          ...ingress.flatMap((rule) =>
            rule.from.map((from) => `${self} lets in ${side(from)} at ${ports(rule.ports)}`),
          ),
          ...egress.flatMap((rule) => rule.to.map((to) => `${self} goes to ${side(to)} at ${ports(rule.ports)}`)),
        ];
      })
      .sort();
  }

  test('R26: goes where the wiring says and nowhere else', () => {
    expect(connections(objects(testing))).toEqual([
      'backup goes to database at 3306',
      'backup goes to kube-system at 53',
      'database goes to database at 4567,4568,4444,4570',
      'database goes to kube-system at 53',
      'database lets in backup at 3306',
      'database lets in database at 4567,4568,4444,4570',
      'database lets in restore at 3306',
      'database lets in site at 3306',
      'database lets in web at 3306',
      'restore goes to database at 3306',
      'restore goes to kube-system at 53',
      'shared-provisioner goes to 0.0.0.0/0 at 443,6443',
      'shared-provisioner goes to kube-system at 53',
      'site goes to database at 3306',
      'site goes to kube-system at 53',
      'web goes to database at 3306',
      'web goes to kube-system at 53',
      'web goes to logging at 9092',
      'web lets in traefik at 8080',
    ]);
  });

  test('goes to the API server and the name servers of the cluster where their addresses are known', () => {
    const dns = Peer.addresses('169.254.20.10/32');
    const apiServer = Peer.addresses('10.0.0.10/32');
    const found = connections(objects({ ...testing, cluster: { dns, apiServer } }));
    expect(found).toContain('shared-provisioner goes to 10.0.0.10/32 at 443,6443');
    expect(found.filter((line) => /kube-system|0\.0\.0\.0/.test(line))).toEqual([]);
    expect(found.filter((line) => line.endsWith('goes to 169.254.20.10/32 at 53'))).toHaveLength(6);
  });
});

test('databases go first when nodes are full, then the web, then jobs', () => {
  const found = objects(testing);
  const values = Object.fromEntries(
    found.filter(({ kind }) => kind === 'PriorityClass').map(({ metadata, value }) => [metadata.name, value as number]),
  );
  const priorityOf = (kind: string, name: string | undefined) => {
    const used = /"priorityClassName":"([^"]+)"/.exec(text(only(found, kind, name)))?.[1];
    return values[used ?? ''] ?? Number.NaN;
  };
  const database = priorityOf('StatefulSet', 'database');
  const web = priorityOf('Deployment', 'web');
  expect(database).toBeGreaterThan(web);
  expect(priorityOf('Deployment', 'shared-provisioner')).toBe(web);
  for (const job of ['backup', 'site-cron']) expect(web).toBeGreaterThan(priorityOf('CronJob', job));
});

test('files of a class that is there already need no provisioner and no second namespace', () => {
  const found = objects({ ...testing, sharedFiles: StorageClass.sharedFiles('cephfs') });
  expect(names(found, 'Namespace')).toEqual(['wordpress-blog']);
  expect(names(found, 'StorageClass')).toEqual([]);
  expect(only(found, 'PersistentVolumeClaim', 'site-files').spec).toMatchObject({ storageClassName: 'cephfs' });
  expect(only(found, 'PersistentVolumeClaim', 'backup-volume').spec).toMatchObject({ storageClassName: 'cephfs' });
});

test('nobody but the cluster administrators may do anything beside the provisioner, which has rights in the whole cluster', () => {
  const found = objects(testing);
  const bindings = found.filter(
    ({ kind, metadata }) => kind === 'RoleBinding' && metadata.namespace?.endsWith('-storage'),
  );
  expect(bindings.map(({ subjects }) => subjects)).toEqual([[expect.objectContaining({ kind: 'ServiceAccount' })]]);
});

test('without a backup there is none of its objects', () => {
  const found = objects({ ...testing, backup: undefined });
  expect(text(found)).not.toContain('"name":"backup');
  expect(text(found)).not.toContain('"name":"restore');
});

describe('a restore', () => {
  test('waits to be asked for wherever there is a backup, and brings what it restored up to the image', () => {
    const { spec } = only(objects(testing), 'CronJob', 'restore') as unknown as {
      spec: { suspend: boolean; jobTemplate: { spec: { template: { spec: Record<string, { name: string }[]> } } } };
    };
    const { initContainers, containers } = spec.jobTemplate.spec.template.spec;
    expect(spec.suspend).toBe(true);
    expect(initContainers?.map(({ name }) => name)).toEqual(['restore', 'copy-content']);
    expect(containers?.map(({ name }) => name)).toEqual(['install']);
  });

  test('is practised where the environment says so, and looks for the address of the site and a user', () => {
    const drill = (site: Partial<WordPressStackProps['site']>) =>
      text(only(objects({ ...testing, site: { ...testing.site, ...site } }), 'CronJob', 'restore-drill'));
    expect(drill({})).toContain("from wp_options where option_name = 'siteurl'");
    expect(drill({ tablePrefix: 'blog_' })).toContain('from blog_users');
    expect(names(objects({ ...testing, backup: { size: '10Gi' } }), 'CronJob')).not.toContain('restore-drill');
  });
});

test('a cluster from before sidecars has the log shipper and the rotation beside the web server', () => {
  const containers = (kubernetesVersion: string) => {
    const { spec } = only(objects({ ...testing, cluster: { kubernetesVersion } }), 'Deployment', 'web');
    const pod = (spec as { template: { spec: Record<'containers' | 'initContainers', { name: string }[]> } }).template
      .spec;
    return { started: pod.initContainers.map(({ name }) => name), running: pod.containers.map(({ name }) => name) };
  };
  const first = ['copy-core', 'wait-for-installation'];
  const sidecars = ['filebeat', 'rotate-access-log'];
  expect(containers('1.28')).toEqual({ started: first, running: ['nginx', 'php-fpm', ...sidecars] });
  expect(containers('1.29')).toEqual({ started: [...first, ...sidecars], running: ['nginx', 'php-fpm'] });
});

describe('Argo CD', () => {
  const files = renderFiles({ blog: testing, other: { ...preproduction, delivery: undefined } });
  const argoCd = objectsOf(files, 'argo-cd/blog');

  test('R35: applies the folder of the environment, from the repository that it names', () => {
    expect(only(argoCd, 'Application').spec).toMatchObject({
      project: 'wordpress-blog-project',
      source: { repoURL: testing.delivery?.repository, targetRevision: 'testing', path: 'dist/blog' },
    });
  });

  test('may touch what the environment has and nothing else', () => {
    interface Allowed {
      readonly kind: string;
      readonly name?: string;
    }
    const { spec } = only(argoCd, 'AppProject') as unknown as {
      spec: Record<'clusterResourceWhitelist' | 'namespaceResourceWhitelist', Allowed[]> & {
        destinations: { namespace: string }[];
      };
    };
    const rendered = objectsOf(files, 'blog');
    const lacksNamespace = rendered.filter(({ metadata }) => metadata.namespace === undefined);
    expect(spec.clusterResourceWhitelist.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(
      lacksNamespace.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(),
    );
    expect(new Set(spec.namespaceResourceWhitelist.map(({ kind }) => kind))).toEqual(
      new Set(rendered.filter(({ metadata }) => metadata.namespace !== undefined).map(({ kind }) => kind)),
    );
    expect(spec.destinations.map(({ namespace }) => namespace)).toEqual(['wordpress-blog', 'wordpress-blog-storage']);
  });

  test('knows nothing of an environment that people apply', () => {
    expect([...files.keys()].filter((name) => name.startsWith('argo-cd/'))).toEqual(['argo-cd/blog.k8s.yaml']);
  });
});

test('what an environment needs of the outside is reached by whatever exposure it has', () => {
  const exposures = {
    Ingress: Exposure.ingress({ className: 'nginx', controllerNamespace: 'ingress-nginx' }),
    HTTPRoute: Exposure.gateway({ name: 'public', namespace: 'gateway' }),
    Route: Exposure.route(),
  };
  for (const [kind, exposure] of Object.entries(exposures)) {
    expect(names(objects({ ...testing, front: { ...testing.front, exposure } }), kind)).toHaveLength(1);
  }
});

test('its constructs are there for those who want to change what they made', () => {
  const app = buildApp('dist', { blog: testing });
  const stack = app.node.findChild('blog') as WordPressStack;
  expect(stack.namespace).toBe('wordpress-blog');
  expect(stack.database.statefulSet.name).toBe('database');
  expect(stack.web.deployment.name).toBe('web');
  expect(stack.front.url).toBe('https://blog.testing.example.org');
  expect(stack.wordpress.files.name).toBe('site-files');
  expect(stack.backup?.cronJob.name).toBe('backup');
  expect(stack.tenant.namespace.name).toBe('wordpress-blog');
});
