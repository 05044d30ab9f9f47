import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { contentHash } from '../kubernetes/configuration-file';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, PodSteps, podTemplate } from '../kubernetes/pod';
import { quantity } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { wholeSeconds } from '../kubernetes/whole-seconds';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { BackupCronJob, backupScripts } from './backup-cron-job';
import { DatabaseEndpoint } from './database-endpoint';

/** Settings of a {@link RestoreJob}. */
export interface RestoreJobProps {
  /** Whose backups are restored, to where they came from. */
  readonly backup: BackupCronJob;
  /**
   * What is done when all is restored, such as bringing a database of an older version up to date.
   * @default - nothing
   */
  readonly afterwards?: PodSteps;
  /**
   * How long the closed site waits until every web pod knows that it is closed; network file systems tell them late.
   * @default Duration.seconds(65)
   */
  readonly settle?: Duration;
  /**
   * How long one may take.
   * @default Duration.hours(8)
   */
  readonly deadline?: Duration;
  /**
   * What one may use.
   * @default - 250m CPU, 256Mi memory
   */
  readonly resources?: Resources;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

const SCRIPTS_PATH = '/opt/backup';
const RESTORE_ACCOUNT = 'restore';
/** A schema's name may have 64 characters, and those beside it have up to 9 more. */
const LONGEST_SCHEMA = 55;
/** It never comes due, as it is suspended; Kubernetes wants one. */
const SCHEDULE = '0 0 1 1 *';

/**
 * A restore that waits to be asked for: a CronJob that is suspended, from which a person makes a Job.
 *
 * The Job puts a backup in the place of what a running database and site have, without stopping either. A backup is
 * checked first; then the dump is loaded into a schema beside the one in use, and the files into a folder beside
 * theirs. The site is closed, what is there is backed up, and everything changes places: all tables in one statement,
 * files by renaming. A restore that fails before that has changed nothing.
 *
 * Without the name of a backup in the variable `BACKUP`, it only lists those that there are.
 */
export class RestoreJob extends Construct {
  /** The template of restores. */
  readonly cronJob: k8s.KubeCronJob;
  /** The scripts. */
  readonly config: k8s.KubeConfigMap;
  /** What the job may reach: the database, and the object store of the backups if there is one. */
  readonly network: WorkloadNetwork;

  /** @throws ConfigurationError if the database has no account for it, or its schema's name leaves no room for others */
  constructor(scope: Construct, id: string, props: RestoreJobProps) {
    super(scope, id);
    const { backup } = props;
    const { database, files, objectStore } = backup;
    checkDatabase(this, database);

    const labels = standardLabels({
      name: 'mariadb',
      instance: instanceName(this),
      component: 'restore',
      image: backup.image,
    });
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance: instanceName(this), metadata });
    this.network.connectTo(database);
    objectStore?.open(this.network);

    const scripts = {
      ...backupScripts('restore.sh', 'backup.sh', 'backup-volume.sh', 'client-options.sh'),
      ...(objectStore && { ...backupScripts('fetch-backup.sh'), ...objectStore.files() }),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: scripts });

    const { env, volumeMounts, volumes } = backup.making(this.config, RESTORE_ACCOUNT);
    const asked = { name: 'BACKUP', value: '' };
    const restore = container(this, '', {
      name: 'restore',
      image: backup.image,
      resources: props.resources ?? { cpu: '250m', memory: '256Mi' },
      command: ['bash', `${SCRIPTS_PATH}/restore.sh`],
      env: [
        asked,
        ...env,
        { name: 'SETTLE', value: String(wholeSeconds(this, 'settle', props.settle ?? Duration.seconds(65))) },
      ],
      volumeMounts: [
        ...volumeMounts,
        ...(files ? [{ name: 'restored-files', mountPath: '/files', subPath: files.path }] : []),
      ],
    });
    const fetch = objectStore?.container('fetch', ['sh', `${SCRIPTS_PATH}/fetch-backup.sh`], {
      env: [asked],
      volumeMounts: [
        { name: 'scripts', mountPath: SCRIPTS_PATH, readOnly: true },
        { name: 'backups', mountPath: '/backups' },
      ],
    });
    const { afterwards } = props;
    const first = fetch ? [fetch] : [];
    const steps = afterwards
      ? {
          initContainers: [...first, restore, ...(afterwards.initContainers ?? [])],
          containers: afterwards.containers,
        }
      : { ...(first.length > 0 && { initContainers: first }), containers: [restore] };

    this.cronJob = new k8s.KubeCronJob(this, 'Resource', {
      metadata,
      spec: {
        schedule: SCHEDULE,
        timeZone: 'Etc/UTC',
        suspend: true,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata,
          spec: {
            // A person looks at one that failed before it is tried again.
            backoffLimit: 0,
            activeDeadlineSeconds: wholeSeconds(this, 'deadline', props.deadline ?? Duration.hours(8)),
            template: podTemplate(this, {
              labels,
              annotations: { 'checksum/config': contentHash(scripts) },
              user: { uid: backup.uid },
              restartPolicy: 'Never',
              priorityClassName: props.priorityClassName,
              ...steps,
              volumes: [
                ...volumes,
                // Views, triggers and routines of the dump are here for a moment.
                { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: quantity('16Mi') } },
                ...(files ? [{ name: 'restored-files', persistentVolumeClaim: { claimName: files.claim } }] : []),
                ...(objectStore?.volumes() ?? []),
                ...(afterwards?.volumes ?? []),
              ],
            }),
          },
        },
      },
    });
  }
}

function checkDatabase(scope: Construct, { accounts, database }: DatabaseEndpoint): void {
  if (!(RESTORE_ACCOUNT in accounts.keys)) {
    reject(scope, {
      prop: 'backup.database.accounts',
      value: accounts.name,
      rule: `restores are made by the account ${RESTORE_ACCOUNT}, whose password is under that key`,
      fix: `add the key ${RESTORE_ACCOUNT} to the Secret`,
    });
  }
  if (database.length > LONGEST_SCHEMA) {
    reject(scope, {
      prop: 'backup.database.database',
      value: database,
      rule: `a restore makes schemas beside it, with longer names, which leaves it ${LONGEST_SCHEMA} characters`,
      fix: 'use a shorter name for the schema',
    });
  }
}
