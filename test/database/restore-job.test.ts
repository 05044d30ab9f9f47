import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { BackupCronJob, BackupCronJobProps } from '../../lib/database/backup-cron-job';
import { ClusteredDatabase } from '../../lib/database/clustered-database';
import { RestoreJob, RestoreJobProps } from '../../lib/database/restore-job';
import { RequiredSecret } from '../../lib/kubernetes/required-secret';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, newChart, only, render } from '../objects';

type Settings = Omit<RestoreJobProps, 'backup'>;
type Backup = Partial<Omit<BackupCronJobProps, 'database'>>;

const allProps: Required<Settings> = {
  afterwards: {
    initContainers: [{ name: 'prepare', image: 'registry.example.org/site:1' }],
    containers: [{ name: 'upgrade', image: 'registry.example.org/site:1' }],
    volumes: [{ name: 'site', emptyDir: {} }],
  },
  settle: Duration.seconds(5),
  deadline: Duration.hours(2),
  resources: { cpu: '1', memory: '512Mi' },
  priorityClassName: 'batch',
};
const files = { claim: 'site-files', path: 'wp-content' };
const copyTo = { endpoint: 'https://s3.example.org', bucket: 'blog-backups' };

function backupIn(chart: StableChart, props: Backup = {}, database?: string): BackupCronJob {
  return new BackupCronJob(chart, 'Backup', {
    database: new ClusteredDatabase(chart, 'Database', {
      size: 3,
      volume: { size: '30Gi', class: StorageClass.block('fast') },
      resources: { cpu: '1', memory: '2Gi' },
      database,
    }),
    volume: { size: '50Gi', class: StorageClass.sharedFiles('shared') },
    ...props,
  });
}

function objects(props: Settings = {}, backup: Backup = {}): Manifest[] {
  return render((chart) => new RestoreJob(chart, 'Restore', { backup: backupIn(chart, backup), ...props }));
}

function pod(props: Settings = {}, backup: Backup = {}): k8s.PodSpec {
  const { spec } = only(objects(props, backup), 'CronJob', 'restore') as unknown as { spec: k8s.CronJobSpec };
  return spec.jobTemplate.spec?.template.spec as k8s.PodSpec;
}

/** Scripts have tests of their own. */
function own(props: Settings, backup: Backup): Manifest[] {
  return objects(props, backup).filter(
    ({ kind, metadata }) => metadata.name.startsWith('restore') && kind !== 'ConfigMap',
  );
}

describe('RestoreJob', () => {
  test('minimal props', () => {
    expect(own({}, {})).toMatchSnapshot();
  });

  test('all props, with everything that backups may have', () => {
    expect(own(allProps, { files, copyTo, encryption: {} })).toMatchSnapshot();
  });

  test('applying it restores nothing: it is suspended, and without being told which backup it only lists them', () => {
    expect(only(objects(), 'CronJob', 'restore').spec).toMatchObject({ suspend: true });
    const { env } = pod().containers[0] ?? {};
    expect(env).toContainEqual({ name: 'BACKUP', value: '' });
  });

  test('one that failed is not tried again by itself', () => {
    expect(only(objects(), 'CronJob', 'restore').spec).toMatchObject({
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { backoffLimit: 0, activeDeadlineSeconds: 8 * 3600 } },
    });
    expect(pod().restartPolicy).toBe('Never');
  });

  test('it has accounts for the backup before it and for itself, and no other', () => {
    expect(pod().volumes).toContainEqual({
      name: 'accounts',
      secret: {
        secretName: 'database-accounts',
        defaultMode: 0o440,
        items: [
          { key: 'backup', path: 'backup' },
          { key: 'restore', path: 'restore' },
        ],
      },
    });
  });

  test('its scripts are there, and those of the backup before it', () => {
    const { data } = only(objects(), 'ConfigMap', 'restore-config');
    expect(Object.keys(data as object)).toEqual(['backup-volume.sh', 'backup.sh', 'client-options.sh', 'restore.sh']);
  });

  test('it writes backups, and files where they are', () => {
    const { containers, volumes, securityContext } = pod({}, { files: { ...files, owner: 82 } });
    expect(containers[0]?.volumeMounts).toContainEqual({ name: 'backups', mountPath: '/backups' });
    expect(containers[0]?.volumeMounts).toContainEqual({
      name: 'restored-files',
      mountPath: '/files',
      subPath: 'wp-content',
    });
    expect(volumes).toContainEqual({ name: 'restored-files', persistentVolumeClaim: { claimName: 'site-files' } });
    expect(securityContext?.runAsUser).toBe(82);
  });

  test('a backup that the volume lacks is fetched first, what is older than the image is updated last', () => {
    const { initContainers = [], containers, volumes = [] } = pod({ afterwards: allProps.afterwards }, { copyTo });
    expect(initContainers.map(({ name }) => name)).toEqual(['fetch', 'restore', 'prepare']);
    expect(containers.map(({ name }) => name)).toEqual(['upgrade']);
    expect(initContainers[0]?.env).toContainEqual({ name: 'BACKUP', value: '' });
    expect(volumes.map(({ name }) => name)).toEqual([
      'scripts',
      'accounts',
      'backups',
      'tmp',
      'object-store',
      'rclone',
      'site',
    ]);
  });

  test('R26: it reaches the database and the object store, and the database lets it in', () => {
    const all = objects({}, { copyTo });
    const { spec } = only(all, 'NetworkPolicy', 'restore-network') as unknown as { spec: k8s.NetworkPolicySpec };
    expect(spec.egress?.map(({ ports }) => ports?.map(({ port }) => port))).toEqual([[53, 53], [3306], [443]]);
    expect(spec.ingress).toBeUndefined();
    expect(JSON.stringify(only(all, 'NetworkPolicy', 'database-network').spec)).toContain(
      '{"app.kubernetes.io/instance":"restore"}',
    );
  });

  test('rejects a schema whose name leaves no room for the names beside it', () => {
    const chart = newChart();
    const database = 'd'.repeat(56);
    expect(() => new RestoreJob(chart, 'Restore', { backup: backupIn(chart, {}, database) })).toThrow(
      new Error(
        `test/chart/Restore: backup.database.database is ${database}; a restore makes schemas beside it, with longer names, which leaves it 55 characters; use a shorter name for the schema`,
      ),
    );
  });

  test('rejects a database that has no account for restores', () => {
    const chart = newChart();
    const { database } = backupIn(chart);
    const accounts = new RequiredSecret(chart, 'Accounts', {
      name: 'accounts',
      keys: { backup: { random: 32 } },
      purpose: 'the backup',
    });
    const backup = new BackupCronJob(chart, 'Foreign', {
      database: { ...database, host: database.host, peer: database.peer, accounts },
      volume: { size: '50Gi', class: StorageClass.block('cheap') },
    });
    expect(() => new RestoreJob(chart, 'Restore', { backup })).toThrow(
      new Error(
        'test/chart/Restore: backup.database.accounts is accounts; restores are made by the account restore, whose password is under that key; add the key restore to the Secret',
      ),
    );
  });
});
