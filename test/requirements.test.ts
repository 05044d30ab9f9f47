import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { loadAll } from 'js-yaml';
import { production } from '../environments/production';
import { testing } from '../environments/testing';
import * as library from '../lib';
import {
  AccessLog,
  Application,
  Exposure,
  ExternalService,
  Shipper,
  Tls,
  WebWithFilebeatSidecar,
  WordPressStackProps,
} from '../lib';
import { objectsOf, renderFiles } from './manifests';
import { Manifest, only, render } from './objects';

// The requirements of the notes, each looked at in what a whole environment renders. Constructs have tests of their own.

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly restartPolicy?: string;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly resources?: {
    readonly limits?: Readonly<Record<string, string>>;
    readonly requests?: Readonly<Record<string, string>>;
  };
  readonly securityContext?: object;
  readonly startupProbe?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}
interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
  readonly configMap?: object;
  readonly secret?: object;
  readonly persistentVolumeClaim?: object;
  readonly [kind: string]: unknown;
}
interface Pod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken: boolean;
  readonly affinity?: object;
}
interface Template {
  readonly spec: Pod;
}

function objects(props: WordPressStackProps): Manifest[] {
  return objectsOf(renderFiles({ blog: props }), 'blog');
}

function podOf({ spec }: Manifest): Pod | undefined {
  const { template, jobTemplate } = spec as { template?: Template; jobTemplate?: { spec: { template: Template } } };
  return (template ?? jobTemplate?.spec.template)?.spec;
}

function podOfOnly(found: readonly Manifest[], kind: string, name: string): Pod {
  const pod = podOf(only(found, kind, name));
  if (!pod) throw new Error(`${kind} ${name} has no pods`);
  return pod;
}

function container(pod: Pod, name: string): Container {
  const found = [...(pod.initContainers ?? []), ...pod.containers].find((each) => each.name === name);
  if (!found) throw new Error(`no container is called ${name}`);
  return found;
}

function file(found: readonly Manifest[], configMap: string, name: string): string {
  const { data } = only(found, 'ConfigMap', configMap) as unknown as { data: Record<string, string> };
  return data[name] ?? '';
}

const prod = objects(production);
const test5 = objects(testing);
const web = podOfOnly(prod, 'Deployment', 'web');
const database = podOfOnly(prod, 'StatefulSet', 'database');
const workloads = prod.filter((object) => object.spec !== undefined && podOf(object) !== undefined);
const pods = workloads.map((object) => podOf(object) as Pod);
const containers = pods.flatMap((pod) => [...(pod.initContainers ?? []), ...pod.containers]);

test('R1: web servers are a Deployment of 5, or of 4 to 10 by load', () => {
  expect(only(test5, 'Deployment', 'web').spec).toMatchObject({ replicas: 5 });
  expect(only(prod, 'HorizontalPodAutoscaler').spec).toMatchObject({
    minReplicas: 4,
    maxReplicas: 10,
    scaleTargetRef: { kind: 'Deployment', name: 'web' },
    metrics: [{ type: 'Resource', resource: { name: 'cpu' } }],
  });
});

test('R2: each database has a volume of its own, made from a template, which stays with it', () => {
  expect(only(prod, 'StatefulSet', 'database').spec).toMatchObject({
    replicas: 3,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          resources: { requests: { storage: '30Gi' } },
        },
      },
    ],
  });
  expect(container(database, 'mariadb').volumeMounts).toContainEqual({ name: 'data', mountPath: '/var/lib/mysql' });
});

test('R3: a write is on a majority, and a minority refuses even to read', () => {
  const settings = file(prod, 'database-config', 'my.cnf');
  expect(settings).toMatch(/^wsrep_on\s*=\s*(1|on)$/im);
  expect(settings).toMatch(/^wsrep_sync_wait\s*=\s*1$/m);
  expect(settings).not.toMatch(/pc\.ignore_(sb|quorum)\s*=\s*(1|true|yes)|wsrep_dirty_reads\s*=\s*(1|on)/i);
  expect(container(database, 'mariadb')).toMatchObject({
    env: expect.arrayContaining([{ name: 'CLUSTER_SIZE', value: '3' }]),
  });
});

test('R4: there is one address before the web and one before the database, and behind them only what is ready', () => {
  for (const [name, instance] of [
    ['front', 'web'],
    ['database-service', 'database'],
  ] as const) {
    const { spec } = only(prod, 'Service', name);
    expect(spec).toMatchObject({ type: 'ClusterIP', selector: { 'app.kubernetes.io/instance': instance } });
    expect(spec).not.toHaveProperty('publishNotReadyAddresses');
  }
  expect(file(prod, 'site-scripts', 'wp-config.php')).toContain('database-service.wordpress-blog.svc');
  expect(container(web, 'nginx').readinessProbe).toBeDefined();
  expect(container(database, 'mariadb').readinessProbe).toBeDefined();
});

test('R5: an upload through one web server is there on the others, as they share the volume', () => {
  expect(only(prod, 'PersistentVolumeClaim', 'site-files').spec).toMatchObject({ accessModes: ['ReadWriteMany'] });
  expect(web.volumes).toContainEqual({ name: 'files', persistentVolumeClaim: { claimName: 'site-files' } });
  const mount = { name: 'files', mountPath: '/var/www/html/wp-content' };
  expect(container(web, 'php-fpm').volumeMounts).toContainEqual(mount);
  expect(container(web, 'nginx').volumeMounts).toContainEqual({ ...mount, readOnly: true });
});

test('R6: nginx and Filebeat are containers of one pod, with images of their own; one writes the log, the other reads', () => {
  const nginx = container(web, 'nginx');
  const filebeat = container(web, 'filebeat');
  const log = { name: 'access-log', mountPath: '/var/log/web' };
  expect(nginx.image).not.toBe(filebeat.image);
  expect(nginx.volumeMounts).toContainEqual(log);
  expect(filebeat.volumeMounts).toContainEqual({ ...log, readOnly: true });
  const upgraded = objects({ ...production, images: { filebeat: 'docker.elastic.co/beats/filebeat:9.2.1' } });
  const changed = podOfOnly(upgraded, 'Deployment', 'web');
  expect(container(changed, 'filebeat').image).toBe('docker.elastic.co/beats/filebeat:9.2.1');
  expect(container(changed, 'nginx')).toEqual(nginx);
});

test('R7: the access log is in RAM, in two files of 50 Ki, and never more than 100 Ki', () => {
  const volume = web.volumes?.find(({ name }) => name === 'access-log');
  expect(volume?.emptyDir).toEqual({ medium: 'Memory', sizeLimit: '100Ki' });
  const [, , path, rotateAt, dropAt] = container(web, 'rotate-access-log').command ?? [];
  expect(path).toBe('/var/log/web/access.log');
  expect(Number(rotateAt)).toBeGreaterThan(16 * 1024);
  expect(Number(rotateAt)).toBeLessThanOrEqual(50 * 1024);
  expect(Number(dropAt)).toBeLessThan(100 * 1024);
});

test('R8: Filebeat sends every line to a topic of Kafka, which must acknowledge it', () => {
  const settings = file(prod, 'web-config', 'filebeat.yml');
  const [parsed] = loadAll(settings) as Record<string, unknown>[];
  expect(parsed?.['output.kafka']).toMatchObject({
    hosts: ['logs-kafka-bootstrap.wordpress-blog-logs.svc:9092'],
    topic: 'access-log',
    required_acks: -1,
  });
});

test('R8: from Kafka, Logstash brings every line to Elasticsearch, where Kibana shows it', () => {
  const pipeline = file(prod, 'logs-logstash-config', 'access-log.conf');
  expect(pipeline).toContain('bootstrap_servers => "logs-kafka-bootstrap.wordpress-blog-logs.svc:9092"');
  expect(pipeline).toContain('hosts => ["https://logs-elasticsearch-http.wordpress-blog-logs.svc:9200"]');
  expect(file(prod, 'logs-kibana-config', 'kibana.yml')).toContain(
    "elasticsearch.hosts: ['https://logs-elasticsearch-http.wordpress-blog-logs.svc:9200']",
  );
});

test('R9: the same for Tomcat and Fluentd: two files of 500 Ki, 1 Mi of RAM in all, and a shipper that only reads', () => {
  const tomcat = render(
    (chart) =>
      new WebWithFilebeatSidecar(chart, 'Shop', {
        application: Application.standalone({
          name: 'tomcat',
          image: 'docker.io/library/tomcat:11.0.15',
          resources: { cpu: '500m', memory: '1Gi' },
          port: 8080,
          user: { uid: 1000 },
          logDirectory: '/usr/local/tomcat/logs',
        }),
        accessLog: AccessLog.inMemory({ fileSize: '500Ki' }),
        scale: library.Scale.fixed(2),
        shipper: Shipper.fluentd({
          image: 'registry.example.org/fluentd-kafka:1.18.0',
          to: library.LogInput.kafka({
            brokers: ['kafka.logging.svc:9092'],
            topic: 'shop',
            peer: library.Peer.namespace('logging'),
          }),
        }),
      }),
  );
  const pod = podOfOnly(tomcat, 'Deployment', 'shop');
  const volume = pod.volumes?.find(({ name }) => name === 'access-log');
  expect(volume?.emptyDir).toEqual({ medium: 'Memory', sizeLimit: '1000Ki' });
  const log = { name: 'access-log', mountPath: '/usr/local/tomcat/logs' };
  expect(container(pod, 'application').volumeMounts).toContainEqual(log);
  expect(container(pod, 'fluentd').volumeMounts).toContainEqual({ ...log, readOnly: true });
  expect(file(tomcat, 'shop-config', 'fluentd.conf')).toContain('brokers kafka.logging.svc:9092');
});

test('R10: Kafka and Elasticsearch are StatefulSets, whose volumes go where their pods go', () => {
  for (const [name, size] of [
    ['logs-kafka', '50Gi'],
    ['logs-kafka-controllers', '4Gi'],
    ['logs-elasticsearch', '150Gi'],
  ] as const) {
    expect(only(prod, 'StatefulSet', name).spec).toMatchObject({
      replicas: 3,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [{ spec: { storageClassName: 'fast', resources: { requests: { storage: size } } } }],
    });
  }
});

test('R11: web servers prefer to be apart from each other, and run together where they must', () => {
  expect(web.affinity).toEqual({
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
            topologyKey: 'kubernetes.io/hostname',
          },
        },
      ],
    },
  });
});

test("R12: no volume is on a node's own disk, but for what may vanish with the pod", () => {
  const kinds = new Set(
    pods.flatMap(({ volumes = [] }) => volumes.map((volume) => Object.keys(volume).find((key) => key !== 'name'))),
  );
  expect([...kinds].sort()).toEqual(['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret']);
  const volumes = prod.filter(({ kind }) => kind === 'PersistentVolume');
  expect(volumes.map(({ spec }) => spec)).toEqual([
    expect.objectContaining({ nfs: { server: 'nfs.example.org', path: '/exports/production' } }),
  ]);
});

test('R13: the NFS provisioner has its account, its roles and its class, with resources that exist', () => {
  const storage = ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'StorageClass'];
  for (const kind of storage) only(prod, kind);
  only(prod, 'Role', 'shared-provisioner-leader-election');
  only(prod, 'RoleBinding', 'shared-provisioner-leader-election-binding');
  expect(only(prod, 'StorageClass')).toMatchObject({
    metadata: { name: 'shared' },
    provisioner: 'cluster.local/shared',
  });
  expect(container(podOfOnly(prod, 'Deployment', 'shared-provisioner'), 'provisioner')).toMatchObject({
    env: expect.arrayContaining([{ name: 'PROVISIONER_NAME', value: 'cluster.local/shared' }]),
  });
  const rules = prod.flatMap((object) => (object as { rules?: { resources: string[] }[] }).rules ?? []);
  const singular = rules.flatMap(({ resources }) => resources).filter((name) => !/(s|\/\w+)$/.test(name));
  expect(rules.length).toBeGreaterThan(5);
  expect(singular).toEqual([]);
});

test('R14: whoever asks for a volume says how much of which class, and no class is named after a technology', () => {
  const templates = only(prod, 'StatefulSet', 'database').spec as { volumeClaimTemplates: { spec: object }[] };
  const claims = [
    ...prod
      .filter(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.namespace === 'wordpress-blog')
      .map(({ spec }) => spec),
    ...templates.volumeClaimTemplates.map(({ spec }) => spec),
  ] as { storageClassName: string; resources: object }[];
  expect(claims).toHaveLength(3);
  for (const { storageClassName, resources } of claims) {
    expect(storageClassName).toMatch(/^(fast|shared)$/);
    expect(resources).toEqual({ requests: { storage: expect.stringMatching(/^\d+Gi$/) as string } });
  }
});

test('R15: who asks for 18 PB is told no, before the quota says it', () => {
  expect(only(prod, 'ResourceQuota', 'tenant-quota').spec).toMatchObject({
    hard: { 'requests.storage': '300Gi', 'requests.cpu': '24', 'limits.memory': '32Gi', pods: '60' },
  });
  expect(() => objects({ ...production, site: { ...production.site, filesSize: '18Pi' } })).toThrow(
    /quota\.storage is 300Gi/,
  );
});

test('R16: each kind of volume is there for what it is good for, and no two are at one path', () => {
  const kindOf = (pod: Pod, name: string) => {
    const volume = pod.volumes?.find((each) => each.name === name);
    return volume && Object.keys(volume).find((key) => key !== 'name');
  };
  expect(kindOf(web, 'access-log')).toBe('emptyDir');
  expect(kindOf(web, 'web-config')).toBe('configMap');
  expect(kindOf(web, 'wordpress-secrets')).toBe('secret');
  expect(kindOf(web, 'files')).toBe('persistentVolumeClaim');
  for (const { volumeMounts = [] } of containers) {
    const paths = volumeMounts.map(({ mountPath }) => mountPath);
    expect(new Set(paths).size).toBe(paths.length);
  }
});

test('R17: a start may take half an hour; a database that is not ready leaves the balancing and is not restarted', () => {
  const patience = { initialDelaySeconds: 5, periodSeconds: 6, failureThreshold: 300 };
  for (const each of [container(web, 'nginx'), container(web, 'php-fpm'), container(database, 'mariadb')]) {
    expect(each.startupProbe).toMatchObject(patience);
    expect(each.livenessProbe).toBeDefined();
  }
  const { livenessProbe, readinessProbe } = container(database, 'mariadb');
  const question = (asked: string) => ({ exec: { command: ['bash', '/opt/galera/galera-probe.sh', asked] } });
  expect(livenessProbe).toMatchObject(question('alive'));
  expect(readinessProbe).toMatchObject(question('ready'));
});

test('R18: the database is backed up on Thursday night, by the clock of its people', () => {
  const backup = only(prod, 'CronJob', 'backup').spec;
  expect(backup).toMatchObject({
    schedule: '0 23 * * 4',
    timeZone: 'Europe/Madrid',
    concurrencyPolicy: 'Forbid',
    suspend: false,
  });
  expect(container(podOfOnly(prod, 'CronJob', 'backup'), 'backup')).toMatchObject({
    env: expect.arrayContaining([{ name: 'DATABASE_HOST', value: 'database-service.wordpress-blog.svc' }]),
  });
});

test('R19: init containers run in order, and one can fill a volume from git that nginx then serves', () => {
  const started = (web.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === undefined);
  expect(started.map(({ name }) => name)).toEqual(['copy-core', 'wait-for-installation']);
  const page = render(
    (chart) =>
      new WebWithFilebeatSidecar(chart, 'Page', {
        application: Application.staticFiles({ name: 'page', image: library.DEFAULT_IMAGES.nginx }),
        content: { repository: 'https://git.example.org/page.git', revision: 'v1.0.0' },
        scale: library.Scale.fixed(2),
        shipper: Shipper.filebeat({ to: library.LogInput.standardOutput() }),
      }),
  );
  const pod = podOfOnly(page, 'Deployment', 'page');
  const [clone] = pod.initContainers ?? [];
  const filled = clone?.volumeMounts?.find(({ mountPath }) => mountPath === '/repository')?.name;
  expect(clone?.command).toEqual(expect.arrayContaining(['https://git.example.org/page.git', 'v1.0.0']));
  expect(container(pod, 'nginx').volumeMounts).toContainEqual({
    name: filled,
    mountPath: '/var/www/html',
    readOnly: true,
  });
});

test('R20: what ends is a Job, once or by the clock, and ends in time', () => {
  const jobs = prod.filter(({ kind }) => kind === 'Job' || kind === 'CronJob');
  expect(jobs.map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/-[0-9a-f]{8}$/, '')}`).sort()).toEqual([
    'CronJob backup',
    'CronJob restore',
    'CronJob restore-drill',
    'CronJob site-cron',
    'Job logs-kibana-dashboard-import',
    'Job logs-stream-set-up',
    'Job logs-topic-make',
    'Job site-install',
  ]);
  for (const job of jobs) expect(JSON.stringify(job.spec)).toMatch(/"activeDeadlineSeconds":\d+/);
});

test('R21: settings are apart from the deployment, as variables and as files', () => {
  expect(container(database, 'mariadb')).toMatchObject({
    env: expect.arrayContaining([{ name: 'DATABASE', value: 'wordpress' }]),
  });
  expect(container(web, 'php-fpm').volumeMounts).toContainEqual(
    expect.objectContaining({ name: 'wordpress-config', mountPath: '/var/www/wp-config.php' }),
  );
  // The same program in two environments is the same pod, but for what the environment says.
  const of5 = podOfOnly(test5, 'Deployment', 'web');
  const without = (pod: Pod) =>
    [...(pod.initContainers ?? []), ...pod.containers].map((each) => ({ ...each, resources: undefined }));
  expect(without(of5)).toEqual(without(web));
});

test('R22: an environment is a namespace of its own, which keeps to the restricted Pod Security level', () => {
  expect(only(prod, 'Namespace', 'wordpress-blog').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
  for (const { metadata } of workloads) expect(metadata.namespace).toMatch(/^wordpress-blog(-storage|-logs)?$/);
});

test('R23: people act in roles, and only the program that talks to the API has an account', () => {
  const subjects = (name: string) => (only(prod, 'RoleBinding', name) as unknown as { subjects: object[] }).subjects;
  expect(subjects('tenant-administrator-binding')).toEqual([
    expect.objectContaining({ kind: 'Group', name: 'platform-team' }),
  ]);
  expect(subjects('tenant-developer-binding')).toEqual([
    expect.objectContaining({ kind: 'Group', name: 'developers' }),
  ]);
  const withToken = workloads.filter((object) => podOf(object)?.automountServiceAccountToken !== false);
  expect(withToken.map(({ metadata }) => metadata.name)).toEqual(['shared-provisioner']);
  const rules = prod.flatMap(
    (object) => (object as { rules?: { verbs: string[]; resources: string[] }[] }).rules ?? [],
  );
  expect(rules.flatMap(({ verbs, resources }) => [...verbs, ...resources])).not.toContain('*');
});

test.each([
  ['nginx', Exposure.ingress({ className: 'nginx', controllerNamespace: 'ingress-nginx' }), 'Ingress'],
  ['HAProxy', Exposure.ingress({ className: 'haproxy', controllerNamespace: 'haproxy' }), 'Ingress'],
  ['Traefik', Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' }), 'Ingress'],
  ['a Gateway', Exposure.gateway({ name: 'public', namespace: 'gateway' }), 'HTTPRoute'],
  ['OpenShift', Exposure.route(), 'Route'],
])('R24: %s sends the requests for a host name to the site', (_, exposure, kind) => {
  const found = objects({ ...testing, front: { exposure, tls: Tls.terminatedUpstream() } });
  expect(JSON.stringify(only(found, kind).spec)).toContain('"blog.testing.example.org"');
  expect(JSON.stringify(only(found, kind).spec)).toContain('"front"');
});

test.each([
  ['ClusterIP', Exposure.clusterIp()],
  ['NodePort', Exposure.nodePort()],
  ['LoadBalancer', Exposure.loadBalancer()],
])('R25: the site can be a Service of type %s', (type, exposure) => {
  const quota = { ...testing.tenant.quota, loadBalancers: 1, nodePorts: 2 };
  const props = {
    ...testing,
    tenant: { ...testing.tenant, quota },
    front: { exposure, tls: Tls.terminatedUpstream() },
  };
  expect(only(objects(props), 'Service', 'front').spec).toMatchObject({ type });
});

test('R25: what is outside can have a name inside', () => {
  const found = render((chart) => new ExternalService(chart, 'Legacy', { host: 'db.example.org', port: 3306 }));
  expect(only(found, 'Service').spec).toMatchObject({ type: 'ExternalName', externalName: 'db.example.org' });
});

test('R26: what no policy allows is denied, and every workload has exactly one', () => {
  const policies = prod.filter(({ kind }) => kind === 'NetworkPolicy');
  for (const namespace of ['wordpress-blog', 'wordpress-blog-storage']) {
    expect(policies.filter(({ metadata }) => metadata.namespace === namespace).map(({ spec }) => spec)).toContainEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  }
  const selected = policies.flatMap(({ spec }) => {
    const { podSelector } = spec as { podSelector: { matchLabels?: Record<string, string> } };
    return podSelector.matchLabels?.['app.kubernetes.io/instance'] ?? [];
  });
  const instances = new Set(workloads.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance']));
  expect(selected.sort()).toEqual([...instances].sort());
});

test('R27: one label finds all of the stack, another one a tier, and a third one what belongs to a workload', () => {
  const having = (label: string, value: string) => prod.filter(({ metadata }) => metadata.labels?.[label] === value);
  expect(having('app.kubernetes.io/part-of', 'wordpress')).toEqual(prod);
  const tier = having('app.kubernetes.io/component', 'database').map(({ kind }) => kind);
  expect(tier.sort()).toEqual([
    'ConfigMap',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'Service',
    'Service',
    'StatefulSet',
  ]);
  const instance = having('app.kubernetes.io/instance', 'web').map(({ kind }) => kind);
  expect(instance).toEqual(
    expect.arrayContaining(['ConfigMap', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service']),
  );
});

test('R28: a folder for each environment has files of several manifests, and nothing that kubectl would refuse', () => {
  const files = [...renderFiles()].filter(([name]) => name.startsWith('production/'));
  expect(files.length).toBeGreaterThan(1);
  for (const [name, text] of files) {
    expect(name).toMatch(/^production\/[\w-]+\.k8s\.yaml$/);
    const documents = loadAll(text) as Manifest[];
    expect(documents.length).toBeGreaterThan(1);
    for (const { apiVersion, kind, metadata } of documents) {
      expect([apiVersion, kind, metadata.name].every((value) => typeof value === 'string' && value !== '')).toBe(true);
    }
  }
});

test('R29: containers have no kernel capabilities, are nobody special and write nothing into their image', () => {
  for (const each of containers) {
    expect(each.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  }
  for (const pod of pods) {
    expect(pod).toMatchObject({ securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
  }
});

test('R30: images have a registry and a version, and a new version replaces pods without a gap', () => {
  for (const { image } of containers) expect(image).toMatch(/^[a-z]+(\.[a-z0-9]+)+\/[\w/-]+:v?\d+\.\d+[\w.-]*$/);
  expect(only(prod, 'Deployment', 'web').spec).toMatchObject({
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
  });
  expect(only(prod, 'StatefulSet', 'database').spec).toMatchObject({ updateStrategy: { type: 'RollingUpdate' } });
});

test('R31: every container says what it needs, and its memory is limited; CPU is where somebody asks for it', () => {
  expect(containers.length).toBeGreaterThan(10);
  for (const { resources } of containers) {
    expect(Object.keys(resources?.requests ?? {}).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(resources?.limits?.memory).toBe(resources?.requests?.memory);
  }
  const limited = objects({
    ...production,
    database: { ...production.database, resources: { cpu: '1', memory: '2Gi', cpuLimit: '2' } },
  });
  expect(container(podOfOnly(limited, 'StatefulSet', 'database'), 'mariadb').resources?.limits).toMatchObject({
    cpu: '2',
  });
});

test('R32: the database shows what it is and how it develops, to a program that asks from time to time', () => {
  const { quota } = production.tenant;
  const found = objects({
    ...production,
    tenant: { ...production.tenant, quota: { ...quota, memory: '40Gi' } },
    database: { ...production.database, metrics: {} },
  });
  const metrics = container(podOfOnly(found, 'StatefulSet', 'database'), 'metrics');
  expect(metrics).toMatchObject({ ports: [{ name: 'metrics', containerPort: 9104, protocol: 'TCP' }] });
});

test('R33: there is no pod that nobody replaces', () => {
  const kinds = new Set(prod.map(({ kind }) => kind));
  expect(kinds).not.toContain('Pod');
  expect(kinds).not.toContain('ReplicaSet');
});

test('R36: the constructs and packages have the names of the commission', () => {
  for (const name of [
    'WebWithFilebeatSidecar',
    'ClusteredDatabase',
    'NfsStorageClass',
    'IngressedService',
    'BackupCronJob',
  ]) {
    expect(library).toHaveProperty(name, expect.any(Function));
  }
  const { devDependencies } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs', 'jest', 'ts-node']) {
    expect(devDependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('every requirement, R1 to R36, is in the title of a test', () => {
  const suites = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  const titles = suites.flatMap((name) => {
    const text = readFileSync(join(__dirname, name), 'utf8');
    return [...text.matchAll(/^\s*(?:(?:test|it|describe)\b.*|'R\d+.*|"R\d+.*)$/gm)].map(([line]) => line);
  });
  const covered = new Set(titles.flatMap((title) => title.match(/\bR\d+\b/g) ?? []));
  const all = Array.from({ length: 36 }, (_, index) => `R${index + 1}`);
  expect(all.filter((requirement) => !covered.has(requirement))).toEqual([]);
});
