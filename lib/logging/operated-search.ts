import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DEFAULT_IMAGES, imageVersion, pinnedImage } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { separatePods } from '../kubernetes/pod';
import { RequiredSecret } from '../kubernetes/required-secret';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import {
  checkSize,
  ELASTICSEARCH_LEAST_VOLUME,
  ELASTICSEARCH_RESOURCES,
  ElasticsearchProps,
  HTTP_PORT,
  TRANSPORT_PORT,
} from './elasticsearch';
import { ELASTICSEARCH_MEMORY, heapOptions } from './java-memory';
import { operatedClaim } from './operated-claim';
import { SearchEngine } from './search-engine';
import { operatedResources } from './operated-resources';
import { checkVolume } from './stateful-nodes';

/** Settings of an {@link OperatedElasticsearch}. */
export interface OperatedElasticsearchProps extends Omit<ElasticsearchProps, 'certificate'> {
  /** Its name, from which its Services, pods and Secrets have theirs. */
  readonly name: string;
  /** Namespace of the operator. */
  readonly operator: string;
}

/**
 * Elasticsearch, run by Elastic's operator (ECK), which makes its certificates and the account `elastic`.
 *
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s
 */
export class OperatedElasticsearch extends Construct implements SearchEngine {
  /** The cluster. */
  readonly resource: ApiObject;
  /** Password of Logstash. */
  readonly accounts: RequiredSecret;
  readonly network: WorkloadNetwork;

  readonly host: string;
  readonly port = HTTP_PORT;
  readonly podPort = HTTP_PORT;
  readonly peer: Peer;
  readonly url: string;
  readonly size: number;
  readonly image: string;
  readonly namespace?: string;
  readonly priorityClassName?: string;

  private readonly name: string;

  /** @throws ConfigurationError if there can be no majority, or a volume or quantity is wrong */
  constructor(scope: Construct, id: string, props: OperatedElasticsearchProps) {
    super(scope, id);
    checkSize(this, props.nodes);
    checkVolume(this, props.volume, ELASTICSEARCH_LEAST_VOLUME);
    const instance = instanceName(this);
    const resources = props.resources ?? ELASTICSEARCH_RESOURCES;
    // The operator gives half of it to the heap, too.
    heapOptions(this, 'resources.memory', resources.memory, ELASTICSEARCH_MEMORY);
    this.name = props.name;
    this.size = props.nodes;
    this.image = pinnedImage(this, 'image', props.image ?? DEFAULT_IMAGES.elasticsearch);
    this.namespace = Chart.of(this).namespace;
    this.priorityClassName = props.priorityClassName;
    this.host = [`${this.name}-es-http`, ...(this.namespace ? [this.namespace, 'svc'] : [])].join('.');
    this.url = `https://${this.host}:${this.port}`;
    const labels = standardLabels({ name: 'elasticsearch', instance, component: 'search', image: this.image });
    const metadata = { labels };
    this.accounts = new RequiredSecret(this, 'Accounts', {
      name: `${instance}-accounts`,
      purpose: 'passwords of the accounts of Elasticsearch',
      keys: { logstash: { random: 32 } },
    });
    this.network = new WorkloadNetwork(this, 'Network', {
      instance,
      selector: { 'elasticsearch.k8s.elastic.co/cluster-name': this.name },
      metadata,
    });
    this.network.allowAmongItself(TRANSPORT_PORT, HTTP_PORT);
    this.network.allowFrom(Peer.namespace(props.operator), HTTP_PORT);
    this.peer = this.network.peer;

    this.resource = new ApiObject(this, 'Resource', {
      apiVersion: 'elasticsearch.k8s.elastic.co/v1',
      kind: 'Elasticsearch',
      metadata: { name: this.name, labels },
      spec: {
        version: imageVersion(this.image),
        image: this.image,
        volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
        nodeSets: [
          {
            name: 'default',
            count: this.size,
            config: {
              'node.store.allow_mmap': props.mmap ?? false,
              'action.destructive_requires_name': true,
              'ingest.geoip.downloader.enabled': false,
              'xpack.ml.enabled': false,
            },
            volumeClaimTemplates: [operatedClaim('elasticsearch-data', props.volume)],
            podTemplate: {
              metadata: { labels },
              spec: {
                ...(props.priorityClassName !== undefined && { priorityClassName: props.priorityClassName }),
                ...separatePods(selectorLabels(instance), this.size > 1 ? props.separateNodes : 'preferred'),
                containers: [{ name: 'elasticsearch', resources: operatedResources(this, 'resources', resources) }],
              },
            },
          },
        ],
      },
    });
  }

  /** A volume with passwords of accounts in files of their names; of all that there are, unless some are named. */
  accountsVolume(name: string, accounts: readonly string[] = ['elastic', 'logstash']): k8s.Volume {
    const from = (secret: string, keys: readonly string[]) => {
      const items = keys.filter((key) => accounts.includes(key)).map((key) => ({ key, path: key }));
      return items.length > 0 ? [{ secret: { name: secret, items } }] : [];
    };
    const sources = [...from(`${this.name}-es-elastic-user`, ['elastic']), ...from(this.accounts.name, ['logstash'])];
    return { name, projected: { defaultMode: 0o440, sources } };
  }

  /** A volume with whoever signed its certificate, which the operator renews. */
  authorityVolume(name: string): k8s.Volume {
    const items = [{ key: 'ca.crt', path: 'ca.crt' }];
    return { name, secret: { secretName: `${this.name}-es-http-certs-public`, defaultMode: 0o440, items } };
  }
}
