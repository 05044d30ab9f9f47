import { App, Chart, Duration, Testing } from 'cdk8s';
import { ClusteredDatabase, ClusteredDatabaseProps } from '../../lib/database/clustered-database';
import { DatabaseRouting } from '../../lib/database/database-routing';
import { DatabaseTls } from '../../lib/database/database-tls';
import { Peer } from '../../lib/kubernetes/peer';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, newChart, only, render } from '../objects';

const minimal: ClusteredDatabaseProps = {
  size: 3,
  volume: { size: '30Gi', class: StorageClass.block('fast') },
  resources: { cpu: '1', memory: '2Gi' },
};
const allProps: Required<ClusteredDatabaseProps> = {
  size: 5,
  volume: { size: '100Gi', class: StorageClass.block('fast-redundant') },
  resources: { cpu: '2', memory: '8Gi', cpuLimit: '4', ephemeralStorage: '1Gi' },
  image: 'registry.example.org/mariadb:12.3.2',
  releaseLine: '12.3',
  database: 'blog_2',
  user: 'blog',
  accounts: 'database-passwords',
  largestTransaction: '256Mi',
  readYourWrites: false,
  separateNodes: 'preferred',
  routing: DatabaseRouting.oneWriter({ copies: 3 }),
  donorServes: false,
  tls: DatabaseTls.certManager({ issuer: 'internal' }),
  metrics: {
    image: 'registry.example.org/mysqld-exporter:v0.18.0',
    resources: { cpu: '50m', memory: '96Mi' },
    scrapedBy: Peer.namespace('monitoring'),
    podMonitor: { labels: { release: 'kube-prometheus-stack' } },
  },
  alerts: { labels: { release: 'kube-prometheus-stack' }, transferWithin: Duration.hours(1) },
  priorityClassName: 'database',
  terminationGracePeriod: Duration.minutes(20),
};

interface Pod {
  readonly affinity: { readonly podAntiAffinity: Record<string, unknown[]> };
  readonly terminationGracePeriodSeconds: number;
  readonly containers: Record<string, Record<string, unknown>>[];
  readonly initContainers?: Record<string, unknown>[];
  readonly volumes: { readonly name: string }[];
}

function objects(props: Partial<ClusteredDatabaseProps> = {}): Manifest[] {
  return render((chart) => new ClusteredDatabase(chart, 'Database', { ...minimal, ...props }));
}

function database(props: Partial<ClusteredDatabaseProps> = {}): ClusteredDatabase {
  return new ClusteredDatabase(newChart(), 'Database', { ...minimal, ...props });
}

function statefulSet(props: Partial<ClusteredDatabaseProps> = {}) {
  const { spec } = only(objects(props), 'StatefulSet') as unknown as {
    spec: Record<string, unknown> & { template: { spec: Pod }; volumeClaimTemplates: Record<string, unknown>[] };
  };
  return spec;
}

function mariadb(props: Partial<ClusteredDatabaseProps> = {}) {
  const [container] = statefulSet(props).template.spec.containers;
  if (!container) throw new Error('no container');
  return container;
}

function configuration(props: Partial<ClusteredDatabaseProps> = {}): Record<string, string> {
  return only(objects(props), 'ConfigMap').data as Record<string, string>;
}

function keys(...names: string[]) {
  return names.map((key) => ({ key, path: key }));
}

/** Scripts have tests of their own. */
function withoutScripts(object: Manifest): Manifest {
  if (object.kind !== 'ConfigMap') return object;
  const data = Object.entries(object.data as Record<string, string>);
  return { ...object, data: Object.fromEntries(data.map(([name, text]) => [name, name.endsWith('.sh') ? '' : text])) };
}

describe('ClusteredDatabase', () => {
  test('minimal props', () => {
    expect(objects().map(withoutScripts)).toMatchSnapshot();
  });

  test('all props', () => {
    expect(objects(allProps).map(withoutScripts)).toMatchSnapshot();
  });

  test('R2: every node has its own volume, which outlives the pod and the StatefulSet', () => {
    const spec = statefulSet();
    expect(spec.replicas).toBe(3);
    expect(spec.volumeClaimTemplates).toMatchObject([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        spec: {
          accessModes: ['ReadWriteOnce'],
          volumeMode: 'Filesystem',
          storageClassName: 'fast',
          resources: { requests: { storage: '30Gi' } },
        },
      },
    ]);
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  test('dead processes that nobody waits for do not pile up until none can be started', () => {
    expect(statefulSet().template).toMatchObject({ spec: { shareProcessNamespace: true } });
  });

  test('R3: all nodes start at the same time and find each other before they are ready', () => {
    const all = objects();
    expect(statefulSet().podManagementPolicy).toBe('Parallel');
    // The controller stops together what is not available yet.
    expect(statefulSet()).not.toHaveProperty('minReadySeconds');
    expect(only(all, 'Service', 'database-nodes').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: [{ port: 3306 }, { port: 4567 }, { port: 4568 }, { port: 4444 }, { port: 4570 }],
    });
    expect(mariadb().env).toEqual(
      expect.arrayContaining([
        { name: 'PEER_DOMAIN', value: 'database-nodes' },
        { name: 'CLUSTER_SIZE', value: '3' },
      ]),
    );
  });

  test('R4: one address balances over the nodes that are ready', () => {
    const { spec } = only(objects(), 'Service', 'database-service') as unknown as { spec: Record<string, unknown> };
    expect(spec).toEqual({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/instance': 'database' },
      ports: [{ name: 'mysql', port: 3306, targetPort: 'mysql', protocol: 'TCP' }],
    });
    expect(database().host).toBe('database-service.blog.svc');
  });

  test('R17: startup looks first after 5 s, then every 6 s, up to 300 times', () => {
    expect(mariadb().startupProbe).toMatchObject({ initialDelaySeconds: 5, periodSeconds: 6, failureThreshold: 300 });
  });

  test('R17: each probe asks its own question', () => {
    const { startupProbe, livenessProbe, readinessProbe } = mariadb() as Record<
      string,
      { exec: { command: string[] } }
    >;
    expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.exec.command.at(-1))).toEqual([
      'started',
      'alive',
      'ready',
    ]);
  });

  test('R34: no two nodes are on one machine, unless that is only preferred', () => {
    const required = statefulSet().template.spec.affinity.podAntiAffinity;
    expect(required.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      {
        labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'database' } },
        topologyKey: 'kubernetes.io/hostname',
      },
    ]);
    for (const props of [{ separateNodes: 'preferred' as const }, { size: 1 }]) {
      const preferred = statefulSet(props).template.spec.affinity.podAntiAffinity;
      expect(Object.keys(preferred)).toEqual(['preferredDuringSchedulingIgnoredDuringExecution']);
    }
  });

  test('R34: machines are drained one at a time, and never while too few nodes are ready', () => {
    expect(only(objects(), 'PodDisruptionBudget').spec).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    });
    expect(objects({ size: 1 }).some(({ kind }) => kind === 'PodDisruptionBudget')).toBe(false);
  });

  test('a node gets ten minutes to write everything down', () => {
    expect(statefulSet().template.spec.terminationGracePeriodSeconds).toBe(600);
  });

  test('R26: nodes reach each other at the ports of the cluster and nothing else', () => {
    const peers = [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'blog' } },
        podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'database' } },
      },
    ];
    const ports = [4567, 4568, 4444, 4570].map((port) => ({ port, protocol: 'TCP' }));
    const { spec } = only(objects(), 'NetworkPolicy') as unknown as { spec: { ingress: unknown[]; egress: unknown[] } };
    expect(spec.ingress).toEqual([{ from: peers, ports }]);
    expect(spec.egress.slice(1)).toEqual([{ to: peers, ports }]);
  });

  test('R31: the settings follow from memory and CPU', () => {
    const { bufferPool, connections, applicationConnections, appliers } = database().settings;
    const text = configuration()['my.cnf'];
    expect(text).toContain(`innodb_buffer_pool_size = ${bufferPool}\n`);
    expect(text).toContain(`max_connections = ${connections}\n`);
    expect(text).toContain(`max_user_connections = ${applicationConnections}\n`);
    expect(text).toContain(`wsrep_slave_threads = ${appliers}\n`);
    expect(database().maxConnections).toBe(applicationConnections);
  });

  test('a read waits for what was committed elsewhere, unless that is not wanted', () => {
    expect(configuration()['my.cnf']).toContain('wsrep_sync_wait = 1\n');
    expect(configuration({ readYourWrites: false })['my.cnf']).toContain('wsrep_sync_wait = 0\n');
  });

  test('changed settings roll the pods', () => {
    const checksum = (props: Partial<ClusteredDatabaseProps>) =>
      (statefulSet(props).template as unknown as { metadata: { annotations: unknown } }).metadata.annotations;
    expect(checksum({ largestTransaction: '1Mi' })).not.toEqual(checksum({}));
    expect(checksum({})).toEqual(checksum({}));
  });

  test('R30: another image, settings or resources change nothing that can never change', () => {
    const lasting = (props: Partial<ClusteredDatabaseProps>) => {
      const { serviceName, selector, podManagementPolicy, volumeClaimTemplates } = statefulSet(props);
      return { serviceName, selector, podManagementPolicy, volumeClaimTemplates };
    };
    const image = 'registry.example.org/mariadb:11.8.9';
    const { resources, metrics, priorityClassName, largestTransaction } = allProps;
    expect(lasting({ image, resources, metrics, priorityClassName, largestTransaction })).toEqual(lasting({}));
  });

  test('R30: a newer image of the same release line replaces node after node, another line nobody without being asked', () => {
    const strategy = (props: Partial<ClusteredDatabaseProps>) => statefulSet(props).updateStrategy;
    expect(strategy({ image: 'docker.io/library/mariadb:11.8.12-noble' })).toMatchObject({ type: 'RollingUpdate' });
    expect(strategy({ image: 'registry.example.org/mariadb:ours-4' })).toMatchObject({ type: 'RollingUpdate' });
    expect(strategy({ image: 'docker.io/library/mariadb:12.3.2', releaseLine: '12.3' })).toEqual({ type: 'OnDelete' });
  });

  test('passwords are files of one Secret and never in the environment', () => {
    const { accounts, passwordKey } = database({ user: 'blog' });
    expect(accounts.name).toBe('database-accounts');
    expect(Object.keys(accounts.keys)).toEqual(['root', 'blog', 'backup', 'restore']);
    expect(accounts.optionalKeys).toEqual(['root-second', 'blog-second', 'backup-second', 'restore-second']);
    expect(passwordKey).toBe('blog');
    expect(JSON.stringify(mariadb().env)).not.toContain('secret');
  });

  test('a second password of each account may be in the Secret', () => {
    expect(statefulSet().template.spec.volumes).toContainEqual({
      name: 'accounts',
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: 'database-accounts', items: keys('root', 'wordpress', 'backup', 'restore') } },
          {
            secret: {
              name: 'database-accounts',
              items: keys('root-second', 'wordpress-second', 'backup-second', 'restore-second'),
              optional: true,
            },
          },
        ],
      },
    });
  });

  test('the exporter sees the socket and no password, as another user than the server', () => {
    const pod = statefulSet({ metrics: {} }).template.spec;
    const exporter = pod.containers[1] as unknown as {
      volumeMounts: { name: string; readOnly: boolean }[];
      securityContext: { runAsUser: number };
    };
    expect(exporter.volumeMounts.map(({ name, readOnly }) => [name, readOnly])).toEqual([
      ['exporter', true],
      ['socket', true],
    ]);
    expect(exporter.securityContext.runAsUser).toBe(65534);
    expect(configuration({ metrics: {} })['exporter.cnf']).toContain('user = nobody\n');
    expect(configuration()).not.toHaveProperty('exporter.cnf');
    expect(database({ metrics: {} }).metricsPort).toBe(9104);
    expect(database().metricsPort).toBeUndefined();
  });

  test('Prometheus is let in and told to look, each only where that is asked for', () => {
    const scrapedBy = Peer.namespace('monitoring');
    const ports = (metrics: ClusteredDatabaseProps['metrics']) =>
      JSON.stringify(only(objects({ metrics }), 'NetworkPolicy')).match(/"port":9104/g)?.length ?? 0;
    expect([ports({}), ports({ scrapedBy })]).toEqual([0, 1]);
    expect(database({ metrics: {} }).podMonitor).toBeUndefined();
    expect(only(objects({ metrics: { podMonitor: {} } }), 'PodMonitor')).toMatchObject({
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/instance': database().statefulSet.name } },
        podMetricsEndpoints: [{ port: 'metrics' }],
      },
    });
  });

  test('it works in a chart of cdk8s alone', () => {
    const chart = new Chart(new App(), 'plain');
    const plain = new ClusteredDatabase(chart, 'Database', minimal);
    const rendered = Testing.synth(chart) as Manifest[];
    const { spec } = only(rendered, 'StatefulSet') as unknown as { spec: Record<string, unknown> };
    expect(spec.serviceName).toBe(plain.nodesService.name);
    expect(spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': plain.statefulSet.name } });
    expect(plain.host).toBe(plain.service.name);
  });

  const block = StorageClass.block('fast');
  test.each<[string, Partial<ClusteredDatabaseProps>, string]>([
    ...[4, 6, 3.5].map((size): [string, Partial<ClusteredDatabaseProps>, string] => [
      `size ${size}`,
      { size },
      `size is ${size}; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5`,
    ]),
    ...[2, 0, -1].map((size): [string, Partial<ClusteredDatabaseProps>, string] => [
      `size ${size}`,
      { size },
      `size is ${size}; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5, or 1 for development`,
    ]),
    [
      'a volume on NFS',
      { volume: { size: '30Gi', class: StorageClass.sharedFiles('nfs') } },
      'volume.class is nfs; a database needs a volume that locks and syncs as a local disk does, which network file systems do not; use a class of block storage',
    ],
    [
      'a volume that the logs fill',
      { volume: { size: '1Gi', class: block } },
      'volume.size is 1Gi; with 2Gi memory, logs and the cache of transactions alone may take half of 2880Mi; use at least 2880Mi',
    ],
    [
      'too little memory',
      { resources: { cpu: '1', memory: '256Mi' } },
      'resources.memory is 256Mi; a database node needs at least 512Mi for its caches and connections; use 512Mi for development and 2Gi or more for production',
    ],
    [
      'a schema with a dash',
      { database: 'word-press' },
      'database is word-press; it must begin with a lower-case letter and have only those, digits and underscores, at most 64; use a name like wordpress or blog_2',
    ],
    [
      'a user with a quote',
      { user: "o'hara" },
      "user is o'hara; it must begin with a lower-case letter and have only those, digits and underscores, at most 32; use a name like wordpress or blog_2",
    ],
    [
      'an account that exists already',
      { user: 'root' },
      'user is root; the database has an account of its own under this name; use another one, like wordpress',
    ],
    [
      'transactions that fill the memory',
      { largestTransaction: '1Gi' },
      'largestTransaction is 1Gi; every node holds a transaction in memory, so it may take a quarter of that, at most 2Gi, and at least 1Mi; use at most 512Mi',
    ],
    [
      'transactions of nothing',
      { largestTransaction: '1Ki' },
      'largestTransaction is 1Ki; every node holds a transaction in memory, so it may take a quarter of that, at most 2Gi, and at least 1Mi; use at most 512Mi',
    ],
    [
      'a major upgrade by another image alone',
      { image: 'docker.io/library/mariadb:12.3.2' },
      `image is docker.io/library/mariadb:12.3.2; data that another release line than 11.8 has opened may never go back; use 11.8, or read "upgrade MariaDB" in docs/how-to and then set releaseLine: '12.3'`,
    ],
    [
      'an image that is older than the line',
      { image: 'docker.io/library/mariadb:11.8.9', releaseLine: '12.3' },
      `image is docker.io/library/mariadb:11.8.9; data that another release line than 12.3 has opened may never go back; use 12.3, or read "upgrade MariaDB" in docs/how-to and then set releaseLine: '11.8'`,
    ],
    [
      'a release line that is a version',
      { releaseLine: '11.8.8' },
      'releaseLine is 11.8.8; it is the first two numbers of a version of MariaDB; leave it out for 11.8',
    ],
    [
      'alerts without metrics',
      { alerts: {} },
      'metrics is missing; alerts look at metrics, and there is no exporter of any; add metrics: {}, or leave alerts out',
    ],
    [
      'an alert of every copy',
      { metrics: {}, alerts: { transferWithin: Duration.minutes(1) } },
      'alerts.transferWithin is 1 minute; a copy of even a small database takes minutes when machines are busy, and an alert that is often false is not read; use at least 5 minutes',
    ],
    [
      'too little time to stop',
      { terminationGracePeriod: Duration.seconds(30) },
      'terminationGracePeriod is 30 seconds; a node that is killed before it has written everything down must repair its data at the next start; use at least 5 minutes',
    ],
  ])('rejects %s', (_, props, sentence) => {
    expect(() => database(props)).toThrow(new Error(`test/chart/Database: ${sentence}`));
  });

  test('rejects a name that its pods could not carry', () => {
    const id = 'D'.padEnd(53, 'x');
    expect(() => new ClusteredDatabase(newChart(), id, minimal)).toThrow(
      `test/chart/${id}: the name made from its construct ids is ${id.toLowerCase()}; the names of its pods must fit ` +
        'into a label, which leaves 52 characters; shorten or rename the construct ids on its path',
    );
  });
});
