import { dirname } from 'path';
import { Cron, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { accountVolume } from '../database/account-volume';
import { DatabaseEndpoint } from '../database/database-endpoint';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES, pinnedImage } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { isMailAddress } from '../kubernetes/mail-address';
import { container, PodSteps, podTemplate } from '../kubernetes/pod';
import { quantity, quantityOf } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { containerResources, Resources } from '../kubernetes/resources';
import { checkedSchedule, checkedTimeZone } from '../kubernetes/schedule';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { hostName } from '../network/host-name';
import { storageClassName, VolumeRequest } from '../storage/storage-class';
import { pageAge } from './page-cache';
import { phpFpmSettings } from './php-fpm-settings';
import { commandProbes } from './probes';
import { securityHeaders } from './security-headers';
import { ApplicationPod, OutgoingAccess, temporaryFiles, WEB_POD, WebApplication } from './web-application';

/** Settings of a {@link WordPressSite}. */
export interface WordPressSiteProps {
  /** Where posts and settings are. */
  readonly database: DatabaseEndpoint;
  /** Volume that all web pods share, for uploads, themes and plugins. */
  readonly files: VolumeRequest;
  /** Host name under which visitors find the site. */
  readonly host: string;
  /**
   * Whether visitors come over HTTPS.
   * @default true
   */
  readonly https?: boolean;
  /**
   * Title of a new site.
   * @default - the host
   */
  readonly title?: string;
  /** Mail address of the administrator of a new site. */
  readonly adminEmail: string;
  /**
   * Login name of the administrator of a new site.
   * @default administrator
   */
  readonly adminUser?: string;
  /**
   * Language of a new site, as WordPress names it; its files must be in the image.
   * @default - English
   */
  readonly language?: string;
  /**
   * Whether search engines may list a new site.
   * @default true
   */
  readonly public?: boolean;
  /**
   * What the names of WordPress' tables begin with.
   * @default wp_
   */
  readonly tablePrefix?: string;
  /**
   * Image with WordPress' files and php-fpm.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What php-fpm may use in each web pod. Its children are as many as the memory holds.
   * @default - 250m CPU, 512Mi memory
   */
  readonly resources?: Resources;
  /**
   * Requests that a web pod works on at the same time.
   * @default - as many as the memory holds
   */
  readonly children?: number;
  /**
   * Largest upload, in whole mebibytes: `64Mi`.
   * @default 64Mi
   */
  readonly maxUpload?: string;
  /**
   * Seconds until a page must be rendered.
   * @default 120
   */
  readonly timeout?: number;
  /**
   * Whether PHP makes machine code of what runs most. Leave it on unless an extension or a plugin can't take it.
   * @default true
   */
  readonly jit?: boolean;
  /**
   * How old a page may be that visitors get who aren't logged in, and which nginx keeps in RAM; none at all for never.
   * @default Duration.seconds(10)
   */
  readonly pageCache?: Duration;
  /**
   * Headers of every answer, beside those that protect visitors or in their place; an empty value leaves one out.
   * @default - X-Content-Type-Options, X-Frame-Options, Content-Security-Policy (frames only), Referrer-Policy,
   * Permissions-Policy and, over HTTPS, Strict-Transport-Security
   * @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whether programs may use `xmlrpc.php`, the interface that the REST API replaced and that passwords are tried at.
   * @default false
   */
  readonly xmlRpc?: boolean;
  /**
   * Name of the Secret with the administrator's password and the salts.
   * @default - the construct's name with `-secrets`
   */
  readonly secretName?: string;
  /**
   * Whether administrators may install plugins and themes in the browser. If not, those of the image are brought up to
   * its version by each installation. WordPress itself always comes from the image.
   * @default false
   */
  readonly fileModifications?: boolean;
  /**
   * Whether WordPress writes notices to the pods' logs.
   * @default false
   */
  readonly debug?: boolean;
  /**
   * How often WordPress' own scheduled work runs.
   * @default - every 5 minutes
   */
  readonly cron?: Cron;
  /**
   * Time zone of that schedule.
   * @default Etc/UTC
   */
  readonly timeZone?: string;
  /**
   * Where its plugins, updates checks and mails may go, beside the database.
   * @default - nowhere
   */
  readonly outgoing?: readonly OutgoingAccess[];
  /**
   * Name of the PriorityClass of its jobs.
   * @default - the cluster's default priority
   */
  readonly jobPriorityClassName?: string;
}

/** Debian's `www-data`, who owns WordPress' files in the official image. */
const WWW_DATA = { uid: 33 };
const ROOT = '/var/www/html';
const IMAGE_SOURCE = '/usr/src/wordpress';
const SCRIPTS = '/etc/wordpress';
const DEFAULT_RESOURCES: Resources = { cpu: '250m', memory: '512Mi' };
const JOB_RESOURCES: Resources = { cpu: '50m', memory: '256Mi' };
const DEFAULT_TIMEOUT = 120;
const DEFAULT_PAGE_CACHE = Duration.seconds(10);
/** What nginx serves without asking PHP, where it is there. */
const FILES = 'css|js|mjs|map|gif|png|jpe?g|webp|avif|svg|ico|woff2?|ttf|otf|eot|mp4|webm|mp3|pdf';
/** Seconds by which whoever waits for nginx' inner part is more patient than that. */
const MORE_PATIENCE = 5;
/** Longest wait for a database in trouble: an installation that gives up waits for a person. */
const INSTALL_PATIENCE = Duration.hours(6);
const INSTALL_TRIES = 20;
const DEFAULT_ADMINISTRATOR = 'administrator';
const SALTS = [
  'auth-key',
  'secure-auth-key',
  'logged-in-key',
  'nonce-key',
  'auth-salt',
  'secure-auth-salt',
  'logged-in-salt',
  'nonce-salt',
];
/** Path of php-fpm's metrics. */
const PHP_METRICS = '/metrics/php';
/** One connection each for installing and for scheduled work. */
const JOB_CONNECTIONS = 2;

/**
 * A WordPress site: what its web pods need, the volume they share, its installation and its scheduled work.
 *
 * The code comes from the image and is the same on all pods; `wp-content` is on the shared volume; settings are
 * mounted; secrets are read from files. Give it to a `WebWithFilebeatSidecar` as its application.
 */
export class WordPressSite extends Construct implements WebApplication {
  readonly programName = 'wordpress';
  readonly image: string;
  /** Host name under which visitors find the site. */
  readonly host: string;
  /** Volume that all web pods share. */
  readonly files: k8s.KubePersistentVolumeClaim;
  /** `wp-config.php`, php-fpm's settings and the scripts. */
  readonly config: k8s.KubeConfigMap;
  /** The administrator's password and the salts. */
  readonly secrets: RequiredSecret;
  /** Installs the site, or brings its database to a new version; one for each version and setting. */
  readonly installJob: k8s.KubeJob;
  /** Runs WordPress' scheduled work, once for all pods. */
  readonly cronJob: k8s.KubeCronJob;
  /** What the jobs may reach. */
  readonly network: WorkloadNetwork;

  private readonly props: WordPressSiteProps;
  private readonly scripts: Record<string, string>;
  private readonly installPod: k8s.PodSpec;

  /**
   * @throws ConfigurationError if the host, a mail address, the volume's class, a size or the schedule can't work
   */
  constructor(scope: Construct, id: string, props: WordPressSiteProps) {
    super(scope, id);
    this.props = props;
    this.image = pinnedImage(this, 'image', props.image ?? DEFAULT_IMAGES.wordpress);
    this.host = hostName(this, 'host', props.host);
    checkSite(this, props);

    const instance = instanceName(this);
    const labels = standardLabels({ name: this.programName, instance, component: 'site', image: this.image });
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.connectTo(props.database);
    for (const { peer, port } of props.outgoing ?? []) this.network.allowTo(peer, port);

    this.secrets = new RequiredSecret(this, 'Secrets', {
      name: props.secretName ?? `${instance}-secrets`,
      purpose: `password of the administrator ${props.adminUser ?? DEFAULT_ADMINISTRATOR}, and salts`,
      keys: {
        'admin-password': { random: 24 },
        ...Object.fromEntries(SALTS.map((salt) => [salt, { random: 64 }])),
      },
    });
    this.files = new k8s.KubePersistentVolumeClaim(this, 'Files', {
      metadata,
      spec: {
        accessModes: [props.files.class.singleNode ? 'ReadWriteOnce' : 'ReadWriteMany'],
        storageClassName: storageClassName(this, 'files.class', props.files.class),
        volumeMode: 'Filesystem',
        resources: { requests: { storage: quantity(props.files.size) } },
      },
    });

    this.scripts = scripts(this, props);
    this.config = new k8s.KubeConfigMap(this, 'Scripts', { metadata, data: this.scripts });

    // A Job can't be changed: a new image or setting makes a new one.
    const install = this.jobTemplate(labels, 'install');
    this.installPod = install.spec as k8s.PodSpec;
    this.installJob = new k8s.KubeJob(this, `Install-${contentHash(install).slice(0, 8)}`, {
      metadata,
      spec: {
        backoffLimit: INSTALL_TRIES,
        activeDeadlineSeconds: INSTALL_PATIENCE.toSeconds(),
        template: install,
      },
    });
    this.cronJob = new k8s.KubeCronJob(this, 'Cron', {
      metadata,
      spec: {
        schedule: checkedSchedule(this, 'cron', (props.cron ?? Cron.schedule({ minute: '*/5' })).expressionString),
        timeZone: checkedTimeZone(this, 'timeZone', props.timeZone ?? 'Etc/UTC'),
        concurrencyPolicy: 'Forbid',
        suspend: false,
        startingDeadlineSeconds: 120,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 2,
        jobTemplate: {
          metadata: { labels },
          spec: { backoffLimit: 0, activeDeadlineSeconds: 1200, template: this.jobTemplate(labels, 'cron') },
        },
      },
    });
  }

  /**
   * The steps of the installation, for the end of a pod that has put other content into the database and onto the
   * volume: what is older than the image is brought up to it.
   */
  installation(): PodSteps {
    const { initContainers, containers, volumes } = this.installPod;
    return { initContainers, containers, volumes };
  }

  /** Statements in SQL, each of which finds something in the database of every site that is whole. */
  essentials(): string[] {
    const prefix = this.props.tablePrefix ?? 'wp_';
    return [
      `select 1 from ${prefix}options where option_name = 'siteurl' and option_value <> ''`,
      `select 1 from ${prefix}users limit 1`,
    ];
  }

  bind(): ApplicationPod {
    const { props, image } = this;
    const resources = props.resources ?? DEFAULT_RESOURCES;
    const maxUpload = uploadMebibytes(this, props.maxUpload);
    const room = temporaryFiles(maxUpload);
    const timeout = props.timeout ?? DEFAULT_TIMEOUT;
    const https = props.https ?? true;
    const keptFor = pageCacheSeconds(this, props.pageCache);
    const { fresh, revalidated } = pageAge(keptFor);
    const { maps, headers } = securityHeaders(this, https, props.headers);
    const code: k8s.VolumeMount = { name: 'code', mountPath: ROOT, readOnly: true };
    const content: k8s.VolumeMount = { name: 'files', mountPath: `${ROOT}/wp-content` };
    return {
      user: WWW_DATA,
      initContainers: [
        container(this, '', {
          name: 'copy-core',
          image,
          resources: JOB_RESOURCES,
          command: ['sh', `${SCRIPTS}/copy-core.sh`, IMAGE_SOURCE, ROOT],
          volumeMounts: [{ ...code, readOnly: false }, SCRIPTS_MOUNT],
        }),
        container(this, '', {
          name: 'wait-for-installation',
          image,
          resources: JOB_RESOURCES,
          command: ['php', `${SCRIPTS}/wait-for-installation.php`, ROOT],
          volumeMounts: [SCRIPTS_MOUNT, DATABASE_PASSWORD_MOUNT, code, TMP_MOUNT],
        }),
      ],
      containers: [
        container(this, '', {
          name: 'php-fpm',
          image,
          resources: { ephemeralStorage: room, ...resources },
          command: ['php-fpm', '--nodaemonize', '--force-stderr', '--fpm-config', `${SCRIPTS}/php-fpm.conf`],
          // An empty first entry keeps the image's own folder; ours comes after it.
          env: [
            { name: 'PHP_INI_SCAN_DIR', value: `:${SCRIPTS}` },
            // As opcache.huge_code_pages, for what a request needs: pages of 2 MiB, where the machine has them.
            { name: 'USE_ZEND_ALLOC_HUGE_PAGES', value: '1' },
          ],
          volumeMounts: [
            ...siteMounts(dirname(ROOT)),
            code,
            content,
            TMP_MOUNT,
            { ...WEB_POD.run },
            ...(keptFor > 0 ? [{ ...WEB_POD.pages }] : []),
          ],
          ...commandProbes(['php', `${SCRIPTS}/fpm-ping.php`, WEB_POD.socket]),
          // A second after nginx, which still passes requests on.
          lifecycle: { preStop: { exec: { command: ['sleep', '6'] } } },
        }),
      ],
      volumes: [...this.siteVolumes(), { name: 'code', emptyDir: { sizeLimit: quantity('512Mi') } }, tmpVolume(room)],
      server: {
        kind: 'nginx',
        // An upload comes with a little more around it.
        maxUploadMebibytes: maxUpload + 1,
        readyPath: '/-/php',
        keepsPages: keptFor > 0,
        metrics: {
          path: PHP_METRICS,
          configuration: configurationFile('web', 'php-metrics.conf', {
            path: PHP_METRICS,
            statusSocket: WEB_POD.statusSocket,
          }),
        },
        mounts: [code, { ...content, readOnly: true }],
        configuration: configurationFile('web', 'wordpress.conf', {
          port: WEB_POD.port,
          renderingPort: WEB_POD.renderingPort,
          root: ROOT,
          socket: WEB_POD.socket,
          statusSocket: WEB_POD.statusSocket,
          timeout,
          patience: timeout + MORE_PATIENCE,
          cache: keptFor > 0 ? 'pages' : 'off',
          fresh,
          revalidation: revalidated > 0 ? `stale-while-revalidate=${revalidated}` : '',
          closed: `wp-cron|wp-config[^/]*${props.xmlRpc ? '' : '|xmlrpc'}`,
          files: FILES,
          https: https ? 'on' : "''",
          headerMaps: maps,
          headers,
        }),
      },
      connectsTo: [props.database],
      outgoing: props.outgoing ?? [],
      configuration: this.scripts,
      connections: {
        perPod: phpFpmSettings(this, resources, props.children).children,
        available: props.database.maxConnections,
        besides: JOB_CONNECTIONS,
      },
    };
  }

  /** A pod that runs one of the scripts and ends. */
  private jobTemplate(labels: Record<string, string>, task: 'install' | 'cron'): k8s.PodTemplateSpec {
    const { props, image } = this;
    const files = { name: 'files', mountPath: `${IMAGE_SOURCE}/wp-content` };
    const trusted = trustedBy(props.database);
    return podTemplate(this, {
      labels,
      annotations: { 'checksum/config': contentHash(this.scripts) },
      user: WWW_DATA,
      restartPolicy: 'Never',
      priorityClassName: props.jobPriorityClassName,
      volumes: [
        ...this.siteVolumes(task === 'install' ? ['admin-password', ...SALTS] : SALTS),
        tmpVolume(JOB_TEMPORARY_FILES),
      ],
      ...(task === 'install' && {
        initContainers: [
          container(this, '', {
            name: 'copy-content',
            image,
            resources: JOB_RESOURCES,
            command: [
              'sh',
              `${SCRIPTS}/copy-content.sh`,
              IMAGE_SOURCE,
              '/content',
              props.fileModifications ? 'keep' : 'replace',
            ],
            volumeMounts: [SCRIPTS_MOUNT, { name: 'files', mountPath: '/content' }],
          }),
        ],
      }),
      containers: [
        container(this, '', {
          name: task,
          image,
          resources: JOB_RESOURCES,
          command: ['php', `${SCRIPTS}/${task}.php`, IMAGE_SOURCE],
          ...(trusted.length > 0 && { env: trusted }),
          volumeMounts: [...siteMounts(dirname(IMAGE_SOURCE)), files, TMP_MOUNT],
        }),
      ],
    });
  }

  private siteVolumes(secretKeys: readonly string[] = SALTS): k8s.Volume[] {
    const { database } = this.props;
    return [
      { name: 'wordpress-config', configMap: { name: this.config.name, defaultMode: 0o444 } },
      accountVolume(database, 'database-password', [database.passwordKey]),
      this.secrets.volume('wordpress-secrets', secretKeys),
      { name: 'files', persistentVolumeClaim: { claimName: this.files.name } },
    ];
  }
}

const SCRIPTS_MOUNT: k8s.VolumeMount = { name: 'wordpress-config', mountPath: SCRIPTS, readOnly: true };
const TMP_MOUNT: k8s.VolumeMount = { name: 'php-tmp', mountPath: '/tmp' };
const DATABASE_PASSWORD_MOUNT: k8s.VolumeMount = {
  name: 'database-password',
  mountPath: '/run/secrets/database',
  readOnly: true,
};
/** With the first flag alone, PHP encrypts and believes any certificate. */
const VERIFIED_TLS = 'MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT';
const JOB_TEMPORARY_FILES = '256Mi';

function tmpVolume(size: string): k8s.Volume {
  return { name: TMP_MOUNT.name, emptyDir: { sizeLimit: quantity(size) } };
}

/**
 * What PHP reads for every page. Each is mounted as a file, which stays as it is for as long as a container runs: Kubernetes
 * puts a new folder in the place of a changed one, and PHP remembers for two minutes where the old one was.
 */
const SCRIPTS_OF_EVERY_PAGE = [
  'wp-config.php',
  'database-connection.php',
  'known-answers.php',
  'page-cache.php',
  'theme-files.php',
];

/** Settings and secrets; WordPress also looks for `wp-config.php` in the folder above its own. */
function siteMounts(above: string): k8s.VolumeMount[] {
  return [
    SCRIPTS_MOUNT,
    ...SCRIPTS_OF_EVERY_PAGE.map((file) => ({
      name: SCRIPTS_MOUNT.name,
      mountPath: `${above}/${file}`,
      subPath: file,
      readOnly: true,
    })),
    DATABASE_PASSWORD_MOUNT,
    { name: 'wordpress-secrets', mountPath: '/run/secrets/wordpress', readOnly: true },
  ];
}

/**
 * WordPress connects by itself, and can't be told whom to trust: OpenSSL takes this one beside those of the system,
 * which it has in a folder.
 */
function trustedBy({ authority }: DatabaseEndpoint) {
  return authority ? [{ name: 'SSL_CERT_FILE', value: '/run/secrets/database/ca.crt' }] : [];
}

function scripts(site: WordPressSite, props: WordPressSiteProps): Record<string, string> {
  const { database } = props;
  const resources = props.resources ?? DEFAULT_RESOURCES;
  const { opcacheMegabytes, jitMegabytes } = phpFpmSettings(site, resources, props.children);
  const timeout = props.timeout ?? DEFAULT_TIMEOUT;
  const account = {
    database: database.database,
    user: database.user,
    passwordKey: database.passwordKey,
    databaseHost: database.host,
    databasePort: database.port,
    tablePrefix: props.tablePrefix ?? 'wp_',
    clientFlags: database.authority ? VERIFIED_TLS : '0',
  };
  const file = (name: string, values: Record<string, string | number> = {}) => ({
    [name]: configurationFile('web', name, values),
  });
  return {
    ...file('wp-config.php', {
      ...account,
      url: `${(props.https ?? true) ? 'https' : 'http'}://${props.host}`,
      disallowFileModifications: String(!(props.fileModifications ?? false)),
      debug: String(props.debug ?? false),
      // Asking in vain takes seconds of each administration page.
      blockOutgoing: String((props.outgoing ?? []).length === 0),
    }),
    ...file('database-connection.php'),
    ...file('known-answers.php'),
    ...file('page-cache.php', { pages: WEB_POD.pages.mountPath }),
    ...file('theme-files.php'),
    ...file('database.php', account),
    ...file('php-fpm.conf', {
      socket: WEB_POD.socket,
      statusSocket: WEB_POD.statusSocket,
      children: phpFpmSettings(site, resources, props.children).children,
      timeout,
      environment: trustedBy(database)
        .map(({ name, value }) => `env[${name}] = ${value}\n`)
        .join(''),
    }),
    'wordpress.ini': configurationFile('web', 'php.ini', {
      memoryLimit: '256M',
      maxUpload: `${uploadMebibytes(site, props.maxUpload)}M`,
      maxPost: `${uploadMebibytes(site, props.maxUpload) + 1}M`,
      timeout,
      opcacheMegabytes,
      jit: (props.jit ?? true) ? 'tracing' : 'disable',
      jitMegabytes,
    }),
    'install.json': `${JSON.stringify(
      {
        host: props.host,
        title: props.title ?? props.host,
        adminUser: props.adminUser ?? DEFAULT_ADMINISTRATOR,
        adminEmail: props.adminEmail,
        public: props.public ?? true,
        language: props.language ?? '',
      },
      undefined,
      2,
    )}\n`,
    ...file('install.php'),
    ...file('cron.php', { host: props.host }),
    ...file('wait-for-installation.php'),
    ...file('fpm-ping.php'),
    ...file('copy-core.sh'),
    ...file('copy-content.sh'),
  };
}

function uploadMebibytes(site: WordPressSite, maxUpload = '64Mi'): number {
  const mebibytes = quantityOf(site, 'maxUpload', maxUpload) / 2 ** 20;
  if (!Number.isInteger(mebibytes) || mebibytes > 1024) {
    reject(site, {
      prop: 'maxUpload',
      value: maxUpload,
      rule: 'nginx and PHP count it in whole mebibytes, and keep uploads as temporary files, so 1Gi at most',
      fix: 'use for example 64Mi',
    });
  }
  return mebibytes;
}

function pageCacheSeconds(site: WordPressSite, pageCache = DEFAULT_PAGE_CACHE): number {
  const seconds = pageCache.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3600) {
    reject(site, {
      prop: 'pageCache',
      value: `${seconds} seconds`,
      rule: 'nginx counts whole seconds, and a page older than an hour would surprise its author',
      fix: 'use for example Duration.seconds(10), or Duration.seconds(0) for never',
    });
  }
  return seconds;
}

function checkSite(site: WordPressSite, props: WordPressSiteProps): void {
  quantityOf(site, 'files.size', props.files.size);
  containerResources(site, 'resources', props.resources ?? DEFAULT_RESOURCES);
  pageCacheSeconds(site, props.pageCache);
  securityHeaders(site, props.https ?? true, props.headers);
  if (!props.files.class.shared) {
    reject(site, {
      prop: 'files.class',
      value: props.files.class.className,
      rule: 'every web pod, on whatever node, mounts this volume, so its class must allow many mounts (ReadWriteMany)',
      fix: 'use an NfsStorageClass or StorageClass.sharedFiles(...)',
    });
  }
  if (!isMailAddress(props.adminEmail)) {
    reject(site, {
      prop: 'adminEmail',
      value: props.adminEmail,
      rule: 'WordPress sends the administrator mail and takes no other address',
      fix: 'write it like editor@example.org',
    });
  }
  if (props.adminUser !== undefined && !/^[A-Za-z0-9 _.@-]{1,60}$/.test(props.adminUser)) {
    reject(site, {
      prop: 'adminUser',
      value: props.adminUser,
      rule: 'a login name has letters, digits, spaces and _ . - @, at most 60',
      fix: `leave it out for ${DEFAULT_ADMINISTRATOR}`,
    });
  }
  if (props.title !== undefined && (props.title.length > 255 || /[\p{Cc}\p{Cs}]/u.test(props.title))) {
    reject(site, {
      prop: 'title',
      value: props.title,
      rule: 'it is one line of at most 255 characters that can be shown',
      fix: 'write it like Our blog, or leave it out for the host',
    });
  }
  if (props.language !== undefined && !/^[A-Za-z]{2,4}([_-][A-Za-z0-9]+)*$/.test(props.language)) {
    reject(site, {
      prop: 'language',
      value: props.language,
      rule: 'WordPress names a language by its code, with its country or form behind it',
      fix: 'write it like es_ES or de_DE_formal, or leave it out for English',
    });
  }
  if (props.tablePrefix !== undefined && !/^[a-z][a-z0-9_]{0,18}_$/.test(props.tablePrefix)) {
    reject(site, {
      prop: 'tablePrefix',
      value: props.tablePrefix,
      rule: 'tables are named after it: lower-case letters, digits and underscores, with an underscore at its end, at most 20',
      fix: 'use wp_',
    });
  }
  if (props.timeout !== undefined && !(Number.isInteger(props.timeout) && props.timeout >= 5 && props.timeout <= 900)) {
    reject(site, {
      prop: 'timeout',
      value: props.timeout,
      rule: 'it is in whole seconds, and a page that takes under 5 or over 900 is no page',
      fix: 'use 120',
    });
  }
}
