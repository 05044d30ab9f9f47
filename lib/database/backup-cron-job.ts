import { Cron, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, podSpec } from '../kubernetes/pod';
import { quantity, quantityOf } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { checkedSchedule, checkedTimeZone } from '../kubernetes/schedule';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { VolumeRequest } from '../storage/storage-class';
import { DatabaseEndpoint } from './database-endpoint';

/** The site's files, as a backup needs to know them. */
export interface BackedUpFiles {
  /** Name of the PersistentVolumeClaim, in the backup's namespace; it is only read. */
  readonly claim: string;
  /**
   * Folder on the volume.
   * @default - the whole volume
   */
  readonly path?: string;
  /**
   * User id of the files' owner, as which the backup runs.
   * @default 33
   */
  readonly owner?: number;
}

/** Settings of a {@link BackupCronJob}. */
export interface BackupCronJobProps {
  /** What is backed up. */
  readonly database: DatabaseEndpoint;
  /**
   * Files that belong to it and go into the same backup.
   * @default - none
   */
  readonly files?: BackedUpFiles;
  /** Where the backups are kept: a volume of their own, on other storage than the database's if there is some. */
  readonly volume: VolumeRequest;
  /**
   * When.
   * @default - Thursday, 23:00
   */
  readonly every?: Cron;
  /**
   * Time zone of the schedule, by its name in the IANA database.
   * @default Etc/UTC
   */
  readonly timeZone?: string;
  /**
   * How many backups stay.
   * @default 8
   */
  readonly keep?: number;
  /**
   * Backups younger than so many days stay, too, even if that makes them more.
   * @default - none
   */
  readonly keepDays?: number;
  /**
   * How long one may take.
   * @default Duration.hours(4)
   */
  readonly deadline?: Duration;
  /**
   * How late one may still begin, for example after the control plane was away; at least 15 minutes.
   * @default Duration.hours(6)
   */
  readonly startingDeadline?: Duration;
  /**
   * Whether no backups are made for the time being.
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * What one may use.
   * @default - 250m CPU, 256Mi memory
   */
  readonly resources?: Resources;
  /**
   * Image with MariaDB's client programs, of the server's version.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

/** User `mysql` of the official image, for backups without files. */
const MYSQL_UID = 999;
/** Debian's `www-data`. */
const WWW_DATA_UID = 33;
const THURSDAY_NIGHT = Cron.schedule({ minute: '0', hour: '23', weekDay: '4' });
const LEAST_STARTING_DEADLINE = Duration.minutes(15);
const SCRIPT = 'backup.sh';
const BACKUP_ACCOUNT = 'backup';

/**
 * Regular backups of a database's schema, together with the site's files, on a volume of their own.
 *
 * A backup is made without stopping or locking anything, is checked before it counts, and appears as a whole or not
 * at all: dump, files and checksums in one folder. A failed one never costs an older one.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class BackupCronJob extends Construct {
  /** The schedule and the job. */
  readonly cronJob: k8s.KubeCronJob;
  /** The backups' volume. */
  readonly claim: k8s.KubePersistentVolumeClaim;
  /** The script. */
  readonly config: k8s.KubeConfigMap;
  /** What the job may reach: the database. */
  readonly network: WorkloadNetwork;

  /**
   * @throws ConfigurationError if the schedule never comes due, the time zone is unknown, a number is out of range, or
   * the files are on the volume of the backups
   */
  constructor(scope: Construct, id: string, props: BackupCronJobProps) {
    super(scope, id);
    const { database, volume, files } = props;
    const image = props.image ?? DEFAULT_IMAGES.mariadb;
    const instance = instanceName(this);
    const schedule = checkedSchedule(this, 'every', (props.every ?? THURSDAY_NIGHT).expressionString);
    const timeZone = checkedTimeZone(this, 'timeZone', props.timeZone ?? 'Etc/UTC');
    const keep = checkedCount(this, 'keep', props.keep ?? 8);
    const keepDays = props.keepDays === undefined ? '' : checkedCount(this, 'keepDays', props.keepDays);
    const startingDeadline = checkedStartingDeadline(this, props.startingDeadline ?? Duration.hours(6));
    quantityOf(this, 'volume.size', volume.size);
    checkAccount(this, database);

    const labels = standardLabels({ name: 'mariadb', instance, component: 'backup', image });
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.connectTo(database);

    this.claim = new k8s.KubePersistentVolumeClaim(this, 'Volume', {
      metadata,
      spec: {
        accessModes: [volume.class.shared && !volume.class.singleNode ? 'ReadWriteMany' : 'ReadWriteOnce'],
        volumeMode: 'Filesystem',
        storageClassName: volume.class.className,
        resources: { requests: { storage: quantity(volume.size) } },
      },
    });
    if (files?.claim === this.claim.name) {
      reject(this, {
        prop: 'files.claim',
        value: files.claim,
        rule: 'these are the backups themselves',
        fix: "give the claim of the site's files",
      });
    }

    const script = configurationFile('database', SCRIPT);
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: { [SCRIPT]: script } });

    this.cronJob = new k8s.KubeCronJob(this, 'Resource', {
      metadata,
      spec: {
        schedule,
        timeZone,
        suspend: props.suspend ?? false,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: startingDeadline.toSeconds(),
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata,
          spec: {
            backoffLimit: 3,
            activeDeadlineSeconds: (props.deadline ?? Duration.hours(4)).toSeconds(),
            template: {
              metadata: { labels, annotations: { 'checksum/config': contentHash(script) } },
              spec: podSpec({
                user: { uid: files ? (files.owner ?? WWW_DATA_UID) : MYSQL_UID },
                restartPolicy: 'Never',
                priorityClassName: props.priorityClassName,
                containers: [
                  container(this, '', {
                    name: 'backup',
                    image,
                    resources: props.resources ?? { cpu: '250m', memory: '256Mi' },
                    command: ['bash', `/opt/backup/${SCRIPT}`],
                    env: [
                      { name: 'DATABASE', value: database.database },
                      { name: 'DATABASE_HOST', value: database.host },
                      { name: 'DATABASE_PORT', value: String(database.port) },
                      { name: 'KEEP', value: String(keep) },
                      { name: 'KEEP_DAYS', value: String(keepDays) },
                      { name: 'FILES', value: files ? '/files' : '' },
                    ],
                    volumeMounts: [
                      { name: 'script', mountPath: '/opt/backup', readOnly: true },
                      { name: 'account', mountPath: '/etc/backup-account', readOnly: true },
                      { name: 'backups', mountPath: '/backups' },
                      { name: 'tmp', mountPath: '/tmp' },
                      ...(files ? [{ name: 'files', mountPath: '/files', subPath: files.path, readOnly: true }] : []),
                    ],
                  }),
                ],
                volumes: [
                  { name: 'script', configMap: { name: this.config.name, defaultMode: 0o444 } },
                  database.accounts.volume('account', [BACKUP_ACCOUNT]),
                  { name: 'backups', persistentVolumeClaim: { claimName: this.claim.name } },
                  { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: quantity('1Mi') } },
                  // Read-only as a volume, not only as a mount: the kubelet then leaves its owners alone.
                  ...(files
                    ? [{ name: 'files', persistentVolumeClaim: { claimName: files.claim, readOnly: true } }]
                    : []),
                ],
              }),
            },
          },
        },
      },
    });
  }
}

function checkedCount(scope: Construct, prop: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  reject(scope, {
    prop,
    value,
    rule: 'it is a whole number of at least 1, as a backup that is dropped at once is none',
    fix: 'use for example 8',
  });
}

function checkedStartingDeadline(scope: Construct, deadline: Duration): Duration {
  if (deadline.toSeconds() >= LEAST_STARTING_DEADLINE.toSeconds()) return deadline;
  reject(scope, {
    prop: 'startingDeadline',
    value: deadline.toHumanString(),
    rule: 'a backup that may hardly be late is skipped whenever the control plane is busy',
    fix: `use at least ${LEAST_STARTING_DEADLINE.toHumanString()}`,
  });
}

function checkAccount(scope: Construct, { accounts }: DatabaseEndpoint): void {
  if (BACKUP_ACCOUNT in accounts.keys) return;
  reject(scope, {
    prop: 'database.accounts',
    value: accounts.name,
    rule: `backups are made by the account ${BACKUP_ACCOUNT}, whose password is under that key`,
    fix: `add the key ${BACKUP_ACCOUNT} to the Secret`,
  });
}
