import { Peer } from './peer';
import { WorkloadNetwork } from './workload-network';

/** Something that listens, as its clients need to know it. */
export interface Endpoint {
  /** DNS name that clients use. */
  readonly host: string;
  /** Port that clients use. */
  readonly port: number;
  /** Port where the pods behind it listen; network policies see this one. */
  readonly podPort: number;
  /** Where its traffic ends. */
  readonly peer: Peer;
  /** The listening workload's own network, when it is one of ours; a connection opens both sides. */
  readonly network?: WorkloadNetwork;
}
