import { Cron, CronOptions, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AccessLog,
  CertificateSource,
  DatabaseRouting,
  DatabaseTls,
  DatabaseTlsOptions,
  OneWriterOptions,
  Operators,
  DEFAULT_IMAGES,
  DirectAccess,
  Disruption,
  Exposure,
  GitContent,
  ImageLock,
  Images,
  KafkaClusterProps,
  KafkaInputProps,
  LogInput,
  LogPipelineSettings,
  NfsProvisioner,
  Owner,
  NfsStorageClassProps,
  NfsSubdirOptions,
  Peer,
  PodMonitorProps,
  Resources,
  Scale,
  SecretSource,
  StorageClass,
  StorageClassRef,
  Tls,
  VolumeRequest,
  WordPressStackProps,
} from '../lib';

/** Every prop of a type, so that a new one stops the type check until it is tried here, too. */
type Settings<T> = { readonly [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> };
type Given<K extends keyof WordPressStackProps> = NonNullable<WordPressStackProps[K]>;

/** Name of the environment that has the settings: some of them must fit it. */
export const ENVIRONMENT = 'random';

/** Text that somebody might type, paste or smuggle in, which no setting of ours asks for. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '-',
  '-a',
  'a-',
  '~',
  'null',
  'true',
  'yes',
  'on',
  '0644',
  '12:30',
  '1e3',
  '.inf',
  '=',
  '<<',
  '__proto__',
  'constructor',
  'toString',
  'ÜBER',
  '😀',
  'a\u0000b',
  'a\u001bb',
  'a\u2028b',
  'a\u0085b',
  '\ufeffa',
  '\ud800',
  'a\tb',
  'a\nb',
  'a\r\nb',
  'a ',
  ' a',
  'a: b',
  'a #b',
  '#a',
  '- a',
  '? a',
  '&a b',
  '*a',
  '!!binary a',
  '%a',
  '@a',
  '|',
  '>-',
  '[a, b]',
  '{a: b}',
  '{{a}}',
  '{{port}}',
  '---\nkind: Pod',
  "'",
  '"',
  '\\',
  '\\n',
  "a'b",
  'a"b',
  'a\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: smuggled}\n',
  "'\nsmuggled: true\n'",
  '$(id)',
  '$(HOSTNAME)',
  '$$',
  '$&',
  '$host',
  '`id`',
  '${HOME}',
  '; id #',
  '| id',
  '&& id',
  '--upload-pack=id',
  '-oProxyCommand=id',
  '../../etc/passwd',
  '/../a',
  '//a',
  '/a/',
  "'); system('id'); //",
  '<?php system("id");',
  "'; drop table wp_users; -- ",
  "x' or '1'='1",
  'a; } server { listen 1; ',
  'a" b; smuggled on; #',
  '*',
  '*.example.org',
  'user:secret@example.org',
  'a'.repeat(64),
  'a'.repeat(254),
  'a.'.repeat(140),
  'x'.repeat(70_000),
];

const HOSTILE_NUMBERS = [0, -1, 0.5, 1.5, 101, 65_536, 2 ** 31, 2 ** 53, 1e21, Number.NaN, Infinity, -Infinity];

/** Base64 that looks like a sealed value. */
const SEALED_VALUE = `AgA${'x'.repeat(680)}`;
const SITE_KEYS = ['auth', 'secure-auth', 'logged-in', 'nonce'].flatMap((name) => [`${name}-key`, `${name}-salt`]);

/**
 * Settings of a stack: every prop, every choice, and in between values that nobody should accept.
 *
 * @param wild how many of a thousand texts and numbers are such values
 */
export function randomStack(wild: number): fc.Arbitrary<WordPressStackProps> {
  const rarely = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
    wild === 0
      ? usual
      : fc.oneof({ weight: 1000 - wild, arbitrary: usual }, { weight: wild, arbitrary: other, withCrossShrink: true });

  /** A text of a list or a shape; rarely a hostile one, alone or behind a usual one. */
  const text = (...usual: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> => {
    const good = fc.oneof(...usual.map((one) => (typeof one === 'string' ? fc.constant(one) : one)));
    const hostile = fc.constantFrom(...HOSTILE_TEXTS);
    return rarely(
      good,
      fc.oneof(
        hostile,
        fc.tuple(good, hostile).map(([head, tail]) => head + tail),
        fc.tuple(hostile, good).map(([head, tail]) => head + tail),
        fc.string({ unit: 'binary', maxLength: 80 }),
      ),
    );
  };
  /** One of the values that a type names. */
  const choice = <T extends string>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
  const number = (min: number, max: number) =>
    rarely(fc.integer({ min, max }), fc.oneof(fc.constantFrom(...HOSTILE_NUMBERS), fc.double()));
  const name = (...usual: string[]) => text(...usual, fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/));
  const list = <T>(item: fc.Arbitrary<T>, minLength = 0, maxLength = 2) =>
    fc.uniqueArray(item, { minLength, maxLength });
  /** Props that may be left out are, half of the time. */
  const props = <T extends object>(settings: Settings<T>, ...required: (keyof T)[]): fc.Arbitrary<T> =>
    fc.record(settings, { requiredKeys: required }) as unknown as fc.Arbitrary<T>;
  /** Names of Secrets, of which no two may be for different things. */
  const secret = (purpose: string) => text(`blog-${purpose}`, `${purpose}.example`);
  const dictionary = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<string>) =>
    fc.array(fc.tuple(keys, values), { maxLength: 2 }).map((pairs) => Object.fromEntries(pairs));
  /** A number of units, of which a few fit. */
  const size = (unit: string, ...numbers: number[]) =>
    text(
      ...numbers.map((each) => `${each}${unit}`),
      ...(unit === 'm' ? [] : numbers.map((each) => `${each + 0.5}${unit}`)),
    );
  const duration = (unit: 'seconds' | 'minutes' | 'hours' | 'days', min: number, max: number) =>
    rarely(fc.integer({ min, max }), fc.constantFrom(0, 1, 86_400, 10 ** 9)).map((amount) => Duration[unit](amount));

  const resources = (cpu: readonly number[], memory: readonly number[]): fc.Arbitrary<Resources> =>
    props<Resources>(
      {
        cpu: size('m', ...cpu),
        memory: size('Mi', ...memory),
        cpuLimit: size('m', 4000),
        ephemeralStorage: size('Mi', 256, 512),
      },
      'cpu',
      'memory',
    );
  const small = resources([10, 50], [256, 384]);
  const field = (...usual: string[]) => text('*', ...usual);
  const cron: fc.Arbitrary<Cron> = props<CronOptions>({
    minute: text('0', '30', '*/5', '1-10'),
    hour: text('0', '3', '23', '*'),
    day: field('1', '15'),
    month: field('1-6'),
    weekDay: field('4', 'MON-FRI'),
  }).map((options) => Cron.schedule({ minute: '7', hour: '3', ...options }));
  const timeZone = text('Europe/Madrid', 'Etc/UTC', 'America/Argentina/Buenos_Aires');
  const cidr = text('10.0.0.0/8', '192.0.2.7/32', '2001:db8::/32', '0.0.0.0/0');
  const className = name('fast', 'shared');
  const labels = dictionary(
    text('release', 'example.org/team', 'team', 'app.kubernetes.io/part-of'),
    text('blog', 'a_b.c', 'observability', ''),
  );
  const annotations = dictionary(
    text('example.org/team', 'haproxy.router.openshift.io/timeout'),
    text('blog', '30s', 'a: b'),
  );
  const peer: fc.Arbitrary<Peer> = fc.oneof(
    fc.constant(Peer.anywhere()),
    cidr.map((range) => Peer.addresses(range)),
    name('monitoring').map((namespace) => Peer.namespace(namespace)),
    fc.tuple(fc.option(name('monitoring'), { nil: undefined }), labels).map((pods) => Peer.pods(...pods)),
  );
  const block = rarely(
    className.map((each): StorageClassRef => StorageClass.block(each)),
    className.map((each): StorageClassRef => StorageClass.sharedFiles(each)),
  );
  const volume = (...gibibytes: number[]) =>
    props<VolumeRequest>({ size: size('Gi', ...gibibytes), class: block }, 'size', 'class');
  const priorityClassName = text('system-cluster-critical', 'house-rules');
  const issuer = (purpose: string) => ({
    issuer: name('letsencrypt', 'internal-ca'),
    kind: choice('ClusterIssuer', 'Issuer'),
    secretName: secret(purpose),
    challenge: choice('http01', 'dns01'),
  });
  const separateNodes = choice('required', 'preferred');

  const cluster = props<Given<'cluster'>>({
    platform: choice('kubernetes', 'openshift'),
    kubernetesVersion: text('1.28', '1.29', '1.33', 'v1.36.1', '1.37'),
    dns: peer,
    apiServer: peer,
    secrets: rarely<SecretSource>(
      fc.oneof(
        fc.constant(SecretSource.existing()),
        props<Parameters<typeof SecretSource.external>[0]>(
          {
            store: name('vault'),
            kind: choice('ClusterSecretStore', 'SecretStore'),
            prefix: text('wordpress/production', 'blog'),
            refresh: text('1h0m0s', '15m', '24h'),
          },
          'store',
        ).map((store) => SecretSource.external(store)),
      ),
      fc
        .dictionary(
          text('site-secrets', 'database-accounts'),
          fc.dictionary(text('admin-password', ...SITE_KEYS), text(SEALED_VALUE)),
        )
        .map((values) => SecretSource.sealed(values)),
    ),
    registry: text('registry.example.org/mirror', 'localhost:5000'),
    existing: fc.constant([
      { kind: 'PersistentVolumeClaim', namespace: `wordpress-${ENVIRONMENT}-logs`, name: 'countries' },
      { kind: 'PriorityClass', name: 'house-rules' },
    ]),
  });

  const image = (key: keyof Images) => text(DEFAULT_IMAGES[key], `${DEFAULT_IMAGES[key]}@sha256:${'0'.repeat(64)}`);
  const imageNames = Object.keys(DEFAULT_IMAGES) as (keyof Images)[];
  const images = fc
    .record(Object.fromEntries(imageNames.map((key) => [key, image(key)])), { requiredKeys: [] })
    .map((given): Partial<Images> => given);

  const imageLock = fc
    .subarray(Object.values(DEFAULT_IMAGES))
    .map((locked) => locked.map((each) => `${each}@sha256:${'1'.repeat(64)}`).join('\n'))
    .map((lines) => ImageLock.parse('images.lock', lines, Object.values(DEFAULT_IMAGES)));

  const amount = (cpu: string, memory: string, storage: string) => ({
    cpu: text(cpu),
    memory: text(memory),
    storage: text(storage),
    storageByClass: list(volume(2000), 0, 1),
    volumes: number(40, 80),
    pods: number(100, 200),
    objects: number(100, 200),
    loadBalancers: number(1, 3),
    nodePorts: number(2, 3),
  });
  const quota = props<Given<'tenant'>['quota']>(amount('200', '500Gi', '20Ti'), 'cpu', 'memory', 'storage');
  const tenant = props<Given<'tenant'>>(
    {
      namespace: text(`wordpress-${ENVIRONMENT}`, `wordpress-${ENVIRONMENT}`, 'blog'),
      quota,
      limits: props<NonNullable<Given<'tenant'>['limits']>>({
        containerDefault: small,
        containerMemory: size('Gi', 16, 32),
        containerEphemeralStorage: size('Gi', 20, 40),
        smallestVolume: size('Mi', 1, 100),
        largestVolume: size('Ti', 4, 8),
      }),
      administrators: list(text('platform-team', 'https://idp.example.org#Team A', 'ops@example.org'), 1),
      developers: list(text('developers', 'testers')),
      shellForAdministrators: fc.boolean(),
      annotations,
    },
    'quota',
    'administrators',
    'developers',
  );

  const nfs = props<NfsStorageClassProps>(
    {
      className: name('shared', 'files'),
      server: text('nfs.example.org', '192.0.2.10', '2001:db8::10'),
      path: text('/exports/production', '/srv/a_b.c'),
      provisioner: fc.oneof(
        fc.constant(NfsProvisioner.csi()),
        props<NfsSubdirOptions>({
          resources: small,
          namespace: text(`wordpress-${ENVIRONMENT}-storage`),
          uid: number(1, 65_000),
          leaderElection: fc.boolean(),
          priorityClassName,
        }).map((options) => NfsProvisioner.subdir(options)),
      ),
      image: image('nfsProvisioner'),
      priorityClassName,
      onDelete: choice('retain', 'archive', 'archive', 'delete'),
      reclaimPolicy: choice('Delete', 'Retain'),
      mountOptions: list(text('nfsvers=4.1', 'hard', 'noatime', 'timeo=600', 'sec=sys')),
    },
    'className',
    'server',
    'path',
  );
  const sharedFiles: fc.Arbitrary<WordPressStackProps['sharedFiles']> = fc.oneof(
    nfs,
    className.map((each): StorageClassRef => StorageClass.sharedFiles(each)),
    className.map((each): StorageClassRef => StorageClass.singleNode(each)),
  );

  const outgoing = list(fc.record({ peer, port: number(1, 65_535) }), 0, 2);
  const site = props<Given<'site'>>(
    {
      host: text('blog.example.org', 'example.org', 'blog.localhost', 'xn--bcher-kva.example'),
      title: text('Our blog', 'L\'été à Córdoba: 100 % "sun" & <sea>', 'ブログ 😀', '- not: a list #1'),
      adminEmail: text('editor@example.org', "o'neil+blog@example.org"),
      adminUser: text('administrator', 'Ana Maria', 'a.b@c'),
      language: text('es_ES', 'de_DE_formal', 'ckb'),
      public: fc.boolean(),
      tablePrefix: text('wp_', 'blog2_'),
      resources: resources([100, 500], [384, 512, 1024]),
      children: number(1, 4),
      maxUpload: size('Mi', 8, 64, 1024),
      timeout: number(5, 900),
      jit: fc.boolean(),
      pageCache: duration('seconds', 0, 3600),
      headers: dictionary(
        text('X-Frame-Options', 'Content-Security-Policy', 'x-team'),
        text('DENY', '', "default-src 'self'; img-src *", 'camera=()'),
      ),
      xmlRpc: fc.boolean(),
      secretName: secret('site'),
      fileModifications: fc.boolean(),
      debug: fc.boolean(),
      cron,
      timeZone,
      outgoing,
      filesSize: size('Gi', 1, 20),
      jobPriorityClassName: priorityClassName,
    },
    'host',
    'adminEmail',
    'filesSize',
  );

  const router = { annotations, addresses: list(cidr) };
  const direct: Settings<DirectAccess> = {
    sources: list(cidr, 1),
    externalTrafficPolicy: choice('Local', 'Cluster'),
    nodes: list(cidr, 1),
  };
  const upstream = fc.constantFrom(Tls.terminatedUpstream(), Tls.none());
  const tls: fc.Arbitrary<Tls> = fc.oneof(
    upstream,
    secret('tls').map((each) => Tls.secret(each)),
    props<Parameters<typeof Tls.certManager>[0]>(issuer('tls'), 'issuer').map((options) => Tls.certManager(options)),
  );
  const routed = fc.oneof(
    props<Parameters<typeof Exposure.ingress>[0]>(
      { ...router, className: name('traefik'), controllerNamespace: name('traefik') },
      'className',
      'controllerNamespace',
    ).map((options) => Exposure.ingress(options)),
    props<Parameters<typeof Exposure.gateway>[0]>(
      {
        addresses: router.addresses,
        name: name('public'),
        namespace: name('gateway'),
        controllerNamespace: name('envoy'),
        sectionName: name('https'),
        redirectSectionName: name('http'),
      },
      'name',
      'namespace',
      'sectionName',
    ).map((options) => Exposure.gateway(options)),
    props<NonNullable<Parameters<typeof Exposure.route>[0]>>({
      ...router,
      controllerNamespace: name('openshift-ingress'),
    }).map((options) => Exposure.route(options)),
  );
  const open = fc.oneof(
    props<NonNullable<Parameters<typeof Exposure.loadBalancer>[0]>>({
      ...direct,
      annotations,
      loadBalancerClass: text('metallb', 'example.org/internal'),
    }).map((options) => Exposure.loadBalancer(options)),
    props<NonNullable<Parameters<typeof Exposure.nodePort>[0]>>({ ...direct, port: number(30_000, 32_767) }).map(
      (options) => Exposure.nodePort(options),
    ),
    fc.constant(Exposure.clusterIp()),
  );
  const extraHosts = list(text('www.example.org', 'old.example.com'));
  const way = (exposure: fc.Arbitrary<Exposure>, ends: fc.Arbitrary<Tls>) =>
    props<Given<'front'>>({ exposure, tls: ends, extraHosts }, 'exposure', 'tls');
  const front = rarely(
    fc.oneof({ weight: 3, arbitrary: way(routed, tls) }, { weight: 1, arbitrary: way(open, upstream) }),
    way(fc.oneof(routed, open), tls),
  );

  const scale = fc.oneof(
    number(1, 5).map((copies) => Scale.fixed(copies)),
    fc
      .tuple(number(1, 3), number(4, 6), number(10, 95), duration('minutes', 0, 60))
      .map((numbers) => Scale.between(...numbers)),
  );
  const share = fc.oneof(
    number(1, 2),
    text('10%', '34%').map((each) => each as `${number}%`),
  );
  const web = props<Given<'web'>>(
    {
      scale,
      accessLog: size('Ki', 50, 512).map((fileSize) => AccessLog.inMemory({ fileSize })),
      resources: resources([50, 100], [256, 512]),
      content: props<GitContent>(
        {
          repository: text('https://git.example.org/site.git', 'https://git.example.org:8443/a/b'),
          revision: text('v1.2.0', '0123456789abcdef0123456789abcdef01234567'),
          mountPath: text('/srv/site', '/srv/a_b.c'),
          peer,
          image: image('git'),
          resources: small,
          size: size('Mi', 100, 1024),
        },
        'repository',
        'revision',
        // Where WordPress itself is, by default.
        'mountPath',
      ),
      disruption: rarely(
        share.map((pods) => Disruption.maxUnavailable(pods)),
        share.map((pods) => Disruption.minAvailable(pods)),
      ),
      metrics: props<NonNullable<Given<'web'>['metrics']>>({
        scrapedBy: peer,
        podMonitor: props<PodMonitorProps>({ labels }),
      }),
      priorityClassName,
    },
    'scale',
  );

  const certificate = fc.oneof(
    fc.option(secret('search'), { nil: undefined }).map((each) => CertificateSource.secret(each)),
    props<Parameters<typeof CertificateSource.certManager>[0]>(issuer('search'), 'issuer').map((options) =>
      CertificateSource.certManager(options),
    ),
  );
  const topic = text('access-log', 'logs.blog_1');
  const pipeline = props<LogPipelineSettings>(
    {
      quota,
      kafka: props<KafkaClusterProps>(
        {
          brokers: rarely(fc.constantFrom(1, 3, 3, 5), fc.constantFrom(0, 2, 1.5, -1)),
          volume: volume(10, 50),
          resources: resources([100, 500], [1536, 2048]),
          controllers: choice('separate', 'combined'),
          controllerResources: resources([100], [1024, 1536]),
          controllerVolume: volume(2, 5),
          image: image('kafka'),
          separateNodes,
          priorityClassName,
        },
        'brokers',
        'volume',
      ),
      logstash: props<LogPipelineSettings['logstash']>(
        {
          volume: volume(4, 10),
          replicas: number(1, 3),
          resources: resources([100, 500], [1536, 2048]),
          countries: props<NonNullable<LogPipelineSettings['logstash']['countries']>>(
            { claim: text('countries'), file: text('GeoLite2-Country.mmdb', 'dbip.mmdb') },
            'claim',
            'file',
          ),
          image: image('logstash'),
          priorityClassName,
        },
        'volume',
      ),
      elasticsearch: props<LogPipelineSettings['elasticsearch']>(
        {
          nodes: rarely(fc.constantFrom(1, 3, 5), fc.constantFrom(0, 2, 1.5, -1)),
          volume: volume(30, 150),
          resources: resources([100, 500], [2048, 4096]),
          certificate,
          mmap: fc.boolean(),
          image: image('elasticsearch'),
          separateNodes,
          priorityClassName,
        },
        'nodes',
        'volume',
      ),
      kibana: props<NonNullable<LogPipelineSettings['kibana']>>({
        replicas: number(1, 3),
        resources: resources([100, 500], [1536, 2048]),
        publicUrl: text('https://logs.example.org', 'https://logs.example.org:8443'),
        image: image('kibana'),
        priorityClassName,
      }),
      topic,
      partitions: number(1, 12),
      buffer: duration('hours', 1, 72),
      retention: duration('days', 1, 30),
      streamNamespace: name('blog'),
      priorityClassName,
      // Resources of operators are compared with their definitions in test/logging/operators: this server has none of them.
      managedBy: fc.constant('statefulset' as const),
      operators: props<Operators>({ kafka: name('strimzi'), elastic: name('elastic-system') }),
    },
    'quota',
    'kafka',
    'logstash',
    'elasticsearch',
  );
  const logs = props<Given<'logs'>>(
    {
      to: fc.oneof(
        { weight: 1, arbitrary: fc.constant<LogInput | LogPipelineSettings>(LogInput.standardOutput()) },
        {
          weight: 1,
          arbitrary: props<Omit<KafkaInputProps, 'network'>>(
            {
              brokers: list(text('kafka.logging.svc:9092', '192.0.2.5:9093', 'kafka-1.example.org:9092'), 1),
              topic,
              peer,
            },
            'brokers',
            'topic',
            'peer',
          ).map((kafka): LogInput | LogPipelineSettings => LogInput.kafka(kafka)),
        },
        { weight: 1, arbitrary: pipeline as fc.Arbitrary<LogInput | LogPipelineSettings> },
      ),
      resources: small,
    },
    'to',
  );

  const { issuer: internal, kind, secretName } = issuer('database');
  const alertLabels = dictionary(text('team', 'severity'), text('blog', 'page'));
  const database = props<Given<'database'>>(
    {
      size: rarely(fc.constantFrom(1, 3, 5), fc.constantFrom(0, 2, 4, 1.5, -3)),
      volume: volume(30, 60),
      resources: resources([500, 1000], [2048, 4096]),
      releaseLine: text('11.8'),
      accounts: secret('accounts'),
      largestTransaction: size('Mi', 64, 256),
      readYourWrites: fc.boolean(),
      tls: fc.oneof(
        fc
          .tuple(secret('database'), props<DatabaseTlsOptions>({ plainClients: fc.boolean() }))
          .map((given) => DatabaseTls.secret(...given)),
        props<Parameters<typeof DatabaseTls.certManager>[0]>(
          { issuer: internal, kind, secretName, plainClients: fc.boolean() },
          'issuer',
        ).map((options) => DatabaseTls.certManager(options)),
      ),
      separateNodes,
      routing: fc.oneof(
        fc.constant(DatabaseRouting.balanced()),
        props<OneWriterOptions>({
          image: image('haproxy'),
          resources: small,
          copies: number(2, 3),
        }).map((options) => DatabaseRouting.oneWriter(options)),
      ),
      donorServes: fc.boolean(),
      metrics: props<NonNullable<Given<'database'>['metrics']>>({
        image: image('mysqldExporter'),
        resources: small,
        scrapedBy: peer,
        podMonitor: props<PodMonitorProps>({ labels }),
      }),
      alerts: props<NonNullable<Given<'database'>['alerts']>>({
        labels: alertLabels,
        transferWithin: duration('minutes', 5, 120),
      }),
      priorityClassName,
      terminationGracePeriod: duration('minutes', 5, 30),
    },
    'size',
    'volume',
    'resources',
    // Alerts look at them.
    'metrics',
  );

  const backup = props<Given<'backup'>>(
    {
      size: size('Gi', 100, 200),
      every: cron,
      timeZone,
      keep: number(1, 8),
      keepDays: number(1, 60),
      deadline: duration('hours', 1, 12),
      startingDeadline: duration('minutes', 15, 120),
      suspend: fc.boolean(),
      resources: resources([100], [256, 512]),
      priorityClassName,
      encryption: props<NonNullable<Given<'backup'>['encryption']>>({ secretName: secret('encryption') }),
      copyTo: props<NonNullable<Given<'backup'>['copyTo']>>(
        {
          endpoint: text('https://s3.example.org', 'https://s3.example.org:9000'),
          bucket: text('backups', 'my.bucket-1'),
          folder: text('blog', 'a/b_c'),
          region: text('eu-west-1'),
          provider: text('Minio', 'AWS', 'Other'),
          peer,
          secretName: secret('store'),
          image: image('rclone'),
          resources: small,
        },
        'endpoint',
        'bucket',
      ),
      alerts: props<NonNullable<Given<'backup'>['alerts']>>({
        labels: alertLabels,
        severity: text('warning', 'critical'),
      }),
      drill: props<NonNullable<Given<'backup'>['drill']>>({
        every: cron,
        newerThan: duration('days', 8, 60),
        mustFind: list(text('select 1 from wp_users limit 1', "select 'a: b' from dual")),
        scratch: size('Gi', 20, 100),
        deadline: duration('hours', 1, 12),
        resources: resources([100], [1024, 2048]),
        priorityClassName,
      }),
    },
    'size',
  );

  const delivery = props<Given<'delivery'>>(
    {
      repository: text('https://git.example.org/platform/wordpress.git', 'git@git.example.org:platform/wordpress.git'),
      revision: text('main', 'v1.4.0', 'feature/a'),
      server: text('https://kubernetes.default.svc', 'https://192.0.2.1:6443'),
      argoCdNamespace: name('argocd'),
      automated: fc.boolean(),
      prune: fc.boolean(),
      selfHeal: fc.boolean(),
    },
    'repository',
    'revision',
  );

  const owner = props<Owner>(
    {
      name: text('web-team', 'a', '2', ''),
      email: text('web-team@example.org', "o'neil+blog@example.org"),
    },
    'name',
    'email',
  );

  return props<WordPressStackProps>(
    { owner, cluster, images, imageLock, tenant, sharedFiles, site, front, web, logs, database, backup, delivery },
    'tenant',
    'sharedFiles',
    'site',
    'front',
    'web',
    'logs',
    'database',
  );
}
