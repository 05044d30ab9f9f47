import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, podTemplate } from '../kubernetes/pod';
import { quantity } from '../kubernetes/quantity';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { SearchEngine } from './search-engine';

/** Settings of an {@link AccessLogStream}. */
export interface AccessLogStreamProps {
  /** Where the lines are kept. */
  readonly elasticsearch: SearchEngine;
  /**
   * How long they can be looked at.
   * @default Duration.days(30)
   */
  readonly retention?: Duration;
  /**
   * Last part of the data stream's name, which tells several sites in one Elasticsearch apart.
   * @default default
   */
  readonly namespace?: string;
}

const DATASET = 'access';
const DEAD_LETTERS = 'access_refused';
const PATIENCE = Duration.minutes(30);

/**
 * The data stream of the access log in Elasticsearch: what its lines look like, how long they stay, and who may write. A
 * Job tells Elasticsearch so, before the first line comes.
 *
 * @see https://www.elastic.co/docs/manage-data/lifecycle/data-stream
 */
export class AccessLogStream extends Construct {
  /** What tells Elasticsearch. */
  readonly job: k8s.KubeJob;
  /** Where the lines are kept. */
  readonly elasticsearch: SearchEngine;
  /** Template, role and script. */
  readonly config: k8s.KubeConfigMap;
  /** Second part of its name. */
  readonly dataset = DATASET;
  /** Last part of its name. */
  readonly namespace: string;
  /** Its name. */
  readonly stream: string;
  /** Second part of the name of the data stream of lines that Elasticsearch refused. */
  readonly deadLettersDataset = DEAD_LETTERS;
  /** Its name. */
  readonly deadLetters: string;

  /** @throws ConfigurationError if lines would stay less than a day, or there can be no such data stream */
  constructor(scope: Construct, id: string, props: AccessLogStreamProps) {
    super(scope, id);
    const { elasticsearch } = props;
    this.elasticsearch = elasticsearch;
    this.namespace = checkedNamespace(this, props.namespace ?? 'default');
    this.stream = `logs-${DATASET}-${this.namespace}`;
    this.deadLetters = `logs-${DEAD_LETTERS}-${this.namespace}`;
    const days = checkedRetention(this, props.retention ?? Duration.days(30));
    const instance = instanceName(this);
    const labels = standardLabels({
      name: 'elasticsearch',
      instance,
      component: 'set-up',
      image: elasticsearch.image,
    });
    const metadata = { labels };
    const network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    network.connectTo(elasticsearch);

    const replicas = Math.min(elasticsearch.size - 1, 1);
    const files = {
      'set-up-search.sh': configurationFile('logging', 'set-up-search.sh'),
      'role-logstash.json': configurationFile('logging', 'role-logstash.json', {
        stream: this.stream,
        deadLetters: this.deadLetters,
      }),
      'access-log-template.json': configurationFile('logging', 'access-log-template.json', {
        stream: this.stream,
        retention: `${days}d`,
        replicas,
      }),
      'dead-letters-template.json': configurationFile('logging', 'dead-letters-template.json', {
        stream: this.deadLetters,
        retention: `${days}d`,
        replicas,
      }),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: files });
    const template = podTemplate(this, {
      labels,
      user: { uid: 1000 },
      restartPolicy: 'Never',
      priorityClassName: elasticsearch.priorityClassName,
      containers: [
        container(this, '', {
          name: 'set-up',
          image: elasticsearch.image,
          resources: { cpu: '50m', memory: '128Mi' },
          command: ['bash', '/etc/elasticsearch-settings/set-up-search.sh'],
          env: [
            { name: 'URL', value: elasticsearch.url },
            { name: 'STREAM', value: this.stream },
            { name: 'DEAD_LETTERS', value: this.deadLetters },
          ],
          volumeMounts: [
            { name: 'settings', mountPath: '/etc/elasticsearch-settings', readOnly: true },
            { name: 'accounts', mountPath: '/etc/elasticsearch-accounts', readOnly: true },
            { name: 'ca', mountPath: '/etc/elasticsearch-ca', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        }),
      ],
      volumes: [
        { name: 'settings', configMap: { name: this.config.name, defaultMode: 0o444 } },
        elasticsearch.accountsVolume('accounts'),
        elasticsearch.authorityVolume('ca'),
        { name: 'tmp', emptyDir: { sizeLimit: quantity('16Mi') } },
      ],
    });
    // A Job can't be changed: another setting or script makes a new one.
    this.job = new k8s.KubeJob(this, `SetUp-${contentHash(template, files).slice(0, 8)}`, {
      metadata,
      spec: { backoffLimit: 6, activeDeadlineSeconds: PATIENCE.toSeconds(), template },
    });
  }
}

function checkedRetention(scope: Construct, retention: Duration): number {
  const days = retention.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days;
  reject(scope, {
    prop: 'retention',
    value: retention.toHumanString(),
    rule: 'lines go by whole days, and those of today can never go',
    fix: 'use for example Duration.days(30)',
  });
}

function checkedNamespace(scope: Construct, namespace: string): string {
  if (/^[a-z0-9][a-z0-9_.]{0,62}$/.test(namespace)) return namespace;
  reject(scope, {
    prop: 'namespace',
    value: namespace,
    rule: 'dashes part the name of a data stream, so this part has lower-case letters, digits, dots and underscores',
    fix: 'use for example production',
  });
}
