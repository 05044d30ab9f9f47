import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { PodMonitor } from '../../imports/monitoring.coreos.com';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES, imageVersion } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { nodesService } from '../kubernetes/nodes-service';
import { OWN_ADDRESS, OWN_NAME } from '../kubernetes/own-pod';
import { Peer } from '../kubernetes/peer';
import { PodMonitorProps } from '../kubernetes/pod-monitor-props';
import { container, podTemplate, separatePods } from '../kubernetes/pod';
import { containerPorts, servicePorts } from '../kubernetes/ports';
import { formatBytes, intOrString, quantity, quantityOf } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { Resources } from '../kubernetes/resources';
import { hostOf } from '../kubernetes/service-host';
import { wholeSeconds } from '../kubernetes/whole-seconds';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { certificateFromIssuer } from '../network/certificate';
import { dataClaim, nameTemplateKinds } from '../storage/data-claim';
import { storageClassName, VolumeRequest } from '../storage/storage-class';
import { DatabaseAlerts, DatabaseAlertsProps } from './database-alerts';
import { CertificateAuthority, DatabaseEndpoint } from './database-endpoint';
import { DatabaseRouter } from './database-router';
import { DatabaseRouting } from './database-routing';
import { DatabaseSettings, databaseSettings, LARGEST_WRITE_SET, LEAST_MEMORY, leastVolume } from './database-settings';
import { DatabaseTls } from './database-tls';

/** Settings of a {@link ClusteredDatabase}. */
export interface ClusteredDatabaseProps {
  /**
   * Number of nodes, each with all the data. One of 3 goes on when a node is lost, one of 5 when two are; one of 1 is
   * for development.
   */
  readonly size: number;
  /** Each node's own volume, which comes back to it wherever it moves. */
  readonly volume: VolumeRequest;
  /** What each node may use. Caches, buffers and the number of connections follow from it. */
  readonly resources: Resources;
  /**
   * Image of MariaDB with Galera, mariadb-backup and socat.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * MariaDB's release line, `MAJOR.MINOR`, which the image must be of, so that another image alone never brings data into
   * a line from which there is no way back. With another one than the default, nodes are replaced only when somebody
   * deletes their pods.
   * @default 11.8
   * @see https://mariadb.com/docs/server/server-management/install-and-upgrade-mariadb/upgrading
   */
  readonly releaseLine?: string;
  /**
   * Name of the schema that is made at the first start.
   * @default wordpress
   */
  readonly database?: string;
  /**
   * Name of the application's account, which may do everything in the schema and nothing outside of it.
   * @default wordpress
   */
  readonly user?: string;
  /**
   * Name of the Secret with the passwords of all accounts.
   * @default - the construct's name with `-accounts`
   */
  readonly accounts?: string;
  /**
   * Largest transaction, as a Kubernetes quantity; it is in memory on every node.
   * @default - an eighth of the memory
   * @see https://mariadb.com/docs/galera-cluster/reference/galera-cluster-system-variables#wsrep_max_ws_size
   */
  readonly largestTransaction?: string;
  /**
   * Whether a read waits until its node has everything that was committed on any node before.
   * Without it a page may not show what was saved a moment ago through another node.
   * @default true
   * @see https://mariadb.com/docs/galera-cluster/reference/galera-cluster-system-variables#wsrep_sync_wait
   */
  readonly readYourWrites?: boolean;
  /**
   * Encryption of connections: of clients, between the nodes, and of copies.
   * @default - none; network policies keep others away, but whoever sees the network's packets can read them
   */
  readonly tls?: DatabaseTls;
  /**
   * Whether two nodes of the database must never, or should not, be on one machine. A database that loses two of three
   * nodes at once stops.
   * @default required
   */
  readonly separateNodes?: 'required' | 'preferred';
  /**
   * Which nodes clients go to.
   * @default DatabaseRouting.balanced()
   */
  readonly routing?: DatabaseRouting;
  /**
   * Whether a node stays in the balancing while it copies itself to another one, which makes it slower and lets it fall
   * behind a little. If not, it leaves the balancing as soon as another node is up to date.
   * @default true
   * @see https://mariadb.com/docs/galera-cluster/high-availability/state-snapshot-transfers-ssts-in-galera-cluster
   */
  readonly donorServes?: boolean;
  /**
   * Exporter of metrics for Prometheus, beside each node.
   * @default - none
   */
  readonly metrics?: DatabaseMetricsProps;
  /**
   * Alerts for the Prometheus Operator, from those metrics: no majority, different histories, missing nodes, long copies,
   * writes that are held up.
   * @default - none
   */
  readonly alerts?: DatabaseAlertsProps;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
  /**
   * How long a node may take to write everything down when it is stopped, at least 5 minutes.
   * @default Duration.minutes(10)
   */
  readonly terminationGracePeriod?: Duration;
}

/** Settings of the exporter beside each database node. */
export interface DatabaseMetricsProps {
  /**
   * Image of mysqld_exporter.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What the exporter may use.
   * @default - 20m CPU, 64Mi memory
   */
  readonly resources?: Resources;
  /**
   * Where Prometheus is, for the network policy: `Peer.namespace('monitoring')`.
   * @default - nobody is let in
   */
  readonly scrapedBy?: Peer;
  /**
   * Makes a PodMonitor, by which the Prometheus Operator finds the exporters.
   * @default - none
   */
  readonly podMonitor?: PodMonitorProps;
}

/** What this release is written for. */
const RELEASE_LINE = '11.8';
/** User `mysql` of the official image. */
const MYSQL = { uid: 999 };
const CLIENT_PORT = 3306;
/** Between the nodes: the group, missed transactions, full copies, and the positions that `galera-start.sh` compares. */
const GROUP_PORTS = { group: 4567, incremental: 4568, transfer: 4444, positions: 4570 };
const METRICS_PORT = 9104;

const SCRIPTS = [
  'galera-start.sh',
  'galera-decide.sh',
  'galera-state.sh',
  'galera-probe.sh',
  'galera-leave.sh',
  'galera-watch.sh',
  'galera-reform.sh',
  'galera-accounts.sh',
  'galera-passwords.sh',
  'galera-paths.sh',
  'wsrep_sst_noted_mariabackup',
];
const GROUP_TLS = ['key=/etc/database-tls/tls.key', 'cert=/etc/database-tls/tls.crt', 'ca=/etc/database-tls/ca.crt']
  .map((option) => `; socket.ssl_${option}`)
  .join('');
const EXPORTER_OPTIONS = 'exporter.cnf';
const SCRIPTS_PATH = '/opt/galera';
const ACCOUNTS_PATH = '/etc/galera-accounts';
/** User `nobody`, whom the database knows by this name. */
const EXPORTER = { uid: 65534, gid: MYSQL.uid };
const RESERVED_ACCOUNTS = ['root', 'mysql', 'mariadb.sys', 'nobody', 'backup', 'restore'];
/** A pod's name has 11 characters more, and is a label of at most 63. */
const LONGEST_NAME = 52;
const LEAST_GRACE = Duration.minutes(5);

/**
 * MariaDB on several nodes that all have all the data: a Galera cluster.
 *
 * A write is on a majority before it is acknowledged, and a minority that is cut off stops instead of going its own
 * way. Nodes that were stopped or killed come back by themselves: the newest one starts, the others follow, and when
 * it can't be known which one is the newest they wait. Use it for data that must survive lost machines.
 *
 * @see https://mariadb.com/docs/galera-cluster
 */
export class ClusteredDatabase extends Construct implements DatabaseEndpoint {
  /** The nodes. */
  readonly statefulSet: k8s.KubeStatefulSet;
  /** Where clients connect: leads them to the nodes that are ready, or to the proxies. */
  readonly service: k8s.KubeService;
  /** Proxies that lead clients to one node; undefined if they go to all of them. */
  readonly router?: DatabaseRouter;
  /** Gives each node its own name, ready or not. */
  readonly nodesService: k8s.KubeService;
  /** Server settings and scripts. */
  readonly config: k8s.KubeConfigMap;
  /** Lets machines be drained one after another; undefined for a single node. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** How Prometheus finds the exporters; undefined if it is not asked for. */
  readonly podMonitor?: PodMonitor;
  /** The alerts; undefined if there are none. */
  readonly alerts?: DatabaseAlerts;
  readonly accounts: RequiredSecret;
  readonly authority?: CertificateAuthority;
  /** What clients meet: the nodes' own network, or that of the proxies before them. */
  readonly network: WorkloadNetwork;
  /** What the nodes may reach and be reached by. */
  readonly nodesNetwork: WorkloadNetwork;

  readonly host: string;
  readonly port = CLIENT_PORT;
  readonly podPort = CLIENT_PORT;
  readonly peer: Peer;
  readonly database: string;
  readonly user: string;
  readonly passwordKey: string;
  readonly maxConnections: number;

  /** What follows from the nodes' memory and CPU. */
  readonly settings: DatabaseSettings;
  /** Port of the metrics in each pod; undefined without an exporter. */
  readonly metricsPort?: number;

  /**
   * @throws ConfigurationError if the size has no majority, the volume or the memory doesn't suit a database, or a
   * name or quantity is wrong
   */
  constructor(scope: Construct, id: string, props: ClusteredDatabaseProps) {
    super(scope, id);
    const { size } = props;
    const image = props.image ?? DEFAULT_IMAGES.mariadb;
    const instance = instanceName(this);
    checkSize(this, size);
    checkName(this, instance);
    const releaseLine = checkedReleaseLine(this, props.releaseLine ?? RELEASE_LINE, image);
    this.database = checkedIdentifier(this, 'database', props.database ?? 'wordpress', 64);
    this.user = checkedUser(this, props.user ?? 'wordpress');
    this.settings = checkedSettings(this, props);
    const gracePeriod = checkedGracePeriod(this, props.terminationGracePeriod ?? Duration.minutes(10));

    const labels = standardLabels({ name: 'mariadb', instance, component: 'database', image });
    const metadata = { labels };
    const selector = selectorLabels(instance);

    this.passwordKey = this.user;
    this.maxConnections = this.settings.applicationConnections;
    const passwordAccounts = ['root', this.user, 'backup', 'restore'];
    this.accounts = new RequiredSecret(this, 'Accounts', {
      name: props.accounts ?? `${instance}-accounts`,
      purpose: 'passwords of the database accounts',
      keys: Object.fromEntries(passwordAccounts.map((account) => [account, { random: 32 }])),
      optionalKeys: passwordAccounts.map((account) => `${account}-second`),
    });

    this.nodesNetwork = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.nodesNetwork.allowAmongItself(...Object.values(GROUP_PORTS));
    this.metricsPort = props.metrics && METRICS_PORT;
    if (props.metrics?.scrapedBy) this.nodesNetwork.allowFrom(props.metrics.scrapedBy, METRICS_PORT);
    this.router = this.proxies(props, instance);
    this.network = this.router?.network ?? this.nodesNetwork;
    this.peer = this.network.peer;

    const files = {
      ...configurationFiles(instance, this.settings, props.readYourWrites ?? true, props.tls),
      ...(props.metrics && { [EXPORTER_OPTIONS]: configurationFile('database', EXPORTER_OPTIONS) }),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: files });

    this.nodesService = nodesService(this, labels, { mysql: CLIENT_PORT, ...GROUP_PORTS });
    this.service = new k8s.KubeService(this, 'Service', {
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: this.router?.selector ?? selector,
        ports: servicePorts({ mysql: CLIENT_PORT }),
      },
    });
    this.host = hostOf(this.service);

    if (props.tls) this.authority = this.certificate(instance, labels, props.tls);

    this.statefulSet = new k8s.KubeStatefulSet(this, 'Resource', {
      metadata,
      spec: {
        replicas: size,
        serviceName: this.nodesService.name,
        selector: { matchLabels: selector },
        // All at once: a cluster of which every node was stopped comes back only when its nodes can compare notes.
        podManagementPolicy: 'Parallel',
        // Without minReadySeconds: when the template changes, newer controllers stop all nodes at once that are ready for
        // less than that, and those could be all.
        updateStrategy:
          releaseLine === RELEASE_LINE
            ? { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }
            : { type: 'OnDelete' },
        revisionHistoryLimit: 5,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: podTemplate(this, {
          labels,
          annotations: { 'checksum/config': contentHash(files) },
          user: MYSQL,
          // What probes leave behind is then buried by the pod's first process; the server, as the first, would not.
          shareProcessNamespace: true,
          priorityClassName: props.priorityClassName,
          terminationGracePeriodSeconds: gracePeriod.toSeconds(),
          ...separatePods(selector, size > 1 ? props.separateNodes : 'preferred'),
          ...this.containers(props, image),
          volumes: this.volumes(props.metrics !== undefined),
        }),
        volumeClaimTemplates: [dataClaim(labels, props.volume)],
      },
    });
    nameTemplateKinds(this.statefulSet);
    if (props.metrics?.podMonitor) {
      this.podMonitor = new PodMonitor(this, 'PodMonitor', {
        metadata: { labels: { ...labels, ...props.metrics.podMonitor.labels } },
        spec: { selector: { matchLabels: selector }, podMetricsEndpoints: [{ port: 'metrics' }] },
      });
    }
    if (props.alerts) {
      checkMetrics(this, props);
      this.alerts = new DatabaseAlerts(
        this,
        'Alerts',
        { instance, namespace: this.service.metadata.namespace, size, labels },
        props.alerts,
      );
    }
    if (size > 1) {
      this.disruptionBudget = new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
        metadata,
        spec: {
          maxUnavailable: intOrString(1),
          selector: { matchLabels: selector },
          // A node that isn't ready may hold the newest data: no drain while the others are too few.
          unhealthyPodEvictionPolicy: 'IfHealthyBudget',
        },
      });
    }
  }

  private proxies(props: ClusteredDatabaseProps, name: string): DatabaseRouter | undefined {
    const proxies = props.routing?.proxies;
    if (!proxies) return undefined;
    checkRouting(this, props.size);
    return new DatabaseRouter(this, 'Router', {
      ...proxies,
      priorityClassName: props.priorityClassName,
      nodes: {
        name,
        size: props.size,
        port: CLIENT_PORT,
        positionsPort: GROUP_PORTS.positions,
        connections: this.settings.connections,
        network: this.nodesNetwork,
      },
    });
  }

  private containers(props: ClusteredDatabaseProps, image: string): Pick<k8s.PodSpec, 'containers'> {
    const mariadb = container(this, '', {
      name: 'mariadb',
      image,
      resources: props.resources,
      command: ['bash', `${SCRIPTS_PATH}/galera-start.sh`],
      env: [
        OWN_NAME,
        OWN_ADDRESS,
        { name: 'PEER_DOMAIN', value: this.nodesService.name },
        { name: 'CLUSTER_SIZE', value: String(props.size) },
        { name: 'DONOR_SERVES', value: String(props.donorServes ?? true) },
        { name: 'DATABASE', value: this.database },
        { name: 'APPLICATION_USER', value: this.user },
      ],
      ports: containerPorts({ mysql: CLIENT_PORT, ...GROUP_PORTS }),
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/mysql' },
        { name: 'settings', mountPath: '/etc/mysql', readOnly: true },
        { name: 'scripts', mountPath: SCRIPTS_PATH, readOnly: true },
        { name: 'accounts', mountPath: ACCOUNTS_PATH, readOnly: true },
        { name: 'state', mountPath: '/run/galera' },
        { name: 'socket', mountPath: '/run/mysqld' },
        { name: 'tmp', mountPath: '/tmp' },
        ...(props.tls ? [{ name: 'tls', mountPath: '/etc/database-tls', readOnly: true }] : []),
      ],
      startupProbe: probe('started', { initialDelaySeconds: 5, periodSeconds: 6, failureThreshold: 300 }),
      livenessProbe: probe('alive', { periodSeconds: 20, failureThreshold: 6 }),
      readinessProbe: probe('ready', { periodSeconds: 5, failureThreshold: 2 }),
      lifecycle: { preStop: { exec: { command: ['bash', `${SCRIPTS_PATH}/galera-leave.sh`] } } },
    });
    if (!props.metrics) return { containers: [mariadb] };

    const exporter = container(this, 'metrics', {
      name: 'metrics',
      image: props.metrics.image ?? DEFAULT_IMAGES.mysqldExporter,
      // Another user than the server's: as that one, it could be any account of the socket.
      user: EXPORTER,
      resources: props.metrics.resources ?? { cpu: '20m', memory: '64Mi' },
      args: ['--config.my-cnf=/etc/mysqld-exporter/exporter.cnf', `--web.listen-address=:${METRICS_PORT}`],
      ports: containerPorts({ metrics: METRICS_PORT }),
      // Its front page: the metrics themselves would ask the database.
      livenessProbe: {
        httpGet: { path: '/', port: intOrString('metrics'), scheme: 'HTTP' },
        periodSeconds: 20,
        timeoutSeconds: 5,
        failureThreshold: 6,
      },
      volumeMounts: [
        { name: 'exporter', mountPath: '/etc/mysqld-exporter', readOnly: true },
        { name: 'socket', mountPath: '/run/mysqld', readOnly: true },
      ],
    });
    return { containers: [mariadb, exporter] };
  }

  private volumes(metrics: boolean): k8s.Volume[] {
    const inMemory = { medium: 'Memory', sizeLimit: quantity('1Mi') };
    return [
      this.configVolume('settings', ['my.cnf']),
      // The server starts one of them by its name.
      this.configVolume('scripts', SCRIPTS, 0o555),
      this.accounts.volumeWithOptionalKeys('accounts'),
      { name: 'state', emptyDir: inMemory },
      { name: 'socket', emptyDir: inMemory },
      { name: 'tmp', emptyDir: { sizeLimit: quantity('128Mi') } },
      ...(this.authority
        ? [{ name: 'tls', secret: { secretName: this.authority.secretName, defaultMode: 0o440 } }]
        : []),
      ...(metrics ? [this.configVolume('exporter', [EXPORTER_OPTIONS])] : []),
    ];
  }

  /** Asks for the certificate, and says where whoever signed it is. */
  private certificate(instance: string, labels: Record<string, string>, tls: DatabaseTls): CertificateAuthority {
    tls.check(this);
    const { namespace } = this.service.metadata;
    const names = (service: string) => [
      service,
      ...(namespace ? [`${service}.${namespace}`, `${service}.${namespace}.svc`] : []),
    ];
    const hosts = [...names(this.service.name), ...names(`*.${this.nodesService.name}`).slice(1)];
    const secretName = tls.certificateOf(instance);
    if (tls.certManager) {
      certificateFromIssuer(this, tls.certManager, secretName, { hosts, labels });
    } else {
      new RequiredSecret(this, 'Tls', {
        name: secretName,
        purpose: `certificate of the database ${instance}`,
        type: 'kubernetes.io/tls',
        keys: Object.fromEntries(['tls.crt', 'tls.key', 'ca.crt'].map((key) => [key, { certificateFor: hosts }])),
      });
    }
    return { secretName, key: 'ca.crt' };
  }

  private configVolume(name: string, files: readonly string[], defaultMode = 0o444): k8s.Volume {
    const items = files.map((file) => ({ key: file, path: file }));
    return { name, configMap: { name: this.config.name, defaultMode, items } };
  }
}

function configurationFiles(
  clusterName: string,
  settings: DatabaseSettings,
  readYourWrites: boolean,
  tls?: DatabaseTls,
): Record<string, string> {
  return {
    'my.cnf': configurationFile('database', 'my.cnf', {
      clusterName,
      bufferPool: settings.bufferPool,
      redoLog: settings.redoLog,
      transferCache: settings.transferCache,
      largestTransaction: settings.largestTransaction,
      appliers: settings.appliers,
      connections: settings.connections,
      applicationConnections: settings.applicationConnections,
      syncWait: readYourWrites ? 1 : 0,
      groupTls: tls ? GROUP_TLS : '',
      tls: tls
        ? configurationFile('database', 'tls.cnf', { encryptedClientsOnly: tls.plainClients ? 'OFF' : 'ON' })
        : '',
    }),
    ...Object.fromEntries(SCRIPTS.map((script) => [script, configurationFile('database', script)])),
  };
}

function probe(question: string, timing: Omit<k8s.Probe, 'exec' | 'timeoutSeconds'>): k8s.Probe {
  return { exec: { command: ['bash', `${SCRIPTS_PATH}/galera-probe.sh`, question] }, timeoutSeconds: 10, ...timing };
}

function checkSize(scope: Construct, size: number): void {
  if (size === 1 || (Number.isInteger(size) && size >= 3 && size % 2 === 1)) return;
  reject(scope, {
    prop: 'size',
    value: size,
    rule: 'a Galera cluster needs an odd size of at least 3, so that a majority can always exist',
    fix: size < 3 ? 'use 3 or 5, or 1 for development' : 'use 3 or 5',
  });
}

function checkMetrics(scope: Construct, { metrics }: ClusteredDatabaseProps): void {
  if (metrics) return;
  reject(scope, {
    prop: 'metrics',
    value: metrics,
    rule: 'alerts look at metrics, and there is no exporter of any',
    fix: 'add metrics: {}, or leave alerts out',
  });
}

function checkRouting(scope: Construct, size: number): void {
  if (size > 1) return;
  reject(scope, {
    prop: 'routing',
    value: 'DatabaseRouting.oneWriter()',
    rule: 'a database of one node has no other writer anyway',
    fix: 'leave routing out, or use size: 3',
  });
}

function checkName(scope: Construct, name: string): void {
  if (name.length <= LONGEST_NAME) return;
  reject(scope, {
    prop: 'the name made from its construct ids',
    value: name,
    rule: `the names of its pods must fit into a label, which leaves ${LONGEST_NAME} characters`,
    fix: 'shorten or rename the construct ids on its path',
  });
}

function checkedReleaseLine(scope: Construct, line: string, image: string): string {
  if (!/^\d+\.\d+$/.test(line)) {
    reject(scope, {
      prop: 'releaseLine',
      value: line,
      rule: 'it is the first two numbers of a version of MariaDB',
      fix: `leave it out for ${RELEASE_LINE}`,
    });
  }
  // A tag of somebody's own may say nothing of the version.
  const [version] = /^\d+\.\d+/.exec(imageVersion(image)) ?? [line];
  if (version !== line) {
    reject(scope, {
      prop: 'image',
      value: image,
      rule: `data that another release line than ${line} has opened may never go back`,
      fix: `use ${line}, or read "upgrade MariaDB" in docs/how-to and then set releaseLine: '${version}'`,
    });
  }
  return line;
}

function checkedIdentifier(scope: Construct, prop: string, value: string, longest: number): string {
  if (new RegExp(`^[a-z][a-z0-9_]{0,${longest - 1}}$`).test(value)) return value;
  reject(scope, {
    prop,
    value,
    rule: `it must begin with a lower-case letter and have only those, digits and underscores, at most ${longest}`,
    fix: 'use a name like wordpress or blog_2',
  });
}

function checkedUser(scope: Construct, user: string): string {
  if (RESERVED_ACCOUNTS.includes(user)) {
    reject(scope, {
      prop: 'user',
      value: user,
      rule: 'the database has an account of its own under this name',
      fix: 'use another one, like wordpress',
    });
  }
  return checkedIdentifier(scope, 'user', user, 32);
}

function checkedSettings(scope: Construct, { resources, volume, largestTransaction }: ClusteredDatabaseProps) {
  const memory = quantityOf(scope, 'resources.memory', resources.memory);
  if (memory < LEAST_MEMORY) {
    reject(scope, {
      prop: 'resources.memory',
      value: resources.memory,
      rule: `a database node needs at least ${formatBytes(LEAST_MEMORY)} for its caches and connections`,
      fix: `use ${formatBytes(LEAST_MEMORY)} for development and 2Gi or more for production`,
    });
  }
  const cpu = quantityOf(scope, 'resources.cpu', resources.cpu);
  const computed = databaseSettings(memory, cpu);
  const settings = {
    ...computed,
    ...(largestTransaction !== undefined && {
      largestTransaction: checkedTransaction(scope, largestTransaction, memory),
    }),
  };
  storageClassName(scope, 'volume.class', volume.class);
  if (!volume.class.suitsDatabases) {
    reject(scope, {
      prop: 'volume.class',
      value: volume.class.className,
      rule: 'a database needs a volume that locks and syncs as a local disk does, which network file systems do not',
      fix: 'use a class of block storage',
    });
  }
  if (quantityOf(scope, 'volume.size', volume.size) < leastVolume(settings)) {
    reject(scope, {
      prop: 'volume.size',
      value: volume.size,
      rule: `with ${resources.memory} memory, logs and the cache of transactions alone may take half of ${formatBytes(leastVolume(settings))}`,
      fix: `use at least ${formatBytes(leastVolume(settings))}`,
    });
  }
  return settings;
}

function checkedTransaction(scope: Construct, size: string, memory: number): number {
  const bytes = quantityOf(scope, 'largestTransaction', size);
  const most = Math.min(memory / 4, LARGEST_WRITE_SET);
  if (bytes >= 2 ** 20 && bytes <= most) return bytes;
  reject(scope, {
    prop: 'largestTransaction',
    value: size,
    rule: 'every node holds a transaction in memory, so it may take a quarter of that, at most 2Gi, and at least 1Mi',
    fix: `use at most ${formatBytes(Math.floor(most / 2 ** 20) * 2 ** 20)}`,
  });
}

function checkedGracePeriod(scope: Construct, period: Duration): Duration {
  if (wholeSeconds(scope, 'terminationGracePeriod', period) >= LEAST_GRACE.toSeconds()) return period;
  reject(scope, {
    prop: 'terminationGracePeriod',
    value: period.toHumanString(),
    rule: 'a node that is killed before it has written everything down must repair its data at the next start',
    fix: `use at least ${LEAST_GRACE.toHumanString()}`,
  });
}
