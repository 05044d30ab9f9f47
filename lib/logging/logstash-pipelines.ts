import { configurationFile } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { AccessLogStream } from './access-log-stream';

/** A database that says in which country an address is; whoever uses one gets it by its own licence. */
export interface CountryDatabase {
  /** Claim of the volume that has it. */
  readonly claim: string;
  /** The file on the volume: `GeoLite2-Country.mmdb`. */
  readonly file: string;
}

/** What the pipelines are made of. */
export interface PipelinesProps {
  /** Where lines come from. */
  readonly kafka: Endpoint;
  /** Name of the topic that has them. */
  readonly topic: string;
  /** Where they go. */
  readonly stream: AccessLogStream;
  /** Threads of one copy that read. */
  readonly threads: number;
  /** Folder of Logstash's own data. */
  readonly data: string;
  /** What says in which country a visitor is. */
  readonly countries?: CountryDatabase;
}

/** Where the database of countries is mounted. */
export const COUNTRIES_PATH = '/countries';

/** The pipeline of the access log, and that of lines which Elasticsearch refused, as files. */
export function logstashPipelines(props: PipelinesProps): Record<'access-log.conf' | 'dead-letters.conf', string> {
  const { kafka, stream, countries } = props;
  const { namespace } = stream;
  const search = stream.elasticsearch.url;
  return {
    'access-log.conf': configurationFile('logging', 'access-log.conf', {
      brokers: `${kafka.host}:${kafka.port}`,
      topic: props.topic,
      threads: props.threads,
      search,
      dataset: stream.dataset,
      namespace,
      countries: countries
        ? configurationFile('logging', 'countries.conf', { database: `${COUNTRIES_PATH}/${countries.file}` })
        : '',
    }),
    'dead-letters.conf': configurationFile('logging', 'dead-letters.conf', {
      search,
      data: props.data,
      dataset: stream.deadLettersDataset,
      namespace,
    }),
  };
}
