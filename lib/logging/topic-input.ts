import { Endpoint } from '../kubernetes/endpoint';
import { LogInput } from './log-input';

/** A topic of a Kafka in the same app: whoever ships there may connect to it, and it lets them in. */
export function topicInput({ host, port, peer, network }: Endpoint, topic: string): LogInput {
  return LogInput.kafka({ brokers: [`${host}:${port}`], topic, peer, ...(network && { network }) });
}
