import { Cron, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { contentHash } from '../kubernetes/configuration-file';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, podTemplate } from '../kubernetes/pod';
import { formatBytes, quantity, quantityOf } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { checkedSchedule, longestGap } from '../kubernetes/schedule';
import { wholeSeconds } from '../kubernetes/whole-seconds';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { BackupCronJob, backupScripts } from './backup-cron-job';
import { LateJobAlert } from './late-job-alert';

/** Settings of a {@link RestoreDrill}. */
export interface RestoreDrillProps {
  /** Whose newest backup is tried. */
  readonly backup: BackupCronJob;
  /**
   * When, in the time zone of the backups.
   * @default - every day at 5:00
   */
  readonly every?: Cron;
  /**
   * How old the newest backup may be.
   * @default - as old as it gets before the next one of the schedule is overdue
   */
  readonly newerThan?: Duration;
  /**
   * Statements in SQL, one a line each, of which every one must find something in the restored schema.
   * @default - none
   */
  readonly mustFind?: readonly string[];
  /**
   * Local disk for the restored database, up to 9Gi unless the namespace's limits allow more.
   * @default 2Gi
   */
  readonly scratch?: string;
  /**
   * How long one may take.
   * @default Duration.hours(4)
   */
  readonly deadline?: Duration;
  /**
   * What one may use.
   * @default - 250m CPU, 512Mi memory
   */
  readonly resources?: Resources;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

const SCRIPTS_PATH = '/opt/backup';
const DAILY = Cron.schedule({ minute: '0', hour: '5' });
const STARTING_DEADLINE = Duration.hours(1);
/** For logs and the like, beside the restored database. */
const OTHER_DISK = 2 ** 28;

/**
 * Regular proof that the newest backup can be restored: it is loaded into a database server that lives and dies with the
 * job, and looked at. The job reaches nothing, has no account of the real database, and can't change the backups.
 *
 * It fails when the newest backup is too old, damaged, of another key, or lacks what it must have. Its last success is
 * `status.lastSuccessfulTime` of the CronJob.
 */
export class RestoreDrill extends Construct {
  /** The schedule and the job. */
  readonly cronJob: k8s.KubeCronJob;
  /** The scripts. */
  readonly config: k8s.KubeConfigMap;
  /** What the job may reach: nothing. */
  readonly network: WorkloadNetwork;
  /** The alert when the last success is too long ago; undefined unless the backups have alerts. */
  readonly alert?: LateJobAlert;

  /** @throws ConfigurationError if the schedule never comes due, a statement has several lines, or the disk is no quantity */
  constructor(scope: Construct, id: string, props: RestoreDrillProps) {
    super(scope, id);
    const { backup } = props;
    const instance = instanceName(this);
    const schedule = checkedSchedule(this, 'every', (props.every ?? DAILY).expressionString);
    const scratch = props.scratch ?? '2Gi';
    const disk = quantityOf(this, 'scratch', scratch) + OTHER_DISK;
    const deadline = props.deadline ?? Duration.hours(4);
    checkStatements(this, props.mustFind ?? []);

    const labels = standardLabels({ name: 'mariadb', instance, component: 'restore-drill', image: backup.image });
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata, names: false });
    const scripts = backupScripts('restore-drill.sh', 'backup-volume.sh');
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: scripts });

    const access = backup.access({ write: false });
    this.cronJob = new k8s.KubeCronJob(this, 'Resource', {
      metadata,
      spec: {
        schedule,
        timeZone: backup.timeZone,
        suspend: false,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: STARTING_DEADLINE.toSeconds(),
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata,
          spec: {
            // Once more, for a node that was lost; a bad backup does not get better.
            backoffLimit: 1,
            activeDeadlineSeconds: wholeSeconds(this, 'deadline', deadline),
            template: podTemplate(this, {
              labels,
              annotations: { 'checksum/config': contentHash(scripts) },
              user: { uid: backup.uid },
              restartPolicy: 'Never',
              priorityClassName: props.priorityClassName,
              containers: [
                container(this, '', {
                  name: 'drill',
                  image: backup.image,
                  resources: {
                    ephemeralStorage: formatBytes(disk),
                    ...(props.resources ?? { cpu: '250m', memory: '512Mi' }),
                  },
                  command: ['bash', `${SCRIPTS_PATH}/restore-drill.sh`],
                  env: [
                    { name: 'DATABASE', value: backup.database.database },
                    {
                      name: 'MAX_AGE',
                      value: String(wholeSeconds(this, 'newerThan', props.newerThan ?? backup.overdueAfter)),
                    },
                    { name: 'CHECKS', value: (props.mustFind ?? []).join('\n') },
                    { name: 'WITH_FILES', value: backup.files ? 'yes' : 'no' },
                    ...access.env,
                  ],
                  volumeMounts: [
                    { name: 'scripts', mountPath: SCRIPTS_PATH, readOnly: true },
                    { name: 'scratch', mountPath: '/scratch' },
                    ...access.volumeMounts,
                  ],
                }),
              ],
              volumes: [
                { name: 'scripts', configMap: { name: this.config.name, defaultMode: 0o444 } },
                { name: 'scratch', emptyDir: { sizeLimit: quantity(scratch) } },
                ...access.volumes,
              ],
            }),
          },
        },
      },
    });
    if (backup.alerts) {
      const late = {
        alert: 'RestoreDrillTooOld',
        cronJob: this.cronJob,
        within: Duration.seconds(longestGap(schedule) + STARTING_DEADLINE.toSeconds() + deadline.toSeconds()),
        summary: `It is too long ago that a backup of database ${backup.database.database} was proven to be good.`,
      };
      this.alert = new LateJobAlert(this, 'Alert', late, backup.alerts);
    }
  }
}

function checkStatements(scope: Construct, statements: readonly string[]): void {
  for (const statement of statements) {
    if (/^\s*select\b[^\n;]*$/i.test(statement)) continue;
    reject(scope, {
      prop: 'mustFind',
      value: statement,
      rule: 'each is a single select on one line, without a semicolon',
      fix: "write it like select 1 from wp_options where option_name = 'siteurl'",
    });
  }
}
