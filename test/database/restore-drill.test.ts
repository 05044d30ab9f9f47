import { Cron, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { BackupCronJob, BackupCronJobProps } from '../../lib/database/backup-cron-job';
import { ClusteredDatabase } from '../../lib/database/clustered-database';
import { RestoreDrill, RestoreDrillProps } from '../../lib/database/restore-drill';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, only, render } from '../objects';

type Settings = Omit<RestoreDrillProps, 'backup'>;
type Backup = Partial<Omit<BackupCronJobProps, 'database'>>;

const allProps: Required<Settings> = {
  every: Cron.schedule({ minute: '30', hour: '6', weekDay: '5' }),
  newerThan: Duration.days(2),
  mustFind: ["select 1 from wp_options where option_name = 'siteurl'", 'SELECT 1 FROM wp_users'],
  scratch: '8Gi',
  deadline: Duration.hours(1),
  resources: { cpu: '1', memory: '1Gi' },
  priorityClassName: 'batch',
};

function objects(props: Settings = {}, backup: Backup = {}): Manifest[] {
  return render(
    (chart) =>
      new RestoreDrill(chart, 'Drill', {
        backup: new BackupCronJob(chart, 'Backup', {
          database: new ClusteredDatabase(chart, 'Database', {
            size: 3,
            volume: { size: '30Gi', class: StorageClass.block('fast') },
            resources: { cpu: '1', memory: '2Gi' },
          }),
          volume: { size: '50Gi', class: StorageClass.sharedFiles('shared') },
          ...backup,
        }),
        ...props,
      }),
  );
}

function own(props: Settings, backup: Backup): Manifest[] {
  return objects(props, backup).filter(
    ({ kind, metadata }) => metadata.name.startsWith('drill') && kind !== 'ConfigMap',
  );
}

function pod(props: Settings = {}, backup: Backup = {}): k8s.PodSpec {
  const { spec } = only(objects(props, backup), 'CronJob', 'drill') as unknown as { spec: k8s.CronJobSpec };
  return spec.jobTemplate.spec?.template.spec as k8s.PodSpec;
}

const variable = (name: string, props: Settings = {}, backup: Backup = {}): string | undefined =>
  pod(props, backup).containers[0]?.env?.find((each) => each.name === name)?.value;

describe('RestoreDrill', () => {
  test('minimal props', () => {
    expect(own({}, {})).toMatchSnapshot();
  });

  test('all props, with everything that backups may have', () => {
    expect(own(allProps, { files: { claim: 'site-files' }, encryption: {}, alerts: {} })).toMatchSnapshot();
  });

  test('by default every day, in the time zone of the backups', () => {
    expect(only(objects({}, { timeZone: 'Europe/Madrid' }), 'CronJob', 'drill').spec).toMatchObject({
      schedule: '0 5 * * *',
      timeZone: 'Europe/Madrid',
      suspend: false,
    });
  });

  test.each([
    [{ minute: '0', hour: '23', weekDay: '4' }, 7 * 24],
    [{ minute: '0', hour: '2' }, 24],
    [{ minute: '0', hour: '*/6' }, 6],
    [{ minute: '0', hour: '2', weekDay: '1-5' }, 3 * 24],
    [{ minute: '0', hour: '2', day: '1', month: '*' }, 31 * 24],
  ])(
    'of backups at %j the newest may be as old as their longest pause, and the time that one may take',
    (cron, hours) => {
      const every = Cron.schedule(cron);
      expect(variable('MAX_AGE', {}, { every })).toBe(String((hours + 6 + 4) * 3600));
      expect(variable('MAX_AGE', { newerThan: Duration.hours(1) }, { every })).toBe('3600');
    },
  );

  test('R26: it reaches nothing, not even name servers, and nothing reaches it', () => {
    expect(only(objects(), 'NetworkPolicy', 'drill-network').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'drill' } },
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('it has no account of the database, and can only read the backups', () => {
    const { volumes, containers } = pod({}, { encryption: {} });
    expect(JSON.stringify(volumes)).not.toContain('database-accounts');
    expect(volumes).toContainEqual({
      name: 'backups',
      persistentVolumeClaim: { claimName: 'backup-volume', readOnly: true },
    });
    expect(containers[0]?.volumeMounts).toContainEqual({ name: 'backups', mountPath: '/backups', readOnly: true });
  });

  test('its disk is as large as was said, and the container may use it all', () => {
    const { volumes, containers } = pod({ scratch: '3Gi' });
    expect(volumes).toContainEqual({ name: 'scratch', emptyDir: { sizeLimit: '3Gi' } });
    expect(containers[0]?.resources?.limits).toMatchObject({ 'ephemeral-storage': '3328Mi' });
  });

  test('files must be in the backup where there are some', () => {
    expect(variable('WITH_FILES')).toBe('no');
    expect(variable('WITH_FILES', {}, { files: { claim: 'site-files' } })).toBe('yes');
  });

  test('R32: its alert comes with those of the backups, after two drills that failed or were missed', () => {
    expect(JSON.stringify(only(objects({}, { alerts: {} }), 'PrometheusRule', 'drill-alert').spec)).toContain(
      `cronjob=\\"drill\\"}) > ${(24 + 1 + 4) * 3600}"`,
    );
    expect(objects().filter(({ kind }) => kind === 'PrometheusRule')).toEqual([]);
  });

  test.each(['drop table wp_users', 'select 1; drop table wp_users', 'select 1\nfrom wp_users', ''])(
    'rejects the statement %j',
    (statement) => {
      expect(() => objects({ mustFind: [statement] })).toThrow(
        new Error(
          `test/chart/Drill: mustFind is ${statement === '' ? 'empty' : statement.replace('\n', '\\u000a')}; each is a single select on one line, without a semicolon; write it like select 1 from wp_options where option_name = 'siteurl'`,
        ),
      );
    },
  );

  test.each<[string, Settings, string]>([
    [
      'a schedule that never comes due',
      { every: Cron.schedule({ minute: '0', hour: '5', day: '31', month: '2' }) },
      'every is 0 5 31 2 *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
    ],
    [
      'a disk of no size',
      { scratch: 'large' },
      'scratch is large; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ],
  ])('rejects %s', (_, props, sentence) => {
    expect(() => objects(props)).toThrow(new Error(`test/chart/Drill: ${sentence}`));
  });
});
