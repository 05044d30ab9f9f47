import { Construct } from 'constructs';
import { DatabaseEndpoint } from '../../lib/database/database-endpoint';
import { standardLabels } from '../../lib/kubernetes/labels';
import { RequiredSecret } from '../../lib/kubernetes/required-secret';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';

/** A database `database`, without the database. */
export function database(scope: Construct, differing: Partial<DatabaseEndpoint> = {}): DatabaseEndpoint {
  const instance = 'database';
  const labels = standardLabels({
    name: 'mariadb',
    instance,
    component: 'database',
    image: 'docker.io/library/mariadb:11.8.8',
  });
  const network = new WorkloadNetwork(scope, 'Database', { instance, metadata: { labels } });
  return {
    host: 'database',
    port: 3306,
    podPort: 3306,
    peer: network.peer,
    network,
    database: 'blog',
    user: 'writer',
    accounts: new RequiredSecret(scope, 'Accounts', {
      name: 'database-accounts',
      purpose: 'passwords of the database',
      keys: { 'writer-password': { random: 32 }, 'root-password': { random: 32 } },
    }),
    passwordKey: 'writer-password',
    maxConnections: 150,
    ...differing,
  };
}
