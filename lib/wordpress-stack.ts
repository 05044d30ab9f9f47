import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { BackupCronJob, BackupCronJobProps } from './database/backup-cron-job';
import { ClusteredDatabase, ClusteredDatabaseProps } from './database/clustered-database';
import { DatabaseRouting } from './database/database-routing';
import { RestoreDrill, RestoreDrillProps } from './database/restore-drill';
import { RestoreJob } from './database/restore-job';
import { ArgoCdDelivery, ArgoCdDeliveryProps } from './delivery/argo-cd-delivery';
import { protectData } from './delivery/protect-data';
import { assignSyncWaves } from './delivery/sync-waves';
import { isClusterScoped } from './kubernetes/cluster-scoped';
import { reject } from './kubernetes/configuration-error';
import { DEFAULT_IMAGES, Images, mirroredImage, pinnedImage } from './kubernetes/image';
import { ImageLock } from './kubernetes/image-lock';
import { KubernetesVersion } from './kubernetes/kubernetes-version';
import { nameOwner, Owner } from './kubernetes/owner';
import { Peer } from './kubernetes/peer';
import { Platform, PlatformKind } from './kubernetes/platform';
import { SecretSource } from './kubernetes/secret-source';
import { StableChart } from './kubernetes/stable-chart';
import { LogInput } from './logging/log-input';
import { LogPipeline, LogPipelineProps } from './logging/log-pipeline';
import { OperatedLogPipeline, Operators } from './logging/operated-log-pipeline';
import { IngressedService, IngressedServiceProps } from './network/ingressed-service';
import { objectName } from './kubernetes/object-name';
import { Tls } from './network/tls';
import { PriorityClasses } from './platform/priority-classes';
import { Tenant, TenantProps, TenantQuota } from './platform/tenant';
import { ExistingObject } from './rules/rule';
import { NfsStorageClass, NfsStorageClassProps } from './storage/nfs-storage-class';
import { StorageClassRef } from './storage/storage-class';
import { FilebeatProps, Shipper } from './web/shipper';
import { WebWithFilebeatSidecar, WebWithFilebeatSidecarProps } from './web/web-with-filebeat-sidecar';
import { WordPressSite, WordPressSiteProps } from './web/wordpress-site';

/** Facts about the cluster that an environment is on. */
export interface ClusterProps {
  /**
   * What the cluster is. On OpenShift users and groups of pods are left to it, and each workload has an account.
   * @default kubernetes
   */
  readonly platform?: PlatformKind;
  /**
   * Version of its API server.
   * @default - the newest stable one
   */
  readonly kubernetesVersion?: string;
  /**
   * Pods that answer DNS.
   * @default - those labelled `k8s-app: kube-dns` in `kube-system`, or OpenShift's own in `openshift-dns`
   */
  readonly dns?: Peer;
  /**
   * Addresses of the API server, seen from pods.
   * @default - any
   */
  readonly apiServer?: Peer;
  /**
   * Who writes the Secrets.
   * @default SecretSource.existing()
   */
  readonly secrets?: SecretSource;
  /**
   * The one registry that nodes may take images from: `registry.example.org/mirror`. It takes the place of each image's
   * own, but for those that `images` names.
   * @default - none; each image comes from its own registry
   */
  readonly registry?: string;
  /**
   * Objects in the cluster that somebody else looks after, and that the settings name: a claim, a PriorityClass.
   * @default - none
   */
  readonly existing?: readonly ExistingObject[];
}

/** A pipeline of the stack's own for its access log, in a namespace of its own. */
export interface LogPipelineSettings extends LogPipelineProps {
  /** The most that all of it may use together. */
  readonly quota: TenantQuota;
  /**
   * What starts and updates it: StatefulSets of this stack, or the operators Strimzi and ECK, which the cluster has then.
   * @default statefulset
   */
  readonly managedBy?: 'statefulset' | 'operator';
  /**
   * Where the operators are.
   * @default - where their own instructions install them
   */
  readonly operators?: Operators;
}

/** One environment: all that differs between places. */
export interface WordPressStackProps {
  /** The cluster. */
  readonly cluster?: ClusterProps;
  /**
   * Images that are taken from elsewhere or in another version.
   * @default - the versions that this release is written for
   */
  readonly images?: Partial<Images>;
  /**
   * Digests of the images. `main.ts` reads them from `images.lock`.
   * @default - none
   */
  readonly imageLock?: ImageLock;
  /**
   * Who answers for it, written on every object.
   * @default - nobody is named
   */
  readonly owner?: Owner;
  /** Who may do what in the namespace, and how much it may use. Its name is `wordpress-` and the environment's. */
  readonly tenant: Omit<TenantProps, 'namespace'> & Partial<Pick<TenantProps, 'namespace'>>;
  /** Where files live that web pods share: an NFS server, or a class that is there already. */
  readonly sharedFiles: NfsStorageClassProps | StorageClassRef;
  /** The site, its host name and the size of its files. */
  readonly site: Omit<WordPressSiteProps, 'database' | 'files' | 'https' | 'image'> & {
    /** Size of the volume that web pods share: `20Gi`. */
    readonly filesSize: string;
  };
  /** How visitors reach it. Those who ask for one of the other host names are sent on to the site's own. */
  readonly front: Pick<IngressedServiceProps, 'exposure' | 'extraHosts'> & {
    /** Who ends the encryption. */
    readonly tls: Tls;
  };
  /** The web tier. */
  readonly web: Omit<WebWithFilebeatSidecarProps, 'application' | 'shipper' | 'image'>;
  /** Where the access log goes: somewhere that is there already, or a pipeline from Kafka to Kibana of the stack's own. */
  readonly logs: Omit<FilebeatProps, 'image' | 'to'> & { readonly to: LogInput | LogPipelineSettings };
  /** The database. */
  readonly database: Omit<ClusteredDatabaseProps, 'image' | 'database' | 'user'>;
  /**
   * The weekly backup, and the size of its volume among the shared files. Restoring one waits to be asked for.
   * @default - none
   */
  readonly backup?: Omit<BackupCronJobProps, 'database' | 'files' | 'volume' | 'image'> & {
    /** Size of the volume of all backups: `50Gi`. */
    readonly size: string;
    /**
     * Regular proof that the newest one can be restored.
     * @default - none
     */
    readonly drill?: Omit<RestoreDrillProps, 'backup'>;
  };
  /**
   * The git repository from which Argo CD applies the rendered manifests.
   * @default - none; people apply them
   */
  readonly delivery?: Omit<ArgoCdDeliveryProps, 'path' | 'objects'>;
}

/**
 * The reference architecture: visitors, web servers, database, shared files, backups and the walls around them.
 *
 * Each chart below it becomes one file. The constructor is the drawing on the whiteboard: read it from top to bottom.
 */
export class WordPressStack extends Construct {
  /** Namespace of the site and its database. */
  readonly namespace: string;
  /** The walls. */
  readonly tenant: Tenant;
  /** The database. */
  readonly database: ClusteredDatabase;
  /** The site. */
  readonly wordpress: WordPressSite;
  /** What becomes of the access log, if that is the stack's own business. */
  readonly logs?: LogPipeline | OperatedLogPipeline;
  /** The web servers. */
  readonly web: WebWithFilebeatSidecar;
  /** The way in. */
  readonly front: IngressedService;
  /** The backup, if there is one. */
  readonly backup?: BackupCronJob;
  /** What restores a backup on demand. */
  readonly restore?: RestoreJob;
  /** The proof that backups can be restored, if there is one. */
  readonly drill?: RestoreDrill;

  /** @throws ConfigurationError if any setting can't work */
  constructor(scope: Construct, environment: string, props: WordPressStackProps) {
    super(scope, environment);
    const namespace = props.tenant.namespace ?? `wordpress-${environment}`;
    this.check(environment, namespace, props);
    const images = this.images(props);
    const { kubernetesVersion, platform: kind, dns, apiServer, secrets } = props.cluster ?? {};
    new Platform({
      kind,
      dns,
      apiServer,
      secrets,
      ...(kubernetesVersion && { kubernetesVersion: KubernetesVersion.of(this, kubernetesVersion) }),
    }).setOn(this);

    const platform = new StableChart(this, 'cluster', { clusterNamePrefix: namespace });
    const data = new StableChart(this, 'database', { namespace });
    const site = new StableChart(this, 'site', { namespace });

    this.namespace = namespace;
    this.tenant = new Tenant(platform, 'Tenant', { ...props.tenant, namespace });
    const priority = new PriorityClasses(platform, 'Priority');
    const sharedFiles = this.sharedFiles(platform, props, images, priority);

    const { metrics, routing } = props.database;
    this.database = new ClusteredDatabase(data, 'Database', {
      priorityClassName: priority.database,
      ...props.database,
      ...(metrics && { metrics: { image: images.mysqldExporter, ...metrics } }),
      ...(routing?.proxies && {
        routing: DatabaseRouting.oneWriter({ image: images.haproxy, ...routing.proxies }),
      }),
      image: images.mariadb,
    });
    const { filesSize, ...siteProps } = props.site;
    this.wordpress = new WordPressSite(site, 'Site', {
      jobPriorityClassName: priority.batch,
      ...siteProps,
      image: images.wordpress,
      database: this.database,
      files: { size: filesSize, class: sharedFiles },
      https: props.front.tls.encrypted,
    });
    this.logs = this.pipeline(platform, props, images, priority);
    const to = this.logs?.input ?? (props.logs.to as LogInput);
    const { content } = props.web;
    this.web = new WebWithFilebeatSidecar(site, 'Web', {
      priorityClassName: priority.web,
      ...props.web,
      ...(content && { content: { image: images.git, ...content } }),
      image: images.nginx,
      application: this.wordpress,
      shipper: Shipper.filebeat({ ...props.logs, to, image: images.filebeat }),
    });
    this.front = new IngressedService(site, 'Front', {
      backend: this.web,
      host: this.wordpress.host,
      ...props.front,
    });
    if (props.backup) {
      const { size, drill, copyTo, ...backupProps } = props.backup;
      this.backup = new BackupCronJob(data, 'Backup', {
        priorityClassName: priority.batch,
        ...backupProps,
        image: images.mariadb,
        database: this.database,
        files: { claim: this.wordpress.files.name },
        volume: { size, class: sharedFiles },
        ...(copyTo && { copyTo: { image: images.rclone, folder: namespace, ...copyTo } }),
      });
      this.restore = new RestoreJob(data, 'Restore', {
        priorityClassName: priority.batch,
        backup: this.backup,
        afterwards: this.wordpress.installation(),
      });
      if (drill) {
        this.drill = new RestoreDrill(data, 'RestoreDrill', {
          priorityClassName: priority.batch,
          mustFind: this.wordpress.essentials(),
          ...drill,
          backup: this.backup,
        });
      }
    }

    if (props.owner) nameOwner(this, props.owner);
    assignSyncWaves(this);
    protectData(this);
  }

  /** Has Argo CD apply this environment from a folder of rendered manifests. */
  deliverBy(argoCd: Construct, folder: string, delivery: Omit<ArgoCdDeliveryProps, 'path' | 'objects'>): void {
    const chart = new StableChart(argoCd, this.node.id);
    const objects = this.node.findAll().filter((construct) => construct instanceof ApiObject);
    // Argo CD's namespace has the applications of many; the construct's id is the name.
    new ArgoCdDelivery(chart, this.namespace, {
      ...delivery,
      path: `${folder}/${this.node.id}`,
      objects: objects.map(({ apiVersion, kind, name, metadata }) => ({
        apiVersion,
        kind,
        metadata: { name, namespace: isClusterScoped(kind) ? undefined : metadata.namespace },
      })),
    });
  }

  /** What the constructs below can't see, or would call by another name than the user does. */
  private check(environment: string, namespace: string, { cluster, images = {}, tenant }: WordPressStackProps): void {
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(environment)) {
      reject(this, {
        prop: "the environment's name",
        value: environment,
        rule: 'its folder and its namespace are named after it, so it has lower-case letters, digits and dashes',
        fix: 'write for example production',
      });
    }
    const neighbour = this.node.scope?.node.children.find(
      (other) => other instanceof WordPressStack && other.namespace === namespace,
    );
    if (neighbour) {
      reject(this, {
        prop: 'tenant.namespace',
        value: namespace,
        rule: `${neighbour.node.path} lives there, and the one that is applied last would overwrite the other`,
        fix:
          tenant.namespace === undefined
            ? `give ${neighbour.node.path} another namespace`
            : `use another, or leave it out for wordpress-${environment}`,
      });
    }
    if (tenant.administrators.length === 0) {
      reject(this, {
        prop: 'tenant.administrators',
        value: tenant.administrators,
        rule: 'somebody must look after the site when it is ill',
        fix: "name a group as the cluster's identity provider does, like blog-team",
      });
    }
    for (const [name, image] of Object.entries(images)) pinnedImage(this, `images.${name}`, image);
    const external = cluster?.secrets?.store;
    if (!external) return;
    objectName(this, 'cluster.secrets.store', external.store, 'see "kubectl get clustersecretstores,secretstores -A"');
    if (external.prefix !== undefined && !/^[\w.-]+(\/[\w.-]+)*$/.test(external.prefix)) {
      reject(this, {
        prop: 'cluster.secrets.prefix',
        value: external.prefix,
        rule: 'it is a path in the store, without a slash at its ends',
        fix: 'write it like wordpress/production',
      });
    }
    if (external.refresh !== undefined && !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(external.refresh)) {
      reject(this, {
        prop: 'cluster.secrets.refresh',
        value: external.refresh,
        rule: 'it is a time as Go writes it, in hours, minutes and seconds',
        fix: 'write it like 1h0m0s',
      });
    }
  }

  /** Those that the environment names as it names them; the others from its registry; all with their digests. */
  private images({ cluster, images = {}, imageLock = ImageLock.NONE }: WordPressStackProps): Images {
    const from = ([name, image]: [string, string]) => {
      const own = images[name as keyof Images];
      const pinned = imageLock.pinned(own ?? image);
      if (own !== undefined || cluster?.registry === undefined) return [name, pinned];
      return [name, mirroredImage(this, 'cluster.registry', cluster.registry, pinned)];
    };
    return Object.fromEntries(Object.entries(DEFAULT_IMAGES).map(from)) as unknown as Images;
  }

  /** Kafka, Logstash, Elasticsearch and Kibana in a namespace of their own, where they are wanted. */
  private pipeline(
    platform: StableChart,
    { logs, tenant }: WordPressStackProps,
    images: Images,
    priority: PriorityClasses,
  ): LogPipeline | OperatedLogPipeline | undefined {
    if (logs.to instanceof LogInput) return undefined;
    const { quota, managedBy, operators, kafka, logstash, elasticsearch, kibana, ...pipeline } = logs.to;
    const namespace = `${this.namespace}-logs`;
    const chart = new StableChart(this, 'logs', { namespace, clusterNamePrefix: this.namespace });
    new Tenant(platform, 'LogsTenant', {
      namespace,
      quota,
      administrators: tenant.administrators,
      developers: [],
    });
    const settings: LogPipelineProps = {
      priorityClassName: priority.batch,
      ...pipeline,
      kafka: { priorityClassName: priority.database, ...kafka, image: images.kafka },
      logstash: { ...logstash, image: images.logstash },
      elasticsearch: { ...elasticsearch, image: images.elasticsearch },
      kibana: { ...kibana, image: images.kibana },
    };
    if (managedBy !== 'operator') return new LogPipeline(chart, 'Logs', settings);
    return new OperatedLogPipeline(chart, 'Logs', { ...settings, ...(operators && { operators }) });
  }

  /** The class of shared files, with its provisioner in a namespace of its own where there is none yet. */
  private sharedFiles(
    platform: StableChart,
    { sharedFiles }: WordPressStackProps,
    images: Images,
    priority: PriorityClasses,
  ): StorageClassRef {
    if (!('server' in sharedFiles)) return sharedFiles;
    const namespace = `${this.namespace}-storage`;
    const storage = new StableChart(this, 'storage', { namespace, clusterNamePrefix: this.namespace });
    const nfs = new NfsStorageClass(storage, 'Shared', {
      image: images.nfsProvisioner,
      // Web pods wait for the volumes that it makes.
      priorityClassName: priority.web,
      ...sharedFiles,
    });
    if (nfs.subdirProvisioner) {
      new Tenant(platform, 'StorageTenant', {
        namespace,
        quota: { cpu: '1', memory: '1Gi', storage: '1Gi' },
        // Whoever may start pods here could use the provisioner's rights over all volumes of the cluster.
        administrators: [],
        developers: [],
      });
    }
    return nfs;
  }
}
