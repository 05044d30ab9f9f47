import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { SYNC_WAVE } from '../delivery/sync-waves';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, podTemplate } from '../kubernetes/pod';
import { quantity } from '../kubernetes/quantity';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { AccessLogStream } from './access-log-stream';

/** What gives Kibana the dashboard. */
export interface DashboardImportProps {
  /** What it shows. */
  readonly stream: AccessLogStream;
  /** Where Kibana is. */
  readonly kibana: Endpoint;
  /** What carries the files of {@link dashboardFiles}, beside others. */
  readonly config: k8s.KubeConfigMap;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

const USER = { uid: 1000 };
const PATIENCE = Duration.minutes(30);

/** The dashboard, and the script that imports it. */
export function dashboardFiles({ stream, deadLetters }: AccessLogStream): Record<string, string> {
  return {
    'dashboard.ndjson': configurationFile('logging', 'dashboard.ndjson', { stream, deadLetters }),
    'import-dashboard.sh': configurationFile('logging', 'import-dashboard.sh'),
  };
}

/** A Job that gives Kibana the dashboard, and the network that it needs. */
export function dashboardJob(scope: Construct, props: DashboardImportProps): k8s.KubeJob {
  const { elasticsearch } = props.stream;
  const files = dashboardFiles(props.stream);
  const instance = instanceName(scope);
  const labels = standardLabels({ name: 'kibana', instance, component: 'set-up', image: elasticsearch.image });
  const network = new WorkloadNetwork(scope, 'Network', { instance, metadata: { labels } });
  network.connectTo(props.kibana);
  const items = Object.keys(files).map((file) => ({ key: file, path: file }));
  const template = podTemplate(scope, {
    labels,
    user: USER,
    restartPolicy: 'Never',
    priorityClassName: props.priorityClassName,
    containers: [
      container(scope, '', {
        name: 'import-dashboard',
        image: elasticsearch.image,
        resources: { cpu: '50m', memory: '128Mi' },
        command: ['bash', '/etc/kibana-settings/import-dashboard.sh'],
        env: [{ name: 'URL', value: `http://${props.kibana.host}:${props.kibana.port}` }],
        volumeMounts: [
          { name: 'settings', mountPath: '/etc/kibana-settings', readOnly: true },
          { name: 'accounts', mountPath: '/etc/elasticsearch-accounts', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      }),
    ],
    volumes: [
      { name: 'settings', configMap: { name: props.config.name, defaultMode: 0o444, items } },
      elasticsearch.accountsVolume('accounts', ['elastic']),
      { name: 'tmp', emptyDir: { sizeLimit: quantity('16Mi') } },
    ],
  });
  // A Job can't be changed: another dashboard makes a new one. Before Kibana is there it would wait in vain.
  return new k8s.KubeJob(scope, `Import-${contentHash(template, contentHash(files)).slice(0, 8)}`, {
    metadata: { labels, annotations: { [SYNC_WAVE]: '10' } },
    spec: { backoffLimit: 6, activeDeadlineSeconds: PATIENCE.toSeconds(), template },
  });
}
