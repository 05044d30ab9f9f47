import { Cron, Duration } from 'cdk8s';
import { BackupCronJob, BackupCronJobProps } from '../../lib/database/backup-cron-job';
import { ClusteredDatabase } from '../../lib/database/clustered-database';
import { DatabaseEndpoint } from '../../lib/database/database-endpoint';
import { Peer } from '../../lib/kubernetes/peer';
import { RequiredSecret } from '../../lib/kubernetes/required-secret';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, newChart, only, render } from '../objects';

type Settings = Omit<BackupCronJobProps, 'database'>;

const minimal: Settings = { volume: { size: '50Gi', class: StorageClass.block('cheap') } };
const allProps: Required<Settings> = {
  volume: { size: '200Gi', class: StorageClass.sharedFiles('archive') },
  files: { claim: 'word-press-files', path: 'wp-content', owner: 82 },
  every: Cron.schedule({ minute: '30', hour: '2' }),
  timeZone: 'Europe/Madrid',
  keep: 30,
  keepDays: 90,
  deadline: Duration.hours(8),
  startingDeadline: Duration.hours(1),
  suspend: true,
  resources: { cpu: '500m', memory: '512Mi', cpuLimit: '1' },
  image: 'registry.example.org/mariadb:11.8.9',
  priorityClassName: 'batch',
  encryption: { secretName: 'backup-key' },
  copyTo: {
    endpoint: 'https://s3.example.org:9000',
    bucket: 'blog-backups',
    folder: 'blog',
    region: 'eu-west-1',
    provider: 'Minio',
    peer: Peer.addresses('10.0.30.0/24'),
    secretName: 'store-key',
    image: 'registry.example.org/rclone:1.75.1',
    resources: { cpu: '200m', memory: '128Mi' },
  },
  alerts: { labels: { release: 'prometheus' }, severity: 'warning' },
};

const copyTo = { endpoint: 'https://s3.example.org', bucket: 'blog-backups' };

function databaseIn(chart: StableChart): DatabaseEndpoint {
  return new ClusteredDatabase(chart, 'Database', {
    size: 3,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '2Gi' },
  });
}

function backup(props: Partial<Settings> = {}): BackupCronJob {
  const chart = newChart();
  return new BackupCronJob(chart, 'Backup', { database: databaseIn(chart), ...minimal, ...props });
}

function objects(props: Partial<Settings> = {}): Manifest[] {
  return render((chart) => new BackupCronJob(chart, 'Backup', { database: databaseIn(chart), ...minimal, ...props }));
}

function own(props: Partial<Settings> = {}): Manifest[] {
  return objects(props).filter(({ metadata }) => metadata.name.startsWith('backup'));
}

interface CronJobSpec {
  readonly jobTemplate: {
    readonly spec: {
      readonly template: {
        readonly spec: {
          readonly restartPolicy: string;
          readonly securityContext: { readonly runAsUser: number };
          readonly initContainers?: readonly { readonly name: string }[];
          readonly containers: readonly {
            readonly name: string;
            readonly command: readonly string[];
            readonly env: readonly { readonly name: string; readonly value: string }[];
            readonly volumeMounts: readonly { readonly name: string }[];
          }[];
          readonly volumes: readonly { readonly name: string }[];
        };
      };
    };
  };
}

function pod(props: Partial<Settings> = {}) {
  const { spec } = only(objects(props), 'CronJob') as unknown as { spec: CronJobSpec };
  return spec.jobTemplate.spec.template.spec;
}

/** Scripts have tests of their own. */
function withoutScripts(object: Manifest): Manifest {
  if (object.kind !== 'ConfigMap') return object;
  const data = Object.entries(object.data as Record<string, string>);
  return { ...object, data: Object.fromEntries(data.map(([name, text]) => [name, name.endsWith('.sh') ? '' : text])) };
}

describe('BackupCronJob', () => {
  test('minimal props', () => {
    expect(own().map(withoutScripts)).toMatchSnapshot();
  });

  test('all props', () => {
    expect(own(allProps).map(withoutScripts)).toMatchSnapshot();
  });

  test('R18: by default on Thursday night, in a named time zone', () => {
    expect(only(objects(), 'CronJob').spec).toMatchObject({ schedule: '0 23 * * 4', timeZone: 'Etc/UTC' });
  });

  test('R18: never two at the same time, late rather than never, and not for ever', () => {
    expect(only(objects(), 'CronJob').spec).toMatchObject({
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 6 * 3600,
      jobTemplate: { spec: { backoffLimit: 3, activeDeadlineSeconds: 4 * 3600 } },
    });
    expect(pod().restartPolicy).toBe('Never');
  });

  test('the backups have a volume of their own', () => {
    expect(only(objects(), 'PersistentVolumeClaim', 'backup-volume').spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: 'cheap',
      resources: { requests: { storage: '50Gi' } },
    });
    expect(pod().volumes).toContainEqual({ name: 'backups', persistentVolumeClaim: { claimName: 'backup-volume' } });
  });

  test.each([
    [StorageClass.block('cheap'), 'ReadWriteOnce'],
    [StorageClass.sharedFiles('archive'), 'ReadWriteMany'],
    [StorageClass.singleNode('local'), 'ReadWriteOnce'],
  ])('a class like %o is asked for what it can do', (storageClass, accessMode) => {
    const { spec } = only(
      objects({ volume: { size: '1Gi', class: storageClass } }),
      'PersistentVolumeClaim',
      'backup-volume',
    ) as unknown as { spec: { accessModes: string[] } };
    expect(spec.accessModes).toEqual([accessMode]);
  });

  test('it sees the password of its own account only, as a file', () => {
    expect(pod().volumes).toContainEqual({
      name: 'accounts',
      secret: { secretName: 'database-accounts', defaultMode: 0o440, items: [{ key: 'backup', path: 'backup' }] },
    });
    expect(pod().containers[0]?.env.map(({ name }) => name)).toEqual([
      'DATABASE',
      'DATABASE_HOST',
      'DATABASE_PORT',
      'ENCRYPTION_KEY',
      'FILES',
      'KEEP',
      'KEEP_DAYS',
      'JOB',
    ]);
  });

  test("the site's files are read as their owner and can't be changed", () => {
    const { volumes, containers, securityContext } = pod({ files: { claim: 'files', path: 'uploads' } });
    // Read-only as a volume: with the pod's fsGroup the kubelet would else change the owners of a whole site.
    expect(volumes).toContainEqual({ name: 'files', persistentVolumeClaim: { claimName: 'files', readOnly: true } });
    expect(containers[0]?.volumeMounts).toContainEqual({
      name: 'files',
      mountPath: '/files',
      subPath: 'uploads',
      readOnly: true,
    });
    expect(securityContext.runAsUser).toBe(33);
    expect(pod().securityContext.runAsUser).toBe(999);
  });

  test('a pod that takes the place of another one knows what that one has made', () => {
    expect(pod().containers[0]?.env).toContainEqual({
      name: 'JOB',
      valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" } },
    });
  });

  test('encrypted ones have a key in a Secret of its own, as a file', () => {
    const { containers, volumes } = pod({ encryption: {} });
    expect(volumes).toContainEqual({
      name: 'encryption',
      secret: { secretName: 'backup-encryption', defaultMode: 0o440, items: [{ key: 'key', path: 'key' }] },
    });
    expect(containers[0]?.env).toContainEqual({ name: 'ENCRYPTION_KEY', value: '/etc/backup-encryption/key' });
    expect(pod().containers[0]?.env).toContainEqual({ name: 'ENCRYPTION_KEY', value: '' });
    expect(backup({ encryption: {} }).encryptionKey?.keys).toEqual({ key: { random: 64 } });
  });

  test('a copy goes to an object store when the backup is there, with a key that no container but that one sees', () => {
    const { initContainers, containers, volumes } = pod({ copyTo });
    expect(initContainers?.map(({ name }) => name)).toEqual(['backup']);
    expect(containers).toEqual([
      expect.objectContaining({ name: 'upload', command: ['sh', '/opt/backup/upload-backup.sh'] }),
    ]);
    expect(containers[0]?.volumeMounts).toContainEqual({ name: 'backups', mountPath: '/backups', readOnly: true });
    expect(JSON.stringify(initContainers)).not.toContain('object-store');
    expect(volumes).toContainEqual(
      expect.objectContaining({ secret: expect.objectContaining({ secretName: 'backup-object-store' }) as unknown }),
    );
    const { data } = only(objects({ copyTo }), 'ConfigMap', 'backup-config');
    expect(Object.keys(data as object)).toEqual(expect.arrayContaining(['upload-backup.sh', 'object-store.sh']));
    expect(pod().initContainers).toBeUndefined();
  });

  test('R26: the object store is open at its port, anywhere or where it is', () => {
    const egress = (props: Partial<Settings>) =>
      (only(objects(props), 'NetworkPolicy', 'backup-network') as unknown as { spec: { egress: unknown[] } }).spec
        .egress;
    const metadata = ['169.254.169.254/32'];
    expect(egress({ copyTo })).toContainEqual({
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: metadata } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
    expect(egress({ copyTo: allProps.copyTo })).toContainEqual({
      to: [{ ipBlock: { cidr: '10.0.30.0/24' } }],
      ports: [{ port: 9000, protocol: 'TCP' }],
    });
  });

  test('over http only encrypted ones travel', () => {
    const http = { ...copyTo, endpoint: 'http://minio.storage.svc' };
    expect(() => backup({ copyTo: http, encryption: {} })).not.toThrow();
    expect(() => backup({ copyTo: http })).toThrow(
      new Error(
        'test/chart/Backup: copyTo.endpoint is http://minio.storage.svc; over http everybody on the way reads the backups, which have every password and address of the site; use https, or encryption',
      ),
    );
  });

  test('R32: an alert comes when a run was missed or failed for good: after the longest pause and the time that one may take', () => {
    const hours = 7 * 24 + 6 + 4;
    expect(backup().overdueAfter.toHours()).toBe(hours);
    const rule = only(objects({ alerts: {} }), 'PrometheusRule', 'backup-alert');
    expect(JSON.stringify(rule.spec)).toContain(
      `time() - (kube_cronjob_status_last_successful_time{namespace=\\"blog\\",cronjob=\\"backup\\"} or kube_cronjob_created{namespace=\\"blog\\",cronjob=\\"backup\\"}) > ${hours * 3600}`,
    );
    expect(rule.spec).toMatchObject({
      groups: [{ rules: [{ alert: 'BackupTooOld', for: '10m', labels: { severity: 'critical' } }] }],
    });
    expect(objects().filter(({ kind }) => kind === 'PrometheusRule')).toEqual([]);
  });

  test('R26: the job reaches the database, and the database lets it in', () => {
    const all = objects();
    const rules = (name: string) =>
      (only(all, 'NetworkPolicy', name) as unknown as { spec: { ingress?: unknown[]; egress?: unknown[] } }).spec;
    const pods = (instance: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'blog' } },
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': instance } },
    });
    const ports = [{ port: 3306, protocol: 'TCP' }];
    expect(rules('backup-network').egress).toContainEqual({ to: [pods('database')], ports });
    expect(rules('backup-network').ingress ?? []).toEqual([]);
    expect(rules('database-network').ingress).toContainEqual({ from: [pods('backup')], ports });
  });

  test.each<[string, Partial<Settings>, string]>([
    [
      'a schedule that never comes due',
      { every: Cron.schedule({ minute: '0', hour: '23', day: '30', month: '2' }) },
      'every is 0 23 30 2 *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
    ],
    [
      'an unknown time zone',
      { timeZone: 'Europe/Atlantis' },
      'timeZone is Europe/Atlantis; a time zone is a name of the IANA database, so that summer time is kept; write for example Europe/Madrid or Etc/UTC',
    ],
    [
      'keeping nothing',
      { keep: 0 },
      'keep is 0; it is a whole number from 1 to 36500, as a backup that is dropped at once is none; use for example 8',
    ],
    [
      'half days',
      { keepDays: 0.5 },
      'keepDays is 0.5; it is a whole number from 1 to 36500, as a backup that is dropped at once is none; use for example 8',
    ],
    [
      'no patience',
      { startingDeadline: Duration.seconds(10) },
      'startingDeadline is 10 seconds; a backup that may hardly be late is skipped whenever the control plane is busy; use at least 15 minutes',
    ],
    [
      'a backup of the backups',
      { files: { claim: 'backup-volume' } },
      "files.claim is backup-volume; these are the backups themselves; give the claim of the site's files",
    ],
    [
      'a volume of no size',
      { volume: { size: 'big', class: StorageClass.block('cheap') } },
      'volume.size is big; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ],
  ])('rejects %s', (_, props, sentence) => {
    expect(() => backup(props)).toThrow(new Error(`test/chart/Backup: ${sentence}`));
  });

  test('rejects a database that has no account for backups', () => {
    const chart = newChart();
    const database = databaseIn(chart);
    const accounts = new RequiredSecret(chart, 'Accounts', {
      name: 'accounts',
      keys: { wordpress: { random: 32 } },
      purpose: 'the application',
    });
    const endpoint = { host: 'db', port: 3306, podPort: 3306, peer: database.peer };
    const foreign = { ...endpoint, database: 'w', user: 'w', accounts, passwordKey: 'wordpress', maxConnections: 9 };
    expect(() => new BackupCronJob(chart, 'Backup', { ...minimal, database: foreign })).toThrow(
      'test/chart/Backup: database.accounts is accounts; backups are made by the account backup, whose password is ' +
        'under that key; add the key backup to the Secret',
    );
  });
});
