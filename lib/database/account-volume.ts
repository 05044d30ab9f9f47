import { k8s } from 'cdk8s-plus-27';
import { DatabaseEndpoint } from './database-endpoint';

/** What a client of a database mounts: the passwords of its accounts, and `ca.crt` where the database speaks TLS. */
export function accountVolume(
  { accounts, authority }: Pick<DatabaseEndpoint, 'accounts' | 'authority'>,
  name: string,
  keys: readonly string[],
): k8s.Volume {
  if (!authority) return accounts.volume(name, keys);
  return {
    name,
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: accounts.name, items: keys.map((key) => ({ key, path: key })) } },
        { secret: { name: authority.secretName, items: [{ key: authority.key, path: 'ca.crt' }] } },
      ],
    },
  };
}
