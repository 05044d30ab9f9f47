import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { AccessLogStream } from '../../lib/logging/access-log-stream';
import { Elasticsearch } from '../../lib/logging/elasticsearch';
import { KafkaCluster } from '../../lib/logging/kafka-cluster';
import { KafkaTopic } from '../../lib/logging/kafka-topic';
import { Kibana } from '../../lib/logging/kibana';
import { LogInput } from '../../lib/logging/log-input';
import { Logstash } from '../../lib/logging/logstash';
import { StorageClass } from '../../lib/storage/storage-class';
import { Application } from '../../lib/web/application';
import { Scale } from '../../lib/web/scale';
import { Shipper } from '../../lib/web/shipper';
import { WebWithFilebeatSidecar } from '../../lib/web/web-with-filebeat-sidecar';

/**
 * Writes what the ConfigMaps carry into folders, for tests that run it, and beside them the variables of each container
 * as `NAME=value` lines.
 */
const folder = process.argv[2] ?? '';
const chart = new StableChart(new App(), 'test', { namespace: 'logs' });
const kafka = new KafkaCluster(chart, 'Kafka', {
  brokers: 3,
  volume: { size: '4Gi', class: StorageClass.block('fast') },
  resources: { cpu: '500m', memory: '768Mi' },
  controllerResources: { cpu: '100m', memory: '512Mi' },
});
const topic = new KafkaTopic(chart, 'AccessLog', { cluster: kafka, name: 'access-log' });
const web = new WebWithFilebeatSidecar(chart, 'Web', {
  application: Application.staticFiles({ name: 'handbook', image: 'docker.io/library/busybox:1.37.0' }),
  scale: Scale.fixed(2),
  shipper: Shipper.filebeat({ to: topic.input }),
});

const volume = { size: '10Gi', class: StorageClass.block('fast') };
const elasticsearch = new Elasticsearch(chart, 'Search', {
  nodes: 3,
  volume,
  resources: { cpu: '500m', memory: '1Gi' },
});
const stream = new AccessLogStream(chart, 'Stream', { elasticsearch });
const logstash = new Logstash(chart, 'Logstash', { kafka, topic, stream, volume });
const kibana = new Kibana(chart, 'Kibana', { stream });

const direct = new WebWithFilebeatSidecar(chart, 'Direct', {
  application: Application.staticFiles({ name: 'handbook', image: 'docker.io/library/busybox:1.37.0' }),
  scale: Scale.fixed(2),
  shipper: Shipper.filebeat({ to: LogInput.elasticsearch({ stream }) }),
});

writeFiles('direct', direct.config);
writeFiles('search', elasticsearch.config);
writeFiles('stream', stream.config);
writeFiles('logstash', logstash.config);
writeFiles('kibana', kibana.config);
writeVariables('search', elasticsearch.nodes.statefulSet);
writeVariables('set-up', stream.job);
writeFiles('kafka', kafka.config);
writeFiles('web-shipped', web.config);
writeVariables('broker', kafka.brokers.statefulSet);
if (kafka.controllers) writeVariables('controller', kafka.controllers.statefulSet);
writeVariables('topic', topic.job);

function writeFiles(name: string, config: k8s.KubeConfigMap): void {
  const { data } = config.toJson() as { data: Record<string, string> };
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(data)) writeFileSync(join(folder, name, file), text);
}

function writeVariables(name: string, workload: k8s.KubeStatefulSet | k8s.KubeJob): void {
  const { spec } = workload.toJson() as { spec: { template: { spec: { containers: [{ env: k8s.EnvVar[] }] } } } };
  const [{ env }] = spec.template.spec.containers;
  const lines = env.flatMap((variable) => (variable.value === undefined ? [] : `${variable.name}=${variable.value}\n`));
  writeFileSync(join(folder, `${name}.env`), lines.join(''));
}
