import { Endpoint } from '../kubernetes/endpoint';
import { RequiredSecret } from '../kubernetes/required-secret';

/** Where the certificate of whoever signed others is. */
export interface CertificateAuthority {
  /** The Secret. */
  readonly secretName: string;
  /** Its key. */
  readonly key: string;
}

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
  /** What proves its certificate to clients; undefined where they connect without encryption. */
  readonly authority?: CertificateAuthority;
  /** Connections that one node of it takes from the application. */
  readonly maxConnections: number;
}
