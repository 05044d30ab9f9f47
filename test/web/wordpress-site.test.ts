import { Cron, Duration } from 'cdk8s';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Peer } from '../../lib/kubernetes/peer';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { StorageClass } from '../../lib/storage/storage-class';
import { STARTUP_PATIENCE } from '../../lib/web/probes';
import { WordPressSite, WordPressSiteProps } from '../../lib/web/wordpress-site';
import { Manifest, newChart, only, render } from '../objects';
import { database } from './database';
import { containerOf, deploymentPod, filesOf, RenderedPod, web } from './web';

type Settings = Omit<WordPressSiteProps, 'database'>;

const minimalProps: Settings = {
  files: { size: '20Gi', class: StorageClass.sharedFiles('shared') },
  host: 'blog.example.org',
  adminEmail: 'editor@example.org',
};
const relay = { peer: Peer.addresses('10.0.25.0/24'), port: 587 };
const allProps: Required<Settings> = {
  files: { size: '5Gi', class: StorageClass.singleNode('local') },
  host: 'news.example.org',
  https: false,
  title: 'The "News" & more',
  adminEmail: 'chief@example.org',
  adminUser: 'chief editor',
  language: 'es_ES',
  public: false,
  tablePrefix: 'news_',
  image: 'registry.example.org/web/wordpress:7.0.2-php8.3-fpm',
  resources: { cpu: '500m', memory: '1Gi', cpuLimit: '2', ephemeralStorage: '2Gi' },
  children: 10,
  maxUpload: '128Mi',
  timeout: 60,
  jit: false,
  pageCache: Duration.minutes(1),
  headers: { 'X-Frame-Options': 'DENY', 'Permissions-Policy': '', 'X-Served-For': 'news' },
  xmlRpc: true,
  secretName: 'news-secrets',
  fileModifications: true,
  debug: true,
  cron: Cron.schedule({ minute: '0' }),
  timeZone: 'Europe/Madrid',
  outgoing: [relay],
  jobPriorityClassName: 'batch',
};

/** A site `Site` as small as it goes, but for what differs. */
function site(chart: StableChart, differing: Partial<Settings> = {}): WordPressSite {
  return new WordPressSite(chart, 'Site', { database: database(chart), ...minimalProps, ...differing });
}

function rendered(differing: Partial<Settings> = {}): Manifest[] {
  const others = ['database', 'database-accounts'];
  return render((chart) => site(chart, differing)).filter(({ metadata }) => !others.includes(metadata.name));
}

/** The site with its web tier. */
function served(differing: Partial<Settings> = {}): Manifest[] {
  return render((chart) => web(chart, { application: site(chart, differing) }));
}

function files(differing: Partial<Settings> = {}): Readonly<Record<string, string>> {
  return filesOf(rendered(differing), 'site-scripts');
}

function podOf(objects: readonly Manifest[], kind: 'Job' | 'CronJob'): RenderedPod {
  const spec = only(objects, kind).spec as Record<string, unknown>;
  const job = (kind === 'Job' ? spec : (spec.jobTemplate as { spec: unknown }).spec) as {
    template: { spec: RenderedPod };
  };
  return job.template.spec;
}

function rejected(differing: Partial<Settings>): () => void {
  return () => site(newChart(), differing);
}

describe('manifests', () => {
  test('minimal props', () => {
    expect(rendered()).toMatchSnapshot();
  });

  test('all props', () => {
    expect(rendered(allProps)).toMatchSnapshot();
  });

  test('web pods, minimal props', () => {
    expect(deploymentPod(served())).toMatchSnapshot();
  });

  test('web pods, all props', () => {
    const objects = served(allProps);

    expect(deploymentPod(objects)).toMatchSnapshot();
    expect(filesOf(objects, 'web-config')['server.conf']).toMatchSnapshot();
  });
});

describe('R5: files on one volume that all web pods share', () => {
  test('a claim that many nodes may mount', () => {
    expect(only(rendered(), 'PersistentVolumeClaim').spec).toEqual({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'shared',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: '20Gi' } },
    });
  });

  test('or one node, where there is only one', () => {
    expect(only(rendered(allProps), 'PersistentVolumeClaim').spec).toMatchObject({ accessModes: ['ReadWriteOnce'] });
  });

  test('php-fpm writes it and nginx serves from it, at the same place', () => {
    const objects = served();
    const mountOf = (name: string) => containerOf(objects, name).volumeMounts?.find((mount) => mount.name === 'files');

    expect(mountOf('php-fpm')).toEqual({ name: 'files', mountPath: '/var/www/html/wp-content' });
    expect(mountOf('nginx')).toEqual({ name: 'files', mountPath: '/var/www/html/wp-content', readOnly: true });
    expect(deploymentPod(objects).volumes).toContainEqual({
      name: 'files',
      persistentVolumeClaim: { claimName: 'site-files' },
    });
  });
});

test('R12: nothing that matters is on a node’s own disk', () => {
  const emptied = deploymentPod(served())
    .volumes.filter(({ emptyDir }) => emptyDir !== undefined)
    .map(({ name }) => name);

  expect(emptied.sort()).toEqual(['access-log', 'code', 'filebeat-data', 'nginx-tmp', 'pages', 'php-tmp', 'run']);
});

describe('R16: volumes', () => {
  test('every empty folder has a size, and room for a few of the largest uploads', () => {
    const sizes = (objects: Manifest[]) =>
      Object.fromEntries(
        deploymentPod(objects)
          .volumes.filter(({ emptyDir }) => emptyDir !== undefined)
          .map(({ name, emptyDir }) => [name, (emptyDir as { sizeLimit?: string }).sizeLimit]),
      );

    expect(sizes(served())).toEqual({
      'access-log': '100Ki',
      code: '512Mi',
      'filebeat-data': '256Mi',
      'nginx-tmp': '516Mi',
      pages: '48Mi',
      'php-tmp': '512Mi',
      run: '16Mi',
    });
    expect(sizes(served({ maxUpload: '1Gi' }))).toMatchObject({ 'nginx-tmp': '4356Mi', 'php-tmp': '4352Mi' });
  });

  test.each(['nginx', 'php-fpm'])('%s may use as much of the node’s disk as its temporary files', (name) => {
    const { limits } = containerOf(served(), name).resources as { limits: Record<string, string> };

    expect(parseInt(limits['ephemeral-storage'] ?? '')).toBeGreaterThanOrEqual(512);
  });

  test('every mount has its volume, and every volume a mount', () => {
    for (const pod of [deploymentPod(served()), podOf(rendered(), 'Job'), podOf(rendered(), 'CronJob')]) {
      const mounts = [...(pod.initContainers ?? []), ...pod.containers].flatMap(
        ({ volumeMounts }) => volumeMounts ?? [],
      );

      expect(new Set(mounts.map(({ name }) => name))).toEqual(new Set(pod.volumes.map(({ name }) => name)));
    }
  });
});

describe('R17: probes', () => {
  test('php-fpm has the patience of the notes, and is asked over its own socket', () => {
    const command = ['php', '/etc/wordpress/fpm-ping.php', '/run/web/php-fpm.sock'];

    expect(containerOf(served(), 'php-fpm')).toMatchObject({
      startupProbe: { exec: { command }, ...STARTUP_PATIENCE },
      livenessProbe: { exec: { command } },
    });
    expect(containerOf(served(), 'php-fpm')).not.toHaveProperty('readinessProbe');
    expect(files()['php-fpm.conf']).toContain('listen = /run/web/php-fpm.sock');
  });

  test('a pod is ready when nginx and php-fpm answer, whatever the database does', () => {
    expect(containerOf(served(), 'nginx').readinessProbe).toMatchObject({ httpGet: { path: '/-/php' } });
    expect(files()['php-fpm.conf']).toContain('ping.path = /-/php');
  });
});

describe('R19: init containers, in order', () => {
  test('the code comes from the image, then the pod waits for the installation', () => {
    const { initContainers } = deploymentPod(served());

    expect(initContainers.map(({ name }) => name)).toEqual([
      'copy-core',
      'wait-for-installation',
      'filebeat',
      'rotate-access-log',
    ]);
  });

  test('nobody but the first may write the code', () => {
    const { containers, initContainers } = deploymentPod(served());
    const writers = [...initContainers, ...containers].filter(({ volumeMounts }) =>
      volumeMounts?.some(({ name, readOnly }) => name === 'code' && !readOnly),
    );

    expect(writers.map(({ name }) => name)).toEqual(['copy-core']);
  });
});

describe('R20: work that ends', () => {
  test('a Job installs WordPress, and has patience with a database in trouble', () => {
    const objects = rendered();

    expect(only(objects, 'Job')).toMatchObject({ spec: { backoffLimit: 20, activeDeadlineSeconds: 21600 } });
    expect(podOf(objects, 'Job')).toMatchObject({
      restartPolicy: 'Never',
      initContainers: [{ name: 'copy-content' }],
      containers: [{ name: 'install', command: ['php', '/etc/wordpress/install.php', '/usr/src/wordpress'] }],
    });
  });

  test('a CronJob does WordPress’ scheduled work, one at a time, and no visitor does', () => {
    const objects = rendered();

    expect(only(objects, 'CronJob').spec).toMatchObject({
      schedule: '*/5 * * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 120,
    });
    expect(podOf(objects, 'CronJob').containers[0]?.command).toEqual([
      'php',
      '/etc/wordpress/cron.php',
      '/usr/src/wordpress',
    ]);
    expect(files()['wp-config.php']).toContain("define('DISABLE_WP_CRON', true);");
  });

  test('only the installation sees the administrator’s password', () => {
    const keysOf = ({ volumes }: RenderedPod) =>
      (volumes.find(({ name }) => name === 'wordpress-secrets')?.secret as { items: { key: string }[] }).items.map(
        ({ key }) => key,
      );

    expect(keysOf(podOf(rendered(), 'Job'))).toContain('admin-password');
    expect(keysOf(podOf(rendered(), 'CronJob'))).not.toContain('admin-password');
    expect(keysOf(deploymentPod(served()))).not.toContain('admin-password');
  });

  test.each<[string, Partial<Settings>]>([
    ['image', { image: 'docker.io/library/wordpress:7.1.1-php8.4-fpm' }],
    ['title', { title: 'Another' }],
    ['Secret', { secretName: 'another' }],
    ['priority', { jobPriorityClassName: 'batch' }],
    ['way with files', { fileModifications: true }],
  ])('another %s makes another Job, since a Job can’t be changed', (_, differing) => {
    const nameOf = (objects: Manifest[]) => only(objects, 'Job').metadata.name;

    expect(nameOf(rendered())).toMatch(/^site-install-[0-9a-f]{8}$/);
    expect(nameOf(rendered())).toBe(nameOf(rendered()));
    expect(nameOf(rendered(differing))).not.toBe(nameOf(rendered()));
  });

  test('a setting that is not the installation’s makes no other Job', () => {
    expect(only(rendered({ pageCache: Duration.seconds(1) }), 'Job').metadata.name).toBe(
      only(rendered(), 'Job').metadata.name,
    );
  });
});

describe('a database that speaks TLS', () => {
  const encrypted = (chart: StableChart) =>
    new WordPressSite(chart, 'Site', {
      ...minimalProps,
      database: database(chart, { authority: { secretName: 'database-tls', key: 'ca.crt' } }),
    });
  const trusted = { name: 'SSL_CERT_FILE', value: '/run/secrets/database/ca.crt' };

  test('WordPress and its scripts ask for it, and trust whoever signed its certificate', () => {
    const all = filesOf(render(encrypted), 'site-scripts');
    expect(all['wp-config.php']).toContain(
      "define('MYSQL_CLIENT_FLAGS', MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT);",
    );
    expect(all['database.php']).toContain(
      'const CLIENT_FLAGS = MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT;',
    );
    expect(all['php-fpm.conf']).toContain('\nenv[SSL_CERT_FILE] = /run/secrets/database/ca.crt\n');
    for (const kind of ['Job', 'CronJob'] as const) {
      expect(podOf(render(encrypted), kind).containers[0]?.env).toContainEqual(trusted);
    }
  });

  test('every pod has that certificate beside the password', () => {
    const volume = {
      name: 'database-password',
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: 'database-accounts', items: [{ key: 'writer-password', path: 'writer-password' }] } },
          { secret: { name: 'database-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        ],
      },
    };
    const objects = render((chart) => web(chart, { application: encrypted(chart) }));
    for (const pod of [deploymentPod(objects), podOf(objects, 'Job'), podOf(objects, 'CronJob')]) {
      expect(pod.volumes).toContainEqual(volume);
    }
  });

  test('and one that does not is asked as before', () => {
    expect(files()['wp-config.php']).toContain("define('MYSQL_CLIENT_FLAGS', 0);");
    expect(files()['php-fpm.conf']).not.toContain('env[');
    expect(podOf(rendered(), 'Job').containers[0]).not.toHaveProperty('env');
  });
});

describe('R21: configuration apart from the program', () => {
  test('the Secret holds the salts and the administrator’s password, and no manifest does', () => {
    const { secrets } = site(newChart());

    expect(secrets).toMatchObject({ name: 'site-secrets', type: 'Opaque' });
    expect(Object.keys(secrets.keys)).toEqual([
      'admin-password',
      'auth-key',
      'secure-auth-key',
      'logged-in-key',
      'nonce-key',
      'auth-salt',
      'secure-auth-salt',
      'logged-in-salt',
      'nonce-salt',
    ]);
    expect(rendered().map(({ kind }) => kind)).not.toContain('Secret');
  });

  test('PHP reads passwords from files, and knows the database by its name', () => {
    const config = files()['wp-config.php'];

    expect(config).toContain("define('DB_HOST', 'database:3306');");
    expect(config).toContain("define('DB_NAME', 'blog');");
    expect(config).toContain("define('DB_USER', 'writer');");
    expect(config).toContain("define('DB_PASSWORD', mounted_secret('database/writer-password'));");
    expect(containerOf(served(), 'php-fpm').volumeMounts).toEqual(
      expect.arrayContaining([
        { name: 'database-password', mountPath: '/run/secrets/database', readOnly: true },
        { name: 'wordpress-secrets', mountPath: '/run/secrets/wordpress', readOnly: true },
      ]),
    );
  });

  test('the address is the host’s, with or without encryption', () => {
    expect(files()['wp-config.php']).toContain("define('WP_HOME', 'https://blog.example.org');");
    expect(files({ https: false })['wp-config.php']).toContain("define('WP_HOME', 'http://blog.example.org');");
  });

  test('what can go nowhere is not tried', () => {
    const blocks = (differing: Partial<Settings>) =>
      /define\('WP_HTTP_BLOCK_EXTERNAL', (\w+)\);/.exec(files(differing)['wp-config.php'] ?? '')?.[1];

    expect(blocks({})).toBe('true');
    expect(blocks({ outgoing: [relay] })).toBe('false');
  });

  test('administrators install plugins only where they may', () => {
    const disallows = (differing: Partial<Settings>) =>
      /define\('DISALLOW_FILE_MODS', (\w+)\);/.exec(files(differing)['wp-config.php'] ?? '')?.[1];
    const mode = (differing: Partial<Settings>) => podOf(rendered(differing), 'Job').initContainers[0]?.command?.at(-1);

    expect([disallows({}), mode({})]).toEqual(['true', 'replace']);
    expect([disallows({ fileModifications: true }), mode({ fileModifications: true })]).toEqual(['false', 'keep']);
  });
});

test('R26: web pods and jobs reach the database and what is said, and nothing else', () => {
  const egress = (objects: Manifest[], name: string) =>
    (
      only(objects, 'NetworkPolicy', name).spec as { egress: { to: unknown[]; ports: { port: number }[] }[] }
    ).egress.map(({ ports }) => ports.map(({ port }) => port));
  const objects = served({ outgoing: [relay] });

  expect(egress(objects, 'site-network')).toEqual([[53, 53], [3306], [587]]);
  expect(egress(objects, 'web-network')).toEqual([[53, 53], [3306], [587]]);
  expect(only(objects, 'NetworkPolicy', 'database').spec).toMatchObject({
    ingress: [
      { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'site' } } }], ports: [{ port: 3306 }] },
      { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } } }], ports: [{ port: 3306 }] },
    ],
  });
});

describe('R30: updates', () => {
  test('web pods carry WordPress’ version', () => {
    expect(only(served(allProps), 'Deployment').metadata.labels).toMatchObject({
      'app.kubernetes.io/name': 'wordpress',
      'app.kubernetes.io/version': '7.0.2-php8.3-fpm',
    });
  });

  test('php-fpm serves a moment longer than nginx, which passes requests on', () => {
    expect(containerOf(served(), 'php-fpm').lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '6'] } } });
    expect(containerOf(served(), 'nginx').lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
  });

  test('WordPress never updates itself', () => {
    expect(files()['wp-config.php']).toContain("define('AUTOMATIC_UPDATER_DISABLED', true);");
    expect(files()['wp-config.php']).toContain("define('WP_AUTO_UPDATE_CORE', false);");
  });
});

describe('R31: memory decides', () => {
  test.each<[Partial<Settings>, string]>([
    [{}, '6'],
    [{ resources: { cpu: '1', memory: '1Gi' } }, '15'],
    [{ children: 2 }, '2'],
  ])('how many children php-fpm has: %j', (differing, children) => {
    expect(/pm\.max_children = (\d+)/.exec(files(differing)['php-fpm.conf'] ?? '')?.[1]).toBe(children);
  });

  test('a request takes no longer anywhere than the time it has', () => {
    expect(files({ timeout: 60 })['php-fpm.conf']).toContain('request_terminate_timeout = 60s');
    expect(files({ timeout: 60 })['wordpress.ini']).toContain('max_execution_time = 60');
    expect(filesOf(served({ timeout: 60 }), 'web-config')['server.conf']).toContain('fastcgi_read_timeout 60s;');
  });

  test('an upload fits through nginx and PHP, with what is around it', () => {
    expect(filesOf(served({ maxUpload: '8Mi' }), 'web-config')['nginx.conf']).toContain('client_max_body_size 9m;');
    expect(files({ maxUpload: '8Mi' })['wordpress.ini']).toContain('upload_max_filesize = 8M');
    expect(files({ maxUpload: '8Mi' })['wordpress.ini']).toContain('post_max_size = 9M');
  });
});

describe('page cache', () => {
  const configuration = (pageCache?: Duration) => filesOf(served({ pageCache }), 'web-config');

  test.each<[Duration | undefined, string, string]>([
    [undefined, '7s', 'stale-while-revalidate=2'],
    [Duration.minutes(1), '47s', 'stale-while-revalidate=12'],
  ])('pages are kept for %p', (pageCache, fresh, revalidated) => {
    expect(configuration(pageCache)['server.conf']).toContain(`proxy_cache_valid 200 301 ${fresh};`);
    expect(configuration(pageCache)['server.conf']).toContain(`add_header Cache-Control "${revalidated}";`);
  });

  test('is in RAM, where php-fpm can empty it', () => {
    const objects = served();
    const mount = { name: 'pages', mountPath: '/var/cache/pages' };

    expect(deploymentPod(objects).volumes).toContainEqual({
      name: 'pages',
      emptyDir: { medium: 'Memory', sizeLimit: '48Mi' },
    });
    expect(containerOf(objects, 'nginx').volumeMounts).toContainEqual(mount);
    expect(containerOf(objects, 'php-fpm').volumeMounts).toContainEqual(mount);
    expect(configuration()['nginx.conf']).toContain('proxy_cache_path /var/cache/pages ');
    expect(configuration()['nginx.conf']).toContain('max_size=32m');
    expect(files()['page-cache.php']).toContain("const PAGES = '/var/cache/pages';");
  });

  test('or there is none', () => {
    const never = Duration.seconds(0);

    expect(configuration(never)['server.conf']).toContain('proxy_cache off;');
    expect(configuration(never)['nginx.conf']).not.toContain('proxy_cache_path');
    expect(deploymentPod(served({ pageCache: never })).volumes.map(({ name }) => name)).not.toContain('pages');
  });
});

test.each<[boolean | undefined, string]>([
  [undefined, 'location ~ ^/(wp-admin/(install|setup-config)\\.php|(wp-cron|wp-config[^/]*|xmlrpc)\\.php|'],
  [true, 'location ~ ^/(wp-admin/(install|setup-config)\\.php|(wp-cron|wp-config[^/]*)\\.php|'],
])('xmlrpc.php is open: %p', (xmlRpc, location) => {
  expect(filesOf(served({ xmlRpc }), 'web-config')['server.conf']).toContain(location);
});

test('PHP makes machine code unless it is told not to', () => {
  expect(files()['wordpress.ini']).toContain('opcache.jit = tracing\nopcache.jit_buffer_size = 16M\n');
  expect(files({ jit: false })['wordpress.ini']).toContain('opcache.jit = disable\n');
});

test('what is read for every page stays as it is for as long as a container runs, also when its ConfigMap changes', () => {
  const read = [...(files()['wp-config.php'] ?? '').matchAll(/require_once (.*);/g)].map(([, from]) => from);
  expect(read).toEqual([
    "__DIR__ . '/database-connection.php'",
    "__DIR__ . '/known-answers.php'",
    "__DIR__ . '/page-cache.php'",
    "__DIR__ . '/theme-files.php'",
    "ABSPATH . 'wp-settings.php'",
  ]);

  const { volumeMounts } = containerOf(served(), 'php-fpm');
  const besides = read.flatMap((from) => /__DIR__ \. '\/(.*)'/.exec(from ?? '')?.[1] ?? []);
  for (const file of ['wp-config.php', ...besides]) {
    expect(volumeMounts).toContainEqual(
      expect.objectContaining({ mountPath: `/var/www/${file}`, subPath: file, readOnly: true }),
    );
  }
});

describe('wrong settings', () => {
  const QUANTITY =
    'it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for ' +
    'CPU, 512Mi for memory or 30Gi for storage';
  const MAX_UPLOAD =
    'nginx and PHP count it in whole mebibytes, and keep uploads as temporary files, so 1Gi at most; use for example 64Mi';
  const ADMIN_USER = 'a login name has letters, digits, spaces and _ . - @, at most 60; leave it out for administrator';
  const TABLE_PREFIX =
    'tables are named after it: lower-case letters, digits and underscores, with an underscore at its end, at most 20; ' +
    'use wp_';
  const TIMEOUT = 'it is in whole seconds, and a page that takes under 5 or over 900 is no page; use 120';
  const PAGE_CACHE =
    'nginx counts whole seconds, and a page older than an hour would surprise its author; use for example ' +
    'Duration.seconds(10), or Duration.seconds(0) for never';
  const ADMIN_EMAIL =
    'WordPress sends the administrator mail and takes no other address; write it like editor@example.org';
  const shared = StorageClass.sharedFiles('shared');

  test.each<[Partial<Settings>, string]>([
    [
      { files: { size: '20Gi', class: StorageClass.block('fast') } },
      'files.class is fast; every web pod, on whatever node, mounts this volume, so its class must allow many mounts ' +
        '(ReadWriteMany); use an NfsStorageClass or StorageClass.sharedFiles(...)',
    ],
    [{ files: { size: '20GB', class: shared } }, `files.size is 20GB; ${QUANTITY}`],
    [{ adminEmail: 'editor' }, `adminEmail is editor; ${ADMIN_EMAIL}`],
    [{ adminEmail: 'a b@example.org' }, `adminEmail is a b@example.org; ${ADMIN_EMAIL}`],
    [{ adminUser: '' }, `adminUser is empty; ${ADMIN_USER}`],
    [{ adminUser: '<b>' }, `adminUser is <b>; ${ADMIN_USER}`],
    [{ tablePrefix: 'wp' }, `tablePrefix is wp; ${TABLE_PREFIX}`],
    [{ tablePrefix: "x'; DROP_" }, `tablePrefix is x'; DROP_; ${TABLE_PREFIX}`],
    [{ timeout: 4 }, `timeout is 4; ${TIMEOUT}`],
    [{ timeout: 901 }, `timeout is 901; ${TIMEOUT}`],
    [{ timeout: 60.5 }, `timeout is 60.5; ${TIMEOUT}`],
    [
      { headers: { 'X Frame': 'DENY' } },
      "headers is X Frame; a header's name is made of letters, digits and dashes; write it like Referrer-Policy",
    ],
    [{ maxUpload: '1025Mi' }, `maxUpload is 1025Mi; ${MAX_UPLOAD}`],
    [{ maxUpload: '1500Ki' }, `maxUpload is 1500Ki; ${MAX_UPLOAD}`],
    [{ maxUpload: '64MB' }, `maxUpload is 64MB; ${QUANTITY}`],
    [{ children: 7 }, 'children is 7; 512Mi of memory hold 1 to 6; use at most 6, or more memory'],
    [
      { resources: { cpu: '1', memory: '200Mi' } },
      'resources.memory is 200Mi; php-fpm needs 160Mi for itself and 56Mi for each request at the same time; use at ' +
        'least 256Mi',
    ],
    [{ resources: { cpu: 'one', memory: '512Mi' } }, `resources.cpu is one; ${QUANTITY}`],
    [
      { image: 'wordpress:7.1.0' },
      'image is wordpress:7.1.0; an image needs a registry, a repository and a tag, so that everyone gets the same one; ' +
        'write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
    ],
    [
      { timeZone: 'CET' },
      'timeZone is CET; a time zone is a name of the IANA database, so that summer time is kept; write for example ' +
        'Europe/Madrid or Etc/UTC',
    ],
    [
      { cron: Cron.schedule({ minute: '60' }) },
      'cron is 60 * * * *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and ' +
        'must come due; write for example "0 23 * * 4" for Thursday at 23:00',
    ],
  ])('rejects %j', (differing, sentence) => {
    expect(rejected(differing)).toThrow(new ConfigurationError(`test/chart/Site: ${sentence}`));
  });

  test.each([Duration.minutes(61), Duration.millis(500)])('rejects pages that are kept for %p', (pageCache) => {
    expect(rejected({ pageCache })).toThrow(
      new ConfigurationError(
        `test/chart/Site: pageCache is ${pageCache.toSeconds({ integral: false })} seconds; ${PAGE_CACHE}`,
      ),
    );
  });

  test.each(['Blog.example.org', 'blog.example.org/path', "blog'.example.org", ''])('rejects the host %j', (host) => {
    expect(rejected({ host })).toThrow(/^test\/chart\/Site: host is /);
  });
});
