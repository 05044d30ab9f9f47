import { Cron, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, PodProps, podTemplate } from '../kubernetes/pod';
import { quantity, quantityOf } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { Resources } from '../kubernetes/resources';
import { checkedSchedule, checkedTimeZone, longestGap } from '../kubernetes/schedule';
import { wholeSeconds } from '../kubernetes/whole-seconds';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { storageClassName, VolumeRequest } from '../storage/storage-class';
import { accountVolume } from './account-volume';
import { DatabaseEndpoint } from './database-endpoint';
import { LateJobAlert, LateJobAlertProps } from './late-job-alert';
import { ObjectStore, ObjectStoreProps } from './object-store';

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

/** How backups are encrypted: with AES-256, and a checksum over all that nobody can make without the key. */
export interface BackupEncryption {
  /**
   * Name of the Secret with the key, which is one line of text under `key`. Whoever loses it loses the backups, so it
   * must also be somewhere else than in this cluster.
   * @default - the construct's name with `-encryption`
   */
  readonly secretName?: string;
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
  /**
   * Whether backups are encrypted before they are written, for when the volume or the object store is in other hands.
   * @default - they are not
   */
  readonly encryption?: BackupEncryption;
  /**
   * A second place for each backup, outside of the cluster. Nothing is ever deleted there: the bucket's own rules say how
   * long it keeps them.
   * @default - none
   */
  readonly copyTo?: ObjectStoreProps;
  /**
   * Alert when the last good backup is too old; a drill of the backups then has one, too.
   * @default - none
   */
  readonly alerts?: LateJobAlertProps;
}

/** User `mysql` of the official image, for backups without files. */
const MYSQL_UID = 999;
/** Debian's `www-data`. */
const WWW_DATA_UID = 33;
const THURSDAY_NIGHT = Cron.schedule({ minute: '0', hour: '23', weekDay: '4' });
const LEAST_STARTING_DEADLINE = Duration.minutes(15);
const SCRIPTS_PATH = '/opt/backup';
const ACCOUNTS_PATH = '/etc/database-accounts';
const KEY_PATH = '/etc/backup-encryption';
const BACKUP_ACCOUNT = 'backup';

/** What a container needs to open backups, or to make them. */
export interface BackupAccess {
  readonly env: readonly k8s.EnvVar[];
  readonly volumeMounts: readonly k8s.VolumeMount[];
  readonly volumes: readonly k8s.Volume[];
}

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
  /** The scripts. */
  readonly config: k8s.KubeConfigMap;
  /** What the job may reach: the database, and the object store if there is one. */
  readonly network: WorkloadNetwork;
  /** The key of encrypted backups. */
  readonly encryptionKey?: RequiredSecret;
  /** The second place of backups. */
  readonly objectStore?: ObjectStore;
  /** The alert when the last good backup is too old. */
  readonly alert?: LateJobAlert;

  /** What is backed up. */
  readonly database: DatabaseEndpoint;
  /** Files that are backed up with it. */
  readonly files?: BackedUpFiles;
  /** Image with MariaDB's programs. */
  readonly image: string;
  /** User id to whom backups, and the files, belong. */
  readonly uid: number;
  /** Time zone of the schedule. */
  readonly timeZone: string;
  /** How old the newest backup gets before the next one is overdue, in the schedule's longest pause. */
  readonly overdueAfter: Duration;

  /** Settings of its alert, which a drill shares. */
  readonly alerts?: LateJobAlertProps;

  private readonly props: BackupCronJobProps;

  /**
   * @throws ConfigurationError if the schedule never comes due, the time zone is unknown, a number is out of range, the
   * files are on the volume of the backups, or backups would travel in the open
   */
  constructor(scope: Construct, id: string, props: BackupCronJobProps) {
    super(scope, id);
    const { database, volume, files } = props;
    this.props = props;
    this.database = database;
    this.files = files;
    this.alerts = props.alerts;
    this.image = props.image ?? DEFAULT_IMAGES.mariadb;
    this.uid = files ? (files.owner ?? WWW_DATA_UID) : MYSQL_UID;
    const instance = instanceName(this);
    const schedule = checkedSchedule(this, 'every', (props.every ?? THURSDAY_NIGHT).expressionString);
    this.timeZone = checkedTimeZone(this, 'timeZone', props.timeZone ?? 'Etc/UTC');
    const deadline = props.deadline ?? Duration.hours(4);
    const startingDeadline = checkedStartingDeadline(this, props.startingDeadline ?? Duration.hours(6));
    this.overdueAfter = Duration.seconds(
      longestGap(schedule) + startingDeadline.toSeconds() + wholeSeconds(this, 'deadline', deadline),
    );
    quantityOf(this, 'volume.size', volume.size);
    checkAccount(this, database);

    const labels = standardLabels({ name: 'mariadb', instance, component: 'backup', image: this.image });
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.connectTo(database);

    this.claim = new k8s.KubePersistentVolumeClaim(this, 'Volume', {
      metadata,
      spec: {
        accessModes: [volume.class.shared && !volume.class.singleNode ? 'ReadWriteMany' : 'ReadWriteOnce'],
        volumeMode: 'Filesystem',
        storageClassName: storageClassName(this, 'volume.class', volume.class),
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
    if (props.encryption) {
      this.encryptionKey = new RequiredSecret(this, 'Encryption', {
        name: props.encryption.secretName ?? `${instance}-encryption`,
        purpose: 'key of the backups; keep a copy outside of the cluster, without it they are lost',
        keys: { key: { random: 64 } },
      });
    }
    if (props.copyTo) {
      this.objectStore = new ObjectStore(this, 'ObjectStore', instance, props.copyTo);
      this.objectStore.open(this.network);
      checkJourney(this, this.objectStore, props);
    }

    const scripts = {
      ...backupScripts('backup.sh', 'backup-volume.sh', 'client-options.sh'),
      ...(this.objectStore && { ...backupScripts('upload-backup.sh'), ...this.objectStore.files() }),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: scripts });

    this.cronJob = new k8s.KubeCronJob(this, 'Resource', {
      metadata,
      spec: {
        schedule,
        timeZone: this.timeZone,
        suspend: props.suspend ?? false,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: startingDeadline.toSeconds(),
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata,
          spec: {
            backoffLimit: 3,
            activeDeadlineSeconds: deadline.toSeconds(),
            template: podTemplate(this, {
              labels,
              annotations: { 'checksum/config': contentHash(scripts) },
              ...this.pod(),
            }),
          },
        },
      },
    });
    if (props.alerts) {
      const late = {
        alert: 'BackupTooOld',
        cronJob: this.cronJob,
        within: this.overdueAfter,
        summary: `The last good backup of database ${database.database} is too old.`,
      };
      this.alert = new LateJobAlert(this, 'Alert', late, props.alerts);
    }
  }

  /** What a container needs to open backups; without `write` it can't change them. */
  access({ write }: { readonly write: boolean }): BackupAccess {
    const key = this.encryptionKey;
    return {
      env: [{ name: 'ENCRYPTION_KEY', value: key ? `${KEY_PATH}/key` : '' }],
      volumeMounts: [
        { name: 'backups', mountPath: '/backups', ...(!write && { readOnly: true }) },
        ...(key ? [{ name: 'encryption', mountPath: KEY_PATH, readOnly: true }] : []),
      ],
      volumes: [
        {
          name: 'backups',
          persistentVolumeClaim: { claimName: this.claim.name, ...(!write && { readOnly: true }) },
        },
        ...(key ? [key.volume('encryption')] : []),
      ],
    };
  }

  /** What a container needs to make a backup, with the scripts of a ConfigMap and the accounts of the database. */
  making(config: k8s.KubeConfigMap, ...otherAccounts: string[]): BackupAccess {
    const { database } = this;
    const access = this.access({ write: true });
    return {
      env: [
        { name: 'DATABASE', value: database.database },
        { name: 'DATABASE_HOST', value: database.host },
        { name: 'DATABASE_PORT', value: String(database.port) },
        ...access.env,
        { name: 'FILES', value: this.files ? '/files' : '' },
      ],
      volumeMounts: [
        { name: 'scripts', mountPath: SCRIPTS_PATH, readOnly: true },
        { name: 'accounts', mountPath: ACCOUNTS_PATH, readOnly: true },
        ...access.volumeMounts,
        { name: 'tmp', mountPath: '/tmp' },
      ],
      volumes: [
        { name: 'scripts', configMap: { name: config.name, defaultMode: 0o444 } },
        accountVolume(database, 'accounts', [BACKUP_ACCOUNT, ...otherAccounts]),
        ...access.volumes,
      ],
    };
  }

  private pod(): Omit<PodProps, 'labels' | 'annotations'> {
    const { props, files, objectStore } = this;
    const { env, volumeMounts, volumes } = this.making(this.config);
    const makeBackup = container(this, '', {
      name: 'backup',
      image: this.image,
      resources: props.resources ?? { cpu: '250m', memory: '256Mi' },
      command: ['bash', `${SCRIPTS_PATH}/backup.sh`],
      env: [
        ...env,
        { name: 'KEEP', value: String(checkedCount(this, 'keep', props.keep ?? 8)) },
        {
          name: 'KEEP_DAYS',
          value: props.keepDays === undefined ? '' : String(checkedCount(this, 'keepDays', props.keepDays)),
        },
        {
          name: 'JOB',
          valueFrom: {
            fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" },
          },
        },
      ],
      volumeMounts: [
        ...volumeMounts,
        ...(files ? [{ name: 'files', mountPath: '/files', subPath: files.path, readOnly: true }] : []),
      ],
    });
    const upload = objectStore?.container('upload', ['sh', `${SCRIPTS_PATH}/upload-backup.sh`], {
      volumeMounts: [
        { name: 'scripts', mountPath: SCRIPTS_PATH, readOnly: true },
        { name: 'backups', mountPath: '/backups', readOnly: true },
      ],
    });
    return {
      user: { uid: this.uid },
      restartPolicy: 'Never',
      priorityClassName: props.priorityClassName,
      ...(upload ? { initContainers: [makeBackup], containers: [upload] } : { containers: [makeBackup] }),
      volumes: [
        ...volumes,
        { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: quantity('1Mi') } },
        // Read-only as a volume, not only as a mount: the kubelet then leaves its owners alone.
        ...(files ? [{ name: 'files', persistentVolumeClaim: { claimName: files.claim, readOnly: true } }] : []),
        ...(objectStore?.volumes() ?? []),
      ],
    };
  }
}

/** Scripts that run in pods with backups, for a ConfigMap. */
export function backupScripts(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, configurationFile('database', name)]));
}

function checkJourney(scope: Construct, store: ObjectStore, { encryption, copyTo }: BackupCronJobProps): void {
  if (store.encrypted || encryption) return;
  reject(scope, {
    prop: 'copyTo.endpoint',
    value: copyTo?.endpoint,
    rule: 'over http everybody on the way reads the backups, which have every password and address of the site',
    fix: 'use https, or encryption',
  });
}

/** A hundred years of days. */
const MOST_KEPT = 36_500;

function checkedCount(scope: Construct, prop: string, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= MOST_KEPT) return value;
  reject(scope, {
    prop,
    value,
    rule: `it is a whole number from 1 to ${MOST_KEPT}, as a backup that is dropped at once is none`,
    fix: 'use for example 8',
  });
}

function checkedStartingDeadline(scope: Construct, deadline: Duration): Duration {
  if (wholeSeconds(scope, 'startingDeadline', deadline) >= LEAST_STARTING_DEADLINE.toSeconds()) return deadline;
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
