// The database of environment "testing" as the drills see it: its pods, what each server says of itself, and its rows.
import { get, kubectl, tryKubectl } from '../kubectl';
import { isReady, type Pod, type Workload } from '../objects';

export const NAMESPACE = 'wordpress-testing';
export const STATEFUL_SET = 'database';
export const SERVICE = 'database-service';
const SIZE = 3;

export const pods = [...Array(SIZE).keys()].map((ordinal) => `${STATEFUL_SET}-${ordinal}`);
export const claimOf = (pod: string): string => `data-${pod}`;

const selector = ['pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${STATEFUL_SET}`];
export const databasePods = (): Promise<Pod[]> => get<Pod>(...selector);

/** The only one, or the first one, which must be there. */
export function one<T>([found]: readonly T[]): T {
  if (found === undefined) throw new Error('There is none.');
  return found;
}

export async function machineOf(pod: string): Promise<string> {
  const machine = await kubectl(['get', 'pod', '-n', NAMESPACE, pod, '-o', 'jsonpath={.spec.nodeName}']);
  if (machine === '') throw new Error(`Pod ${pod} has no machine.`);
  return machine;
}

export async function statefulSet(): Promise<Workload> {
  return one(await get<Workload>('statefulset', '-n', NAMESPACE, STATEFUL_SET));
}

/** How often a pod's server was started again. */
export const restartsOf = (pod?: Pod): number =>
  pod?.status.containerStatuses?.find(({ name }) => name === 'mariadb')?.restartCount ?? 0;

/** Since when a pod is ready; undefined if it is not. */
export const readySince = (pod: Pod): string | undefined =>
  pod.status.conditions?.find(({ type, status }) => type === 'Ready' && status === 'True')?.lastTransitionTime;

/** A statement as a command in the database container: by the local socket, as root. */
export const statement = (sql: string): string[] => [
  'bash',
  '-c',
  'MYSQL_PWD=$(</etc/galera-accounts/root) exec timeout 60 mariadb --no-defaults --socket=/run/mysqld/mysqld.sock ' +
    '--user=root --database=wordpress --batch --skip-column-names --execute="$1"',
  'mariadb',
  sql,
];

/** Runs a statement on one node. */
export const sql = (pod: string, text: string): Promise<string> =>
  kubectl(['exec', '-n', NAMESPACE, pod, '-c', 'mariadb', '--', ...statement(text)]);

/** What a server says of itself. */
export interface ServerStatus {
  readonly cluster: string;
  readonly history: string;
  readonly size: number;
  readonly state: string;
}

const STATUS =
  'set wsrep_sync_wait=0; show global status where variable_name in ' +
  "('wsrep_cluster_size','wsrep_cluster_state_uuid','wsrep_cluster_status','wsrep_local_state_comment')";

function parseStatus(output: string): ServerStatus | undefined {
  const values = new Map(output.split('\n').map((line) => line.split('\t') as [string, string]));
  const history = values.get('wsrep_cluster_state_uuid');
  if (history === undefined) return undefined;
  return {
    cluster: values.get('wsrep_cluster_status') ?? '',
    history,
    size: Number(values.get('wsrep_cluster_size')),
    state: values.get('wsrep_local_state_comment') ?? '',
  };
}

/** What a server says of itself; undefined without an answer. `runner` reaches it where the API server does not. */
export async function status(
  pod: string,
  runner = (command: readonly string[]) =>
    tryKubectl(['exec', '-n', NAMESPACE, pod, '-c', 'mariadb', '--', ...command]),
): Promise<ServerStatus | undefined> {
  return parseStatus((await runner(statement(STATUS))).stdout);
}

/** What is missing to a whole database: three ready pods, one history, one majority of three, all up to date. */
export async function wholeProblems(): Promise<string[]> {
  const problems: string[] = [];
  const { spec, status: its } = await statefulSet();
  if (its.updatedReplicas !== spec.replicas || its.observedGeneration === undefined) {
    problems.push(`${its.updatedReplicas ?? 0} of ${spec.replicas} pods have the newest template`);
  }
  const found = await databasePods();
  const unready = pods.filter((name) => !found.some((pod) => pod.metadata.name === name && isReady(pod)));
  problems.push(...unready.map((name) => `${name} is not ready`));
  // To ask a server takes much more of the machine than to ask Kubernetes.
  if (problems.length > 0) return problems;
  const statuses = await Promise.all(pods.map((pod) => status(pod)));
  pods.forEach((name, ordinal) => {
    const its = statuses[ordinal];
    if (its === undefined) problems.push(`${name} does not answer`);
    else if (its.cluster !== 'Primary' || its.size !== SIZE || its.state !== 'Synced') {
      problems.push(`${name}: ${its.cluster}, ${its.state}, ${its.size} nodes`);
    }
  });
  const histories = new Set(statuses.flatMap((its) => its?.history ?? []));
  if (histories.size > 1) problems.push(`several histories: ${[...histories].join(', ')}`);
  return problems;
}

/** The rows of the writers that one node has. */
export const rowsOn = async (pod: string): Promise<Set<string>> =>
  new Set((await sql(pod, "select concat(writer, ':', number) from drill_writes")).split('\n'));

/** What a pod's server and its start script said since then, also before its container was restarted. */
export async function logSince(pod: string, time: Date): Promise<string> {
  const options = ['logs', '-n', NAMESPACE, pod, '-c', 'mariadb', `--since-time=${time.toISOString()}`];
  // There may be no former container.
  const former = await tryKubectl([...options, '--previous']);
  const current = await tryKubectl(options);
  return (former.code === 0 ? former.stdout : '') + current.stdout;
}

/** The last that each pod said, for a message about a failure. */
export async function lastWords(lines: number): Promise<string> {
  const words = pods.map(async (pod) => {
    const options = ['logs', '-n', NAMESPACE, pod, '-c', 'mariadb'];
    const { stdout, stderr } = await tryKubectl([...options, `--tail=${lines}`]);
    const former = await tryKubectl([...options, '--previous', `--tail=${lines}`]);
    return `--- ${pod}, its former container:\n${former.stdout}--- ${pod}:\n${stdout}${stderr}`;
  });
  return (await Promise.all(words)).join('\n');
}
