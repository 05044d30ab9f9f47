import { k8s } from 'cdk8s-plus-27';
import { Endpoint } from '../kubernetes/endpoint';

/** Elasticsearch, whoever runs it, as those who use it need to know it. */
export interface SearchEngine extends Endpoint {
  /** Where it is, for clients. */
  readonly url: string;
  /** Number of nodes. */
  readonly size: number;
  /** Image of Elasticsearch, which has the programs of the set-up, too. */
  readonly image: string;
  /** Where its Secrets are. */
  readonly namespace?: string;
  /** Name of the PriorityClass, if there is one. */
  readonly priorityClassName?: string;
  /** A volume with passwords of accounts in files of their names; of all that there are, unless some are named. */
  accountsVolume(name: string, accounts?: readonly string[]): k8s.Volume;
  /** A volume with whoever signed its certificate, `ca.crt`. */
  authorityVolume(name: string): k8s.Volume;
}
