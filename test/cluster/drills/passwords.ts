// The password of root: in the Secret, in the pods, and as the servers know it.
import { get, kubectl, type Output, tryKubectl } from '../kubectl';
import { NAMESPACE, one } from './database';

const SECRET = 'database-accounts';
const inDatabase = (pod: string): string[] => ['exec', '-n', NAMESPACE, pod, '-c', 'mariadb', '--'];

export async function rootPassword(): Promise<string> {
  const { data } = one(await get<{ data: { root: string } }>('secret', '-n', NAMESPACE, SECRET));
  return Buffer.from(data.root, 'base64').toString();
}

export const setRootPassword = (password: string): Promise<string> =>
  kubectl(['patch', 'secret', '-n', NAMESPACE, SECRET, '-p', JSON.stringify({ stringData: { root: password } })]);

/** The password as the kubelet has brought it to a pod. */
export const rootPasswordIn = async (pod: string): Promise<string> =>
  (await tryKubectl([...inDatabase(pod), 'cat', '/etc/galera-accounts/root'])).stdout;

/** Tries a password on one node. */
export const loginAsRoot = (pod: string, password: string): Promise<Output> =>
  tryKubectl([
    ...inDatabase(pod),
    ...['env', `MYSQL_PWD=${password}`, 'mariadb', '--no-defaults', '--socket=/run/mysqld/mysqld.sock'],
    ...['--user=root', '--execute=select 1'],
  ]);
