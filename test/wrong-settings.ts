import { Cron, Duration } from 'cdk8s';
import { production } from '../environments/production';
import { testing } from '../environments/testing';
import {
  AccessLog,
  DatabaseRouting,
  DatabaseTls,
  Disruption,
  Exposure,
  LogInput,
  LogPipelineSettings,
  NfsProvisioner,
  Peer,
  Scale,
  SecretSource,
  StorageClass,
  Tls,
  WordPressStackProps,
} from '../lib';

/** Where it is, what it is, the value; what is allowed and why; what to write instead. */
export const SENTENCE = /^[\w-]+(\/[\w-]+)*: \S.* (is|are) \S.*; .*\S; \S.*[^.]$/;

type Environments = Readonly<Record<string, WordPressStackProps>>;
type Settings<K extends keyof WordPressStackProps> = Partial<NonNullable<WordPressStackProps[K]>>;
/** What is changed in an environment that is right. */
type Change = (props: WordPressStackProps) => Partial<WordPressStackProps>;

/** Settings that can't work, and what is said about them. */
export interface WrongSetting {
  /** What is wrong. */
  readonly name: string;
  /** The environments with it. */
  readonly environments: Environments;
  /** Everything that is said, a sentence for each mistake. */
  readonly sentences: readonly string[];
  /**
   * The environments after doing as the sentence says. It gets the number that the sentence names.
   * @default - it leaves a choice
   */
  readonly fixed?: (suggested: string) => Environments;
}

/** One thing of production that is wrong. */
function wrong(
  name: string,
  change: Change,
  sentences: string | readonly string[],
  fix?: (suggested: string) => Change,
): WrongSetting {
  const changed = (by: Change): Environments => ({ production: { ...production, ...by(production) } });
  return {
    name,
    environments: changed(change),
    sentences: [sentences].flat(),
    ...(fix && { fixed: (suggested) => changed(fix(suggested)) }),
  };
}

const tenant =
  (change: Settings<'tenant'>): Change =>
  (props) => ({ tenant: { ...props.tenant, ...change } });
const quota =
  (change: Partial<WordPressStackProps['tenant']['quota']>): Change =>
  (props) => ({ tenant: { ...props.tenant, quota: { ...props.tenant.quota, ...change } } });
const sharedFiles =
  (change: Settings<'sharedFiles'>): Change =>
  (props) => ({ sharedFiles: { ...props.sharedFiles, ...change } as WordPressStackProps['sharedFiles'] });
const site =
  (change: Settings<'site'>): Change =>
  (props) => ({ site: { ...props.site, ...change } });
const front =
  (change: Settings<'front'>): Change =>
  (props) => ({ front: { ...props.front, ...change } });
const web =
  (change: Settings<'web'>): Change =>
  (props) => ({ web: { ...props.web, ...change } });
const logs =
  (change: Settings<'logs'>): Change =>
  (props) => ({ logs: { ...props.logs, ...change } });
const kafka = (change: Partial<Parameters<typeof LogInput.kafka>[0]>): Change =>
  logs({
    to: LogInput.kafka({
      brokers: ['kafka.logging.svc:9092'],
      topic: 'access-log',
      peer: Peer.namespace('logging'),
      ...change,
    }),
  });
const pipeline =
  (change: Partial<LogPipelineSettings>): Change =>
  ({ logs: { to, ...rest } }) => ({ logs: { ...rest, to: { ...(to as LogPipelineSettings), ...change } } });
const database =
  (change: Settings<'database'>): Change =>
  (props) => ({ database: { ...props.database, ...change } });
const backup =
  (change: Settings<'backup'>): Change =>
  (props) => ({ backup: { size: '100Gi', ...props.backup, ...change } });
const delivery =
  (change: Settings<'delivery'>): Change =>
  (props) => ({
    delivery: { repository: 'https://git.example.org/blog.git', revision: 'main', ...props.delivery, ...change },
  });
const fast = StorageClass.block('fast');

export const wrongSettings: readonly WrongSetting[] = [
  wrong(
    'a database of 4',
    database({ size: 4 }),
    'production/database/Database: size is 4; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5',
    () => database({ size: 3 }),
  ),
  wrong(
    'a storage class that no cluster can have',
    database({ volume: { size: '30Gi', class: StorageClass.block('Fast disks') } }),
    'production/database/Database: volume.class is Fast disks; it names an object, so it is made of lower-case letters, digits, dashes and dots; see "kubectl get storageclasses"',
  ),
  wrong(
    'a class of shared files that no cluster can have',
    () => ({ sharedFiles: StorageClass.sharedFiles('-shared') }),
    'production/site/Site: files.class is -shared; it names an object, so it is made of lower-case letters, digits, dashes and dots; see "kubectl get storageclasses"',
  ),
  wrong(
    'a Secret whose name has an empty part',
    front({ tls: Tls.secret('blog..tls') }),
    'production/site/Front: tls.secretName is blog..tls; it names an object, so it is made of lower-case letters, digits, dashes and dots; name the Secret with tls.crt and tls.key, like blog-tls',
  ),
  wrong(
    'a value that would be another document, and would break the sentence in two',
    quota({ memory: '32Gi\n---\nkind: Pod' }),
    'production/cluster/Tenant: quota.memory is 32Gi\\u000a---\\u000akind: Pod; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),
  wrong(
    'a registry with its protocol',
    () => ({ cluster: { registry: 'https://registry.example.org' } }),
    'production: cluster.registry is https://registry.example.org; it is the host of a registry, with a folder behind it if you keep the images in one, and without a slash at its end; write it like registry.example.org/mirror',
    () => () => ({ cluster: { registry: 'registry.example.org/mirror' } }),
  ),
  wrong(
    'a part of a byte',
    database({ volume: { size: '30.3Gi', class: fast } }),
    `production/database/Database: volume.size is 30.3Gi; nobody has a part of a byte; use a smaller unit, as 307Mi instead of 0.3Gi`,
  ),
  wrong(
    'a part of a thousandth of a core',
    database({ resources: { cpu: '1.0005', memory: '2Gi' } }),
    `production/database/Database: resources.cpu is 1.0005; CPU is counted in thousandths of a core; write for example 500m`,
  ),
  wrong(
    'more than Kubernetes can count',
    quota({ storage: '99999999Ei' }),
    `production/cluster/Tenant: quota.storage is 99999999Ei; Kubernetes counts no further than to 7Ei; use less`,
  ),
  wrong(
    'an annotation with a space in its name',
    tenant({ annotations: { 'our team': 'blog' } }),
    `production/cluster/Tenant/Resource: metadata.annotations is our team; a name has letters, digits, dots, dashes and underscores, at most 63, and begins and ends with a letter or digit; a domain and a slash may come before it; write it like example.org/team`,
  ),
  wrong(
    'annotations that no object may carry',
    tenant({ annotations: { note: 'x'.repeat(300_000) } }),
    `production/cluster/Tenant/Resource: metadata.annotations is 300117 bytes; the API server takes 256Ki of annotations; use shorter ones`,
  ),
  wrong(
    'pods with labels that none can have',
    database({ metrics: { scrapedBy: Peer.pods('monitoring', { app: 'our prometheus' }) } }),
    `production/database/Database/Network: labels is app: our prometheus; names and values of labels have letters, digits, dots, dashes and underscores, at most 63, and no pod can have others; see "kubectl get pods --show-labels"`,
  ),
  wrong(
    'a class of load balancers that is none',
    front({ exposure: Exposure.loadBalancer({ loadBalancerClass: 'our balancer' }), tls: Tls.none() }),
    `production/site/Front: exposure.loadBalancerClass is our balancer; a class has letters, digits, dots, dashes and underscores, and may have a domain and a slash before them; write it as the implementation names itself, like example.org/internal`,
  ),
  wrong(
    'a listener that no Gateway can have',
    front({ exposure: Exposure.gateway({ name: 'public', namespace: 'gateway', sectionName: 'HTTPS' }) }),
    `production/site/Front: exposure.sectionName is HTTPS; it names an object, so it is made of lower-case letters, digits, dashes and dots; see the Gateway's listeners`,
  ),
  wrong(
    'a path in a store with a line break',
    () => ({ cluster: { secrets: SecretSource.external({ store: 'vault', prefix: 'blog\nother' }) } }),
    `production: cluster.secrets.prefix is blog\\u000aother; it is a path in the store, without a slash at its ends; write it like wordpress/production`,
  ),
  wrong(
    'Secrets that are read again often',
    () => ({ cluster: { secrets: SecretSource.external({ store: 'vault', refresh: 'often' }) } }),
    `production: cluster.secrets.refresh is often; it is a time as Go writes it, in hours, minutes and seconds; write it like 1h0m0s`,
  ),
  wrong(
    'a group with a line break',
    tenant({ administrators: ['platform-team\n'] }),
    `production/cluster/Tenant: administrators is "platform-team\\u000a"; a role goes to a group of known people, and what starts with system: is the cluster's own; name a group as the cluster's identity provider does, like blog-team`,
  ),
  wrong(
    'a revision that git would take for an option',
    delivery({ revision: '--upload-pack=id' }),
    `argo-cd/production/wordpress-production: revision is --upload-pack=id; it must name one branch, tag or commit, so that everybody knows what is applied; write it like main or v1.4.0`,
  ),
  wrong(
    'a language that is a path',
    site({ language: '../../uploads/x' }),
    `production/site/Site: language is ../../uploads/x; WordPress names a language by its code, with its country or form behind it; write it like es_ES or de_DE_formal, or leave it out for English`,
  ),
  wrong(
    'a title of two lines',
    site({ title: 'Our\nblog' }),
    `production/site/Site: title is Our\\u000ablog; it is one line of at most 255 characters that can be shown; write it like Our blog, or leave it out for the host`,
  ),
  wrong(
    'a header of the connection',
    site({ headers: { 'Content-Length': '0' } }),
    `production/site/Site: headers is Content-Length; it describes the connection or the body, which nginx knows and another value would break; leave it out`,
  ),
  wrong(
    'a header that is longer than nginx reads',
    site({ headers: { 'X-Note': 'x'.repeat(5000) } }),
    `production/site/Site: headers.X-Note is ${'x'.repeat(300)}… (5000 characters); nginx takes a value of at most 2000 characters; use a shorter one`,
  ),
  wrong(
    'a repository with a command in its address',
    web({ content: { repository: 'https://git.example.org/$(id)', revision: 'v1', mountPath: '/srv/site' } }),
    `production/site/Web: content.repository is https://git.example.org/$(id); the address of a repository has letters, digits and . _ ~ + - between slashes; write it like https://git.example.org/site.git`,
  ),
  wrong(
    'content at a path that climbs',
    web({ content: { repository: 'https://git.example.org/site.git', revision: 'v1', mountPath: '/srv/../etc' } }),
    `production/site/Web: content.mountPath is /srv/../etc; it is a folder by its whole path, without a slash at its end; use for example /var/www/html`,
  ),
  wrong(
    'a database of countries that is a setting of Logstash',
    pipeline({
      logstash: { volume: { size: '10Gi', class: fast }, countries: { claim: 'geoip', file: 'a" } exec { "' } },
    }),
    `production/logs/Logs/Logstash: countries.file is a" } exec { "; it is the name of a file on the volume: letters, digits, dots, dashes and underscores; write it like GeoLite2-Country.mmdb`,
  ),
  wrong(
    'a severity that is a template',
    backup({ alerts: { severity: '{{ x' } }),
    `production/database/Backup/Alert: severity is {{ x; Alertmanager sends alerts by this word: letters, digits, dashes and underscores; write it like warning or critical`,
  ),
  wrong(
    'a part of a percentage',
    web({ scale: Scale.between(4, 10, 70.5) }),
    `production/site/Web: scale.cpuUtilization is 70.5; it is a whole percentage of the requested CPU, and below 10 or above 95 nothing would ever settle; use 70`,
  ),
  wrong(
    'a part of a second',
    backup({ deadline: Duration.millis(5_000_500) }),
    `production/database/Backup: deadline is 5000.5 seconds; it is counted in whole seconds, from one to ten years of them; use for example Duration.minutes(30)`,
  ),
  wrong(
    'longer than anybody waits',
    database({ terminationGracePeriod: Duration.days(1e9) }),
    `production/database/Database: terminationGracePeriod is 86400000000000 seconds; it is counted in whole seconds, from one to ten years of them; use for example Duration.minutes(30)`,
  ),
  wrong(
    'a number that no user has',
    sharedFiles({ provisioner: NfsProvisioner.subdir({ uid: 2 ** 33 }) }),
    `production/storage/Shared/Provisioner: uid is 8589934592; Pod Security lets nobody be root, and with all_squash on the server nobody needs to be; use a number above 0 and below 2147483648, or leave it out for 10001`,
  ),
  wrong(
    'backups that are kept for ever',
    backup({ keep: 1e21 }),
    `production/database/Backup: keep is 1e+21; it is a whole number from 1 to 36500, as a backup that is dropped at once is none; use for example 8`,
  ),
  wrong(
    'another release line of MariaDB by its image alone',
    () => ({ images: { mariadb: 'docker.io/library/mariadb:12.3.2' } }),
    `production/database/Database: image is docker.io/library/mariadb:12.3.2; data that another release line than 11.8 has opened may never go back; use 11.8, or read "upgrade MariaDB" in docs/how-to and then set releaseLine: '12.3'`,
    () => () => ({ images: { mariadb: 'docker.io/library/mariadb:11.8.9' } }),
  ),
  wrong(
    'a release line that is a version',
    database({ releaseLine: '11.8.8' }),
    'production/database/Database: releaseLine is 11.8.8; it is the first two numbers of a version of MariaDB; leave it out for 11.8',
    () => database({ releaseLine: '11.8' }),
  ),
  wrong(
    'one writer of one node',
    database({ size: 1, routing: DatabaseRouting.oneWriter() }),
    'production/database/Database: routing is DatabaseRouting.oneWriter(); a database of one node has no other writer anyway; leave routing out, or use size: 3',
    () => database({ size: 3, routing: DatabaseRouting.oneWriter() }),
  ),
  wrong(
    'one proxy before the database',
    database({ routing: DatabaseRouting.oneWriter({ copies: 1 }) }),
    'production/database/Database/Router: copies is 1; without a proxy the site has no database, so there must be another one when one is replaced; use 2',
    () => database({ routing: DatabaseRouting.oneWriter({ copies: 2 }) }),
  ),
  wrong(
    'alerts of a database without metrics',
    database({ alerts: {} }),
    'production/database/Database: metrics is missing; alerts look at metrics, and there is no exporter of any; add metrics: {}, or leave alerts out',
    () => database({ alerts: {}, metrics: {} }),
  ),
  wrong(
    'an alert of every copy between database nodes',
    database({ metrics: {}, alerts: { transferWithin: Duration.minutes(1) } }),
    'production/database/Database: alerts.transferWithin is 1 minute; a copy of even a small database takes minutes when machines are busy, and an alert that is often false is not read; use at least 5 minutes',
    () => database({ metrics: {}, alerts: { transferWithin: Duration.minutes(5) } }),
  ),
  wrong(
    "a database's certificate in no Secret's name",
    database({ tls: DatabaseTls.secret('Database TLS') }),
    'production/database/Database: tls.secretName is Database TLS; it names an object, so it is made of lower-case letters, digits, dashes and dots; name the Secret with tls.crt, tls.key and ca.crt, like database-tls',
    () => database({ tls: DatabaseTls.secret('database-tls') }),
  ),
  wrong(
    "a database's certificate of no issuer",
    database({ tls: DatabaseTls.certManager({ issuer: '' }) }),
    'production/database/Database: tls.issuer is empty; it names an object, so it is made of lower-case letters, digits, dashes and dots; see "kubectl get clusterissuers,issuers"',
    () => database({ tls: DatabaseTls.certManager({ issuer: 'internal' }) }),
  ),
  wrong(
    'a database of 2',
    database({ size: 2 }),
    'production/database/Database: size is 2; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5, or 1 for development',
  ),
  wrong(
    'a database of 0',
    database({ size: 0 }),
    'production/database/Database: size is 0; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5, or 1 for development',
    () => database({ size: 5 }),
  ),
  wrong(
    'a database of two and a half',
    database({ size: 2.5 }),
    'production/database/Database: size is 2.5; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5, or 1 for development',
  ),
  wrong(
    'a database on shared files',
    database({ volume: { size: '30Gi', class: StorageClass.sharedFiles('shared') } }),
    'production/database/Database: volume.class is shared; a database needs a volume that locks and syncs as a local disk does, which network file systems do not; use a class of block storage',
  ),
  wrong(
    'a database with a volume for its logs only',
    database({ volume: { size: '1Gi', class: fast } }),
    'production/database/Database: volume.size is 1Gi; with 2Gi memory, logs and the cache of transactions alone may take half of 2880Mi; use at least 2880Mi',
    (size) => database({ volume: { size, class: fast } }),
  ),
  wrong(
    'a database with the memory of a toy',
    database({ resources: { cpu: '1', memory: '256Mi' } }),
    'production/database/Database: resources.memory is 256Mi; a database node needs at least 512Mi for its caches and connections; use 512Mi for development and 2Gi or more for production',
  ),
  wrong(
    'a transaction larger than the memory',
    database({ largestTransaction: '4Gi' }),
    'production/database/Database: largestTransaction is 4Gi; every node holds a transaction in memory, so it may take a quarter of that, at most 2Gi, and at least 1Mi; use at most 512Mi',
    (largestTransaction) => database({ largestTransaction }),
  ),
  wrong(
    'a database that is killed after a minute',
    database({ terminationGracePeriod: Duration.minutes(1) }),
    'production/database/Database: terminationGracePeriod is 1 minute; a node that is killed before it has written everything down must repair its data at the next start; use at least 5 minutes',
    (minutes) => database({ terminationGracePeriod: Duration.minutes(Number(minutes)) }),
  ),
  wrong(
    'a CPU limit below the request',
    database({ resources: { cpu: '1', memory: '2Gi', cpuLimit: '500m' } }),
    "production/database/Database: resources.cpuLimit is 500m; a limit can't be below the request, which is 1; use at least 1, or leave the limit out",
    (cpuLimit) => database({ resources: { cpu: '1', memory: '2Gi', cpuLimit } }),
  ),
  wrong(
    'memory in words',
    database({ resources: { cpu: '1', memory: 'plenty' } }),
    'production/database/Database: resources.memory is plenty; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),
  wrong(
    'memory of nothing',
    database({ resources: { cpu: '1', memory: '0' } }),
    'production/database/Database: resources.memory is 0; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),
  wrong(
    'a size with a unit that nobody knows',
    database({ volume: { size: '30GB', class: fast } }),
    'production/database/Database: volume.size is 30GB; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),
  wrong(
    'CPU below nothing',
    database({ resources: { cpu: '-1', memory: '2Gi' } }),
    'production/database/Database: resources.cpu is -1; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),

  wrong(
    'a minimum above the maximum',
    web({ scale: Scale.between(10, 4) }),
    'production/site/Web: scale.minimum is 10; it must be below the maximum, which is 4; use Scale.between(4, 10), or Scale.fixed(4) for always as many',
    () => web({ scale: Scale.between(4, 10) }),
  ),
  wrong(
    'a minimum that is the maximum',
    web({ scale: Scale.between(5, 5) }),
    'production/site/Web: scale.minimum is 5; it must be below the maximum, which is 5; use Scale.between(5, 6), or Scale.fixed(5) for always as many',
    () => web({ scale: Scale.between(5, 6) }),
  ),
  wrong(
    'half a copy',
    web({ scale: Scale.fixed(2.5) }),
    'production/site/Web: scale.minimum is 2.5; copies are counted in whole numbers from 1 on; use for example Scale.fixed(5) or Scale.between(4, 10)',
  ),
  wrong(
    'no copy',
    web({ scale: Scale.between(0, 4) }),
    'production/site/Web: scale.minimum is 0; copies are counted in whole numbers from 1 on; use for example Scale.fixed(5) or Scale.between(4, 10)',
  ),
  wrong(
    'copies that are added at 5 % CPU',
    web({ scale: Scale.between(4, 10, 5) }),
    'production/site/Web: scale.cpuUtilization is 5; it is a whole percentage of the requested CPU, and below 10 or above 95 nothing would ever settle; use 70',
    () => web({ scale: Scale.between(4, 10, 70) }),
  ),
  wrong(
    'more patience than an autoscaler has',
    web({ scale: Scale.between(4, 10, 70, Duration.minutes(90)) }),
    'production/site/Web: scale.calmFor is 1 hour 30 minutes; an autoscaler remembers what was needed for an hour at most; use for example Duration.minutes(5)',
    () => web({ scale: Scale.between(4, 10, 70, Duration.minutes(5)) }),
  ),
  wrong(
    'more connections than the database takes',
    web({ scale: Scale.between(4, 40) }),
    'production/site/Web: scale.maximum is 40; with 6 php-fpm children a pod, 50 pods during an update and 2 connections of jobs, the database would get 302 connections and takes 112; use at most 14, fewer children, or a database with more memory',
    (most) => web({ scale: Scale.between(4, Number(most)) }),
  ),
  wrong(
    'a budget under which no node can be drained',
    web({ disruption: Disruption.minAvailable(4) }),
    'production/site/Web: disruption.minAvailable is 4; with 4 copies no pod could ever leave its node, and the node never be drained; use Disruption.maxUnavailable(1)',
    () => web({ disruption: Disruption.maxUnavailable(1) }),
  ),
  wrong(
    'a budget of nothing',
    web({ disruption: Disruption.maxUnavailable(0) }),
    'production/site/Web: disruption.maxUnavailable is 0; with 4 copies no pod could ever leave its node, and the node never be drained; use Disruption.maxUnavailable(1)',
  ),
  wrong(
    'a budget of all',
    web({ disruption: Disruption.minAvailable('100%') }),
    'production/site/Web: disruption.minAvailable is 100%; with 4 copies no pod could ever leave its node, and the node never be drained; use Disruption.maxUnavailable(1)',
  ),
  wrong(
    'half a pod away',
    web({ disruption: Disruption.maxUnavailable(0.5) }),
    'production/site/Web: disruption.maxUnavailable is 0.5; it is a whole number of pods or a percentage; use 1 or 25%',
  ),
  wrong(
    'an access log larger than the memory',
    web({ accessLog: AccessLog.inMemory({ fileSize: '200Mi' }) }),
    "production/site/Web: accessLog.fileSize is 200Mi; the two files live in the web server's memory, which is 128Mi, and may take half of it; use at most 32Mi, or give the web server more memory",
    (fileSize) => web({ accessLog: AccessLog.inMemory({ fileSize }) }),
  ),
  wrong(
    'an access log that is smaller than its pages',
    web({ accessLog: AccessLog.inMemory({ fileSize: '16Ki' }) }),
    'production/site/Web: accessLog.fileSize is 16Ki; memory comes in pages of 4Ki, and a file of fewer than 8 pages rotates faster than anyone reads; use 50Ki, or at least 32Ki',
    (fileSize) => web({ accessLog: AccessLog.inMemory({ fileSize }) }),
  ),
  wrong(
    'a web server with a CPU limit below the request',
    web({ resources: { cpu: '500m', memory: '256Mi', cpuLimit: '100m' } }),
    "production/site/Web: resources.cpuLimit is 100m; a limit can't be below the request, which is 500m; use at least 500m, or leave the limit out",
    (cpuLimit) => web({ resources: { cpu: '500m', memory: '256Mi', cpuLimit } }),
  ),
  wrong(
    'a repository with a password',
    web({ content: { repository: 'https://me:secret@git.example.org/site.git', revision: 'v1' } }),
    'production/site/Web: content.repository is https://me:***@git.example.org/site.git; the repository is read over HTTPS and without credentials, which the manifests would show to everyone; write it like https://git.example.org/site.git',
  ),

  wrong(
    'a host name in capitals',
    site({ host: 'Blog.example.org' }),
    'production/site/Site: host is Blog.example.org; a DNS name is made of lower-case letters, digits and dashes between dots, with no dash next to a dot; write it like blog.example.org',
  ),
  wrong(
    'a host name with an underscore',
    site({ host: 'my_blog.example.org' }),
    'production/site/Site: host is my_blog.example.org; a DNS name is made of lower-case letters, digits and dashes between dots, with no dash next to a dot; write it like blog.example.org',
  ),
  wrong(
    'an address as a host name',
    site({ host: '192.0.2.7' }),
    'production/site/Site: host is 192.0.2.7; it must be a DNS name, and is an address or has a port; write it like blog.example.org',
  ),
  wrong(
    'a wildcard as the host name',
    site({ host: '*.example.org' }),
    'production/site/Site: host is *.example.org; it must be a single name here; a wildcard may only stand first, for all names of a domain, where routers know it; write it like blog.example.org',
  ),
  wrong(
    'a host name with a dot at its end',
    site({ host: 'blog.example.org.' }),
    'production/site/Site: host is blog.example.org.; a host name in a request has no dot at its end; write blog.example.org',
    () => site({ host: 'blog.example.org' }),
  ),
  wrong(
    'a host name with a port',
    site({ host: 'blog.example.org:8080' }),
    'production/site/Site: host is blog.example.org:8080; it must be a DNS name, and is an address or has a port; write it like blog.example.org',
  ),
  wrong(
    'an empty host name',
    site({ host: '' }),
    'production/site/Site: host is empty; a DNS name is made of lower-case letters, digits and dashes between dots, with no dash next to a dot; write it like blog.example.org',
  ),
  wrong(
    'an owner that is no label',
    () => ({ owner: { name: 'the web team', email: 'web-team@example.org' } }),
    'production: owner.name is the web team; it becomes a label: 1 to 63 letters, digits, "-", "_" and ".", a letter or a digit at both ends; write it like web-team',
  ),
  wrong(
    'an owner whom no mail reaches',
    () => ({ owner: { name: 'web-team', email: 'web-team' } }),
    'production: owner.email is web-team; whoever finds an object writes there; write it like web-team@example.org',
  ),
  wrong(
    'a mail address that is none',
    site({ adminEmail: 'administrator' }),
    'production/site/Site: adminEmail is administrator; WordPress sends the administrator mail and takes no other address; write it like editor@example.org',
  ),
  wrong(
    'a login name that WordPress refuses',
    site({ adminUser: 'root;drop' }),
    'production/site/Site: adminUser is root;drop; a login name has letters, digits, spaces and _ . - @, at most 60; leave it out for administrator',
  ),
  wrong(
    'a prefix of tables without an underscore',
    site({ tablePrefix: 'WP' }),
    'production/site/Site: tablePrefix is WP; tables are named after it: lower-case letters, digits and underscores, with an underscore at its end, at most 20; use wp_',
  ),
  wrong(
    'uploads of 2Gi',
    site({ maxUpload: '2Gi' }),
    'production/site/Site: maxUpload is 2Gi; nginx and PHP count it in whole mebibytes, and keep uploads as temporary files, so 1Gi at most; use for example 64Mi',
  ),
  wrong(
    'uploads of half a mebibyte',
    site({ maxUpload: '512Ki' }),
    'production/site/Site: maxUpload is 512Ki; nginx and PHP count it in whole mebibytes, and keep uploads as temporary files, so 1Gi at most; use for example 64Mi',
  ),
  wrong(
    'a page that takes an hour',
    site({ timeout: 3600 }),
    'production/site/Site: timeout is 3600; it is in whole seconds, and a page that takes under 5 or over 900 is no page; use 120',
  ),
  wrong(
    'a header with a space in its name',
    site({ headers: { 'X Frame Options': 'DENY' } }),
    "production/site/Site: headers is X Frame Options; a header's name is made of letters, digits and dashes; write it like Referrer-Policy",
  ),
  wrong(
    'a header with a quote that nginx would understand',
    site({ headers: { 'Referrer-Policy': '"no-referrer"' } }),
    `production/site/Site: headers.Referrer-Policy is "no-referrer"; a value is one line of ASCII, and double quotes, backslashes and dollar signs would mean something to nginx; use single quotes, as in frame-ancestors 'self'`,
  ),
  wrong(
    'a page cache without memory',
    web({ resources: { cpu: '100m', memory: '16Mi' } }),
    'production/site/Web: resources.memory is 16Mi; nginx keeps pages in its memory, and what it needs itself must fit beside them; use at least 32Mi',
    (memory) => web({ resources: { cpu: '100m', memory } }),
  ),
  wrong(
    'too little memory for php-fpm',
    site({ resources: { cpu: '500m', memory: '128Mi' } }),
    'production/site/Site: resources.memory is 128Mi; php-fpm needs 160Mi for itself and 56Mi for each request at the same time; use at least 256Mi',
    (memory) => site({ resources: { cpu: '500m', memory } }),
  ),
  wrong(
    'more children than the memory holds',
    site({ children: 50 }),
    'production/site/Site: children is 50; 512Mi of memory hold 1 to 6; use at most 6, or more memory',
    (most) => site({ children: Number(most) }),
  ),
  wrong(
    'a schedule with six fields',
    site({ cron: Cron.schedule({ minute: '0 */5' }) }),
    'production/site/Site: cron is 0 */5 * * * *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
  ),
  wrong(
    'a schedule that never comes',
    site({ cron: Cron.schedule({ minute: '0', hour: '0', day: '30', month: '2' }) }),
    'production/site/Site: cron is 0 0 30 2 *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
  ),
  wrong(
    'files of no size',
    site({ filesSize: 'big' }),
    'production/site/Site: files.size is big; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),

  wrong(
    'a second host name that is an address',
    front({ extraHosts: ['198.51.100.4'] }),
    'production/site/Front: extraHosts[0] is 198.51.100.4; it must be a DNS name, and is an address or has a port; write it like blog.example.org',
  ),
  wrong(
    'a host name twice',
    front({ extraHosts: ['blog.example.org'] }),
    'production/site/Front: extraHosts is blog.example.org; it is there twice, and routers reject or ignore one of them; write it once',
  ),
  wrong(
    'a Secret for TLS without a name',
    front({ tls: Tls.secret('') }),
    'production/site/Front: tls.secretName is empty; it names an object, so it is made of lower-case letters, digits, dashes and dots; name the Secret with tls.crt and tls.key, like blog-tls',
  ),
  wrong(
    'a Secret for TLS with a name that none can have',
    front({ tls: Tls.secret('Blog_TLS') }),
    'production/site/Front: tls.secretName is Blog_TLS; it names an object, so it is made of lower-case letters, digits, dashes and dots; name the Secret with tls.crt and tls.key, like blog-tls',
  ),
  wrong(
    'a certificate behind a load balancer that reads nothing',
    front({ exposure: Exposure.loadBalancer() }),
    'production/site/Front: tls is Tls.certManager; behind Exposure.loadBalancer the pods get the bytes as they come, and serve plain HTTP; use Tls.terminatedUpstream() if a load balancer before it has the certificate, or Exposure.ingress, gateway or route',
  ),
  wrong(
    'an Ingress without a class',
    front({ exposure: Exposure.ingress({ className: '', controllerNamespace: 'traefik' }) }),
    'production/site/Front: exposure.className is empty; it names an object, so it is made of lower-case letters, digits, dashes and dots; see "kubectl get ingressclasses"',
  ),
  wrong(
    'a port of the nodes that is 80',
    front({ exposure: Exposure.nodePort({ port: 80 }), tls: Tls.none() }),
    'production/site/Front: exposure.port is 80; nodes keep the ports from 30000 to 32767 for Services; use one of them, or leave it out and let Kubernetes choose',
  ),
  wrong(
    'a range of addresses with bits after its length',
    front({ exposure: Exposure.loadBalancer({ sources: ['10.0.0.1/8'] }), tls: Tls.none() }),
    'production/site/Front: exposure.sources[0] is 10.0.0.1/8; a range of addresses is its first address, a slash and the number of leading bits that all share; write for example 192.0.2.0/24, or 192.0.2.7/32 for a single address',
  ),
  wrong(
    'a load balancer that nobody may come to',
    front({ exposure: Exposure.loadBalancer({ sources: [] }), tls: Tls.none() }),
    'production/site/Front: exposure.sources is []; an open port that nobody may come to serves nobody; name who may come, leave it out for everyone, or use Exposure.clusterIp()',
  ),
  wrong(
    'a redirect to https without any',
    front({
      exposure: Exposure.gateway({
        name: 'public',
        namespace: 'gateway',
        sectionName: 'https',
        redirectSectionName: 'http',
      }),
      tls: Tls.none(),
    }),
    'production/site/Front: exposure.redirectSectionName is http; with Tls.none there is no https to send requests on to; leave it out, or use Tls.terminatedUpstream() for a Gateway with a certificate',
  ),

  wrong(
    'a floating tag',
    () => ({ images: { nginx: 'docker.io/nginxinc/nginx-unprivileged:latest' } }),
    'production: images.nginx is docker.io/nginxinc/nginx-unprivileged:latest; the tag latest means another image tomorrow; use the tag of a version, like 11.8.8',
  ),
  wrong(
    'an image without a registry',
    () => ({ images: { mariadb: 'mariadb:11.8.8' } }),
    'production: images.mariadb is mariadb:11.8.8; an image needs a registry, a repository and a tag, so that everyone gets the same one; write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
  ),
  wrong(
    'an image without a tag',
    () => ({ images: { wordpress: 'docker.io/library/wordpress' } }),
    'production: images.wordpress is docker.io/library/wordpress; an image needs a registry, a repository and a tag, so that everyone gets the same one; write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
  ),

  wrong(
    'a namespace of the cluster',
    tenant({ namespace: 'kube-system' }),
    "production/cluster/Tenant: namespace is kube-system; that namespace is the cluster's own; use one of your own, like blog-production",
  ),
  wrong(
    'a namespace in capitals',
    tenant({ namespace: 'Blog' }),
    'production/cluster/Tenant: namespace is Blog; a namespace has lower-case letters, digits and dashes, at most 63; write for example blog-production',
  ),
  wrong(
    'a namespace of 64 letters',
    tenant({ namespace: 'b'.repeat(64) }),
    'production/cluster/Tenant: namespace is bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb; a namespace has lower-case letters, digits and dashes, at most 63; write for example blog-production',
  ),
  wrong(
    'a namespace that leaves no room for the one of storage',
    tenant({ namespace: 'b'.repeat(60) }),
    'production/cluster/StorageTenant: namespace is bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-storage; a namespace has lower-case letters, digits and dashes, at most 63; write for example blog-production',
  ),
  wrong(
    'everybody as a developer',
    tenant({ developers: ['system:authenticated'] }),
    "production/cluster/Tenant: developers is system:authenticated; a role goes to a group of known people, and what starts with system: is the cluster's own; name a group as the cluster's identity provider does, like blog-team",
  ),
  wrong(
    'no administrators',
    tenant({ administrators: [] }),
    "production: tenant.administrators is []; somebody must look after the site when it is ill; name a group as the cluster's identity provider does, like blog-team",
  ),
  wrong(
    'a group without a name',
    tenant({ developers: [''] }),
    "production/cluster/Tenant: developers is empty; a role goes to a group of known people, and what starts with system: is the cluster's own; name a group as the cluster's identity provider does, like blog-team",
  ),
  wrong(
    'a memory quota below the stack',
    quota({ memory: '8Gi' }),
    `production/cluster/Tenant/Quota: quota.memory is 8Gi; the stack needs up to 18704Mi at its most (Deployment web 13 x 848Mi, StatefulSet database 3 x 2Gi, CronJob restore-drill 1 x 512Mi, CronJob backup 1 x 256Mi, CronJob restore 1 x 256Mi, 2 smaller); raise it to at least 18704Mi`,
    (memory) => quota({ memory }),
  ),
  wrong(
    'a CPU quota below the stack',
    quota({ cpu: '4' }),
    `production/cluster/Tenant/Quota: quota.cpu is 4; the stack needs up to 12560m at its most (Deployment web 13 x 670m, StatefulSet database 3 x 1, CronJob backup 1 x 250m, CronJob restore 1 x 250m, CronJob restore-drill 1 x 250m, 2 smaller); raise it to at least 12560m`,
    (cpu) => quota({ cpu }),
  ),
  wrong(
    'a storage quota below the stack',
    quota({ storage: '100Gi' }),
    'production/cluster/Tenant/Quota: quota.storage is 100Gi; the stack needs up to 210Gi at its most (PersistentVolumeClaim backup-volume 1 x 100Gi, StatefulSet database 3 x 30Gi, PersistentVolumeClaim site-files 1 x 20Gi); raise it to at least 210Gi',
    (storage) => quota({ storage }),
  ),
  wrong(
    'a quota of pods below the stack',
    quota({ pods: 10 }),
    `production/cluster/Tenant/Quota: quota.pods is 10; the stack needs up to 21 at its most (Deployment web 13 x 1, StatefulSet database 3 x 1, CronJob backup 1 x 1, CronJob restore 1 x 1, CronJob restore-drill 1 x 1, 2 smaller); raise it to at least 21`,
    (pods) => quota({ pods: Number(pods) }),
  ),
  wrong(
    'a quota in words',
    quota({ cpu: 'all' }),
    'production/cluster/Tenant: quota.cpu is all; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),
  wrong(
    '18 PB for a developer',
    site({ filesSize: '18Pi' }),
    'production/cluster/Tenant/Quota: quota.storage is 300Gi; the stack needs up to 18874558Gi at its most (PersistentVolumeClaim site-files 1 x 18874368Gi, PersistentVolumeClaim backup-volume 1 x 100Gi, StatefulSet database 3 x 30Gi); raise it to at least 18874558Gi',
    (storage) => (props) => ({ ...site({ filesSize: '18Pi' })(props), ...quota({ storage })(props) }),
  ),

  wrong(
    'shared files on block storage',
    () => ({ sharedFiles: fast }),
    'production/site/Site: files.class is fast; every web pod, on whatever node, mounts this volume, so its class must allow many mounts (ReadWriteMany); use an NfsStorageClass or StorageClass.sharedFiles(...)',
  ),
  wrong(
    'a class named after NFS',
    sharedFiles({ className: 'nfs' }),
    'production/storage/Shared: className is nfs; those who ask for a volume say what they need, and nfs is how it is made, which may change; name the class by what it promises, like shared or standard',
  ),
  wrong(
    'a class in capitals',
    sharedFiles({ className: 'Shared' }),
    'production/storage/Shared: className is Shared; a class name has lower-case letters, digits, dots and dashes, at most 63; write for example shared',
  ),
  wrong(
    'a file server with a path',
    sharedFiles({ server: 'nfs.example.org:/exports' }),
    'production/storage/Shared: server is nfs.example.org:/exports; it must be a host name or an IP address alone, without protocol, port or path; write for example files.example.org',
  ),
  wrong(
    'a relative path',
    sharedFiles({ path: 'exports/production' }),
    'production/storage/Shared: path is exports/production; it must be the absolute path of a directory below /, with letters, digits, dots, dashes and underscores; export a directory for this class alone, and write for example /exports/kubernetes',
  ),
  wrong(
    'the whole server',
    sharedFiles({ path: '/' }),
    'production/storage/Shared: path is /; it must be the absolute path of a directory below /, with letters, digits, dots, dashes and underscores; export a directory for this class alone, and write for example /exports/kubernetes',
  ),
  wrong(
    'a mount that gives up',
    sharedFiles({ mountOptions: ['nfsvers=4.1', 'soft'] }),
    'production/storage/Shared: mountOptions is soft; a write that the server is slow to take would be lost without a word; leave soft out',
    () => sharedFiles({ mountOptions: ['nfsvers=4.1'] }),
  ),
  wrong(
    'files that are kept and deleted',
    sharedFiles({ reclaimPolicy: 'Retain', onDelete: 'delete' }),
    'production/storage/Shared: onDelete is delete; with reclaimPolicy Retain no file is ever deleted; use onDelete retain, or reclaimPolicy Delete',
  ),
  wrong(
    'a provisioner that is root',
    sharedFiles({ provisioner: NfsProvisioner.subdir({ uid: 0 }) }),
    'production/storage/Shared/Provisioner: uid is 0; Pod Security lets nobody be root, and with all_squash on the server nobody needs to be; use a number above 0 and below 2147483648, or leave it out for 10001',
  ),

  wrong(
    'no broker',
    kafka({ brokers: [] }),
    'production/site/Web: shipper.to.brokers is []; a client needs at least one broker to find the others; name one or more, like kafka.logs.svc:9092',
  ),
  wrong(
    'a broker without a port',
    kafka({ brokers: ['kafka.logging.svc'] }),
    'production/site/Web: shipper.to.brokers is kafka.logging.svc; a broker is a host and a port from 1 to 65535 with a colon between; write it like kafka.logs.svc:9092',
  ),
  wrong(
    'a broker at port 99999',
    kafka({ brokers: ['kafka.logging.svc:99999'] }),
    'production/site/Web: shipper.to.brokers is kafka.logging.svc:99999; a broker is a host and a port from 1 to 65535 with a colon between; write it like kafka.logs.svc:9092',
  ),
  wrong(
    'a topic with a space',
    kafka({ topic: 'access log' }),
    'production/site/Web: shipper.to.topic is access log; a topic has letters, digits, dots, underscores and dashes, at most 249; name it like access-log',
  ),
  wrong(
    'two brokers of Kafka',
    pipeline({ kafka: { brokers: 2, volume: { size: '50Gi', class: StorageClass.block('fast') } } }),
    'production/logs/Logs/Kafka: brokers is 2; every line is on three brokers, two of which must have it before it is acknowledged; use 3 or more, or 1 for development',
  ),
  wrong(
    'Kafka on NFS',
    pipeline({ kafka: { brokers: 3, volume: { size: '50Gi', class: StorageClass.sharedFiles('shared') } } }),
    'production/logs/Logs/Kafka: volume.class is shared; it needs a volume that locks and syncs as a local disk does, which network file systems do not; use a class of block storage',
  ),
  wrong(
    'two nodes of Elasticsearch',
    pipeline({ elasticsearch: { nodes: 2, volume: { size: '150Gi', class: StorageClass.block('fast') } } }),
    'production/logs/Logs/Elasticsearch: nodes is 2; a majority of three must be able to elect a master when one is lost; use 3 or more, or 1 for development',
  ),
  wrong(
    'more copies of Logstash than partitions',
    pipeline({ logstash: { replicas: 7, volume: { size: '10Gi', class: StorageClass.block('fast') } } }),
    'production/logs/Logs/Logstash: replicas is 7; each partition of the topic is read by one copy, and there are 6 partitions; use 1 to 6, or more partitions',
  ),
  wrong(
    'log lines that stay for an hour',
    pipeline({ retention: Duration.hours(1) }),
    'production/logs/Logs/Stream: retention is 60 minutes; lines go by whole days, and those of today can never go; use for example Duration.days(30)',
  ),
  wrong(
    'a shipper without memory',
    logs({ resources: { cpu: '50m', memory: '' } }),
    'production/site/Web: shipper.resources.memory is empty; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),

  wrong(
    'a backup that is never kept',
    backup({ keep: 0 }),
    'production/database/Backup: keep is 0; it is a whole number from 1 to 36500, as a backup that is dropped at once is none; use for example 8',
  ),
  wrong(
    'a backup in six fields',
    backup({ every: Cron.schedule({ minute: '0 0', hour: '23' }) }),
    'production/database/Backup: every is 0 0 23 * * *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
  ),
  wrong(
    'a backup at noon, says the schedule',
    backup({ every: Cron.schedule({ minute: 'noon' }) }),
    'production/database/Backup: every is noon * * * *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
  ),
  wrong(
    'a backup on an eighth day',
    backup({ every: Cron.schedule({ minute: '0', hour: '23', weekDay: '8' }) }),
    'production/database/Backup: every is 0 23 * * 8; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
  ),
  wrong(
    'a time zone that nobody knows',
    backup({ timeZone: 'Europe/Barcelona' }),
    'production/database/Backup: timeZone is Europe/Barcelona; a time zone is a name of the IANA database, so that summer time is kept; write for example Europe/Madrid or Etc/UTC',
  ),
  wrong(
    'a time zone as an offset',
    backup({ timeZone: '+01:00' }),
    'production/database/Backup: timeZone is +01:00; a time zone is a name of the IANA database, so that summer time is kept; write for example Europe/Madrid or Etc/UTC',
  ),
  wrong(
    'a backup that may not be late',
    backup({ startingDeadline: Duration.minutes(1) }),
    'production/database/Backup: startingDeadline is 1 minute; a backup that may hardly be late is skipped whenever the control plane is busy; use at least 15 minutes',
    (minutes) => backup({ startingDeadline: Duration.minutes(Number(minutes)) }),
  ),
  wrong(
    'backups that go to an object store in the open',
    backup({ copyTo: { endpoint: 'http://minio.storage.svc:9000', bucket: 'backups' } }),
    'production/database/Backup: copyTo.endpoint is http://minio.storage.svc:9000; over http everybody on the way reads the backups, which have every password and address of the site; use https, or encryption',
    () => backup({ copyTo: { endpoint: 'http://minio.storage.svc:9000', bucket: 'backups' }, encryption: {} }),
  ),
  wrong(
    'backups that go to a bucket by its address',
    backup({ copyTo: { endpoint: 'https://s3.example.org/backups', bucket: 'backups' } }),
    'production/database/Backup/ObjectStore: endpoint is https://s3.example.org/backups; it is the address of the store alone, without bucket, folder or credentials; write it like https://s3.example.org',
  ),
  wrong(
    'backups that go to a bucket that nobody can have',
    backup({ copyTo: { endpoint: 'https://s3.example.org', bucket: 'Backups' } }),
    'production/database/Backup/ObjectStore: bucket is Backups; the name of a bucket has 3 to 63 lower-case letters, digits, dots and dashes; write it like blog-backups',
  ),
  wrong(
    'backups that go to a folder above their bucket',
    backup({ copyTo: { endpoint: 'https://s3.example.org', bucket: 'backups', folder: '../others' } }),
    'production/database/Backup/ObjectStore: folder is ../others; it is made of letters, digits, dots, dashes and underscores, with slashes between folders only; write it like wordpress/production',
  ),
  wrong(
    'a drill that never comes due',
    backup({ drill: { every: Cron.schedule({ minute: '0', hour: '5', day: '31', month: '4' }) } }),
    'production/database/RestoreDrill: every is 0 5 31 4 *; a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; write for example "0 23 * * 4" for Thursday at 23:00',
  ),
  wrong(
    'a drill that changes what it should look at',
    backup({ drill: { mustFind: ['delete from wp_posts'] } }),
    "production/database/RestoreDrill: mustFind is delete from wp_posts; each is a single select on one line, without a semicolon; write it like select 1 from wp_options where option_name = 'siteurl'",
  ),
  wrong(
    'a drill on a disk of no size',
    backup({ drill: { scratch: 'all' } }),
    'production/database/RestoreDrill: scratch is all; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),
  wrong(
    'backups of no size',
    backup({ size: 'much' }),
    'production/database/Backup: volume.size is much; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
  ),

  wrong(
    'a Kubernetes that is too old',
    () => ({ cluster: { kubernetesVersion: '1.20' } }),
    'production: kubernetesVersion is 1.20; it must be a version of Kubernetes from 1.27 on; write what "kubectl version" says of the server, like 1.37',
  ),
  wrong(
    'a Kubernetes that is a word',
    () => ({ cluster: { kubernetesVersion: 'latest' } }),
    'production: kubernetesVersion is latest; it must be a version of Kubernetes from 1.27 on; write what "kubectl version" says of the server, like 1.37',
  ),
  wrong(
    'a store without a name',
    () => ({ cluster: { secrets: SecretSource.external({ store: '' }) } }),
    'production: cluster.secrets.store is empty; it names an object, so it is made of lower-case letters, digits, dashes and dots; see "kubectl get clustersecretstores,secretstores -A"',
  ),
  wrong(
    'a password in the address of the repository',
    delivery({ repository: 'https://me:secret@git.example.org/blog.git' }),
    'argo-cd/production/wordpress-production: repository is https://…@git.example.org/blog.git; Argo CD reads one repository by https or ssh, and its password is no part of the address; write it like https://git.example.org/team/site.git or git@git.example.org:team/site.git',
  ),
  wrong(
    'an empty revision',
    delivery({ revision: '' }),
    'argo-cd/production/wordpress-production: revision is empty; it must name one branch, tag or commit, so that everybody knows what is applied; write it like main or v1.4.0',
  ),
  wrong(
    'an API server without https',
    delivery({ server: 'http://10.0.0.1:6443' }),
    'argo-cd/production/wordpress-production: server is http://10.0.0.1:6443; it must be the address of one API server, by https; see "argocd cluster list"',
  ),

  {
    name: 'two environments with one StorageClass',
    environments: { testing: { ...testing, sharedFiles: { ...production.sharedFiles } }, production },
    sentences: [
      'production/storage/Shared/Resource: metadata.name is shared; testing/storage/Shared/Resource makes the StorageClass shared in the cluster too, and the one that is applied last would overwrite the other; give one of them another name or namespace',
    ],
  },
  {
    name: 'two environments in one namespace',
    environments: {
      testing: { ...testing, tenant: { ...testing.tenant, namespace: 'blog' } },
      production: { ...production, tenant: { ...production.tenant, namespace: 'blog' } },
    },
    sentences: [
      'production: tenant.namespace is blog; testing lives there, and the one that is applied last would overwrite the other; use another, or leave it out for wordpress-production',
    ],
  },
  {
    name: 'an environment with a name that no namespace can have',
    environments: { Production: production },
    sentences: [
      "Production: the environment's name is Production; its folder and its namespace are named after it, so it has lower-case letters, digits and dashes; write for example production",
    ],
  },
];
