import { Endpoint } from '../kubernetes/endpoint';
import { RequiredSecret } from '../kubernetes/required-secret';

/** A database as its clients need to know it. */
export interface DatabaseEndpoint extends Endpoint {
  /** Name of the schema. */
  readonly database: string;
  /** Account of the application. */
  readonly user: string;
  /** Where the accounts' passwords are, by account. */
  readonly accounts: RequiredSecret;
  /** Key of the application's password. */
  readonly passwordKey: string;
  /** Connections that one node of it takes from the application. */
  readonly maxConnections: number;
}
