import { Duration } from 'cdk8s';
import { LogPipelineProps } from '../../lib/logging/log-pipeline';
import { StorageClass } from '../../lib/storage/storage-class';

/** Settings that a log pipeline has whoever runs its programs. */
export const volume = { size: '10Gi', class: StorageClass.block('fast') };

export const minimal: LogPipelineProps = {
  kafka: { brokers: 3, volume },
  logstash: { volume },
  elasticsearch: { nodes: 3, volume },
};

export const common = {
  logstash: {
    volume,
    replicas: 3,
    resources: { cpu: '2', memory: '4Gi' },
    countries: { claim: 'geoip', file: 'GeoLite2-Country.mmdb' },
    image: 'registry.example.org/logstash:9.1.0',
    priorityClassName: 'batch',
  },
  elasticsearch: {
    nodes: 5,
    volume,
    resources: { cpu: '2', memory: '8Gi' },
    mmap: true,
    image: 'registry.example.org/elasticsearch:9.1.0',
    separateNodes: 'preferred',
    priorityClassName: 'search',
  },
  kibana: {
    replicas: 2,
    resources: { cpu: '500m', memory: '3Gi' },
    publicUrl: 'https://logs.example.org',
    image: 'registry.example.org/kibana:9.1.0',
    priorityClassName: 'web',
  },
  topic: 'lines',
  partitions: 9,
  buffer: Duration.days(1),
  retention: Duration.days(7),
  streamNamespace: 'blog',
  priorityClassName: 'logs',
} satisfies Partial<LogPipelineProps>;
