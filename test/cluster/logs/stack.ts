// Web servers whose access log goes to a Kafka of their own, made of the constructs that users take.
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import {
  Application,
  CheckedApp,
  DEFAULT_IMAGES,
  KafkaCluster,
  KafkaTopic,
  Peer,
  Scale,
  Shipper,
  StableChart,
  StorageClass,
  Tenant,
  WebWithFilebeatSidecar,
} from '../../../lib';

export const NAMESPACE = 'logs-on-pods';
export const TOPIC = 'access-log';
/** Requests below it are not logged. */
export const NOT_LOGGED = '/not-logged/';
export const BROKERS = 3;
export const WEB_PODS = 2;
/** Whoever carries it as the topic's Job does may speak with the brokers. */
export const TOPIC_INSTANCE = 'access-log';
export const BOOTSTRAP = 'kafka-bootstrap:9092';

/** Writes the manifests: `platform.k8s.yaml` is to be applied first. */
export function render(folder: string): void {
  const app = new CheckedApp({ outdir: folder });
  const platform = new StableChart(app, 'platform');
  new Tenant(platform, 'Tenant', {
    namespace: NAMESPACE,
    quota: { cpu: '4', memory: '8Gi', storage: '20Gi' },
    administrators: ['platform-team'],
    developers: [],
  });
  logs(new StableChart(app, 'logs', { namespace: NAMESPACE }));
  app.synth();
}

function logs(chart: Chart): void {
  const kafka = new KafkaCluster(chart, 'Kafka', {
    brokers: BROKERS,
    controllers: 'combined',
    volume: { size: '2Gi', class: StorageClass.block('fast') },
    resources: { cpu: '100m', memory: '640Mi' },
  });
  const topic = new KafkaTopic(chart, 'AccessLog', { cluster: kafka, name: TOPIC });
  const web = new WebWithFilebeatSidecar(chart, 'Web', {
    // nginx answers all by itself: what is measured is the log.
    application: Application.staticFiles({ name: 'files', image: DEFAULT_IMAGES.nginx }),
    scale: Scale.fixed(WEB_PODS),
    shipper: Shipper.filebeat({ to: topic.input }),
  });
  web.network.allowFrom(Peer.anywhere(), web.podPort);
  alsoWithoutLog(web);
}

/** A folder whose requests are answered as all others, but not logged, to compare with. */
function alsoWithoutLog(web: WebWithFilebeatSidecar): void {
  const all = 'location / {';
  const files = web.node
    .findAll()
    .find((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === 'ConfigMap');
  const server = (files?.toJson() as { data: Record<string, string> } | undefined)?.data['server.conf'];
  if (files === undefined || !server?.includes(all)) throw new Error('the web server has another configuration');
  const inside = server.slice(server.indexOf(all) + all.length, server.lastIndexOf('}'));
  const conf = server.replace(all, `location ${NOT_LOGGED} {\n\t\taccess_log off;${inside}\t${all}`);
  files.addJsonPatch(JsonPatch.replace('/data/server.conf', conf));
}

if (require.main === module) render(process.argv[2] ?? '');
