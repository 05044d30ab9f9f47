// The environment "testing" as it runs on the real nodes: its pods, its databases, and whether all of it is there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testing } from '../../../environments/testing';
import type { WordPressStackProps } from '../../../lib';
import { buildApp } from '../../../main';
import { eventually, get, kubectl, run, tryKubectl } from '../kubectl';
import { isReady, type Pod, type Workload } from '../objects';

export const NAMESPACE = 'wordpress-testing';
export const HOST = testing.site.host;
/** The environment's manifests, as they were when the tests began. */
export const MANIFESTS = join(process.env['DIST'] ?? join(__dirname, '../../../dist'), 'testing');
/** For what would do harm to a cluster that somebody else owns, or can't be done to it. test.sh says what is skipped. */
export const testOnOwnNodes = process.env['OWN_NODES'] === undefined ? test.skip : test;
/** Where `npm run cluster` keeps what it runs. */
export const STATE = process.env['CLUSTER_STATE'] ?? '/var/tmp/cdk8s-wordpress-nodes';

export const WEB_PODS = 5;
export const DATABASES = [0, 1, 2].map((ordinal) => `database-${ordinal}`);

/** The pods of one workload that are not on their way out. */
export async function pods(instance: string, namespace = NAMESPACE): Promise<Pod[]> {
  const found = await get<Pod>('pods', '-n', namespace, '-l', `app.kubernetes.io/instance=${instance}`);
  return found.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** Runs a program in a container of the environment; its output. */
export const inContainer = (pod: string, container: string, ...command: readonly string[]): Promise<string> =>
  kubectl(['-n', NAMESPACE, 'exec', pod, '-c', container, '--', ...command]);

/** Sends SQL to one database by its own socket: no Service, no other node answers instead. */
export async function ask(database: string, sql: string): Promise<string> {
  const options = ['--user=mysql', '--socket=/run/mysqld/mysqld.sock', '--skip-column-names', '--batch'];
  return (await inContainer(database, 'mariadb', 'mariadb', ...options, '--execute', sql)).trim();
}

/** What is not as it shall be: all pods ready, all databases in one primary component. */
export async function problems(): Promise<string[]> {
  const [databases, web, deployments] = await Promise.all([
    pods('database'),
    pods('web'),
    get<Workload>('deployment', 'web', '-n', NAMESPACE),
  ]);
  const wanted = deployments[0]?.spec.replicas ?? 1;
  const found = [
    ...missing('databases', databases, DATABASES.length),
    ...missing('web servers', web, wanted),
    ...(deployments[0]?.status.updatedReplicas === wanted ? [] : ['web servers are being replaced']),
  ];
  return found.length > 0 ? found : clusterProblems();
}

const missing = (what: string, all: readonly Pod[], wanted: number): string[] => {
  const ready = all.filter(isReady).length;
  return ready === wanted && all.length === wanted ? [] : [`${ready} of ${wanted} ${what} are ready`];
};

/** Every database says of itself that it is one of all, in the majority and up to date; and all are the same cluster. */
export async function clusterProblems(): Promise<string[]> {
  const names = ['wsrep_cluster_state_uuid', 'wsrep_cluster_status', 'wsrep_cluster_size', 'wsrep_local_state_comment'];
  const sql = `select group_concat(variable_value order by variable_name separator ' ')
    from information_schema.global_status where variable_name in (${names.map((name) => `'${name}'`).join()})`;
  const answers = await Promise.all(DATABASES.map((database) => ask(database, sql).catch(() => 'no answer')));
  return new Set(answers).size === 1 && answers[0]?.endsWith(' Primary Synced') && answers[0].startsWith('3 ')
    ? []
    : answers.map((answer, ordinal) => `database ${ordinal}: ${answer}`);
}

export const fullService = (seconds: number): Promise<void> => eventually('all of it runs', seconds, problems);

/** Manifests of `testing` with other settings, in a folder that is there while `action` runs. */
export async function withManifests<T>(
  settings: Partial<WordPressStackProps>,
  action: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-wordpress-manifests-'));
  try {
    buildApp(folder, { testing: { ...testing, ...settings } }).synth();
    return await action(join(folder, 'testing'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const apply = (folder: string, ...options: readonly string[]): Promise<string> =>
  kubectl(['apply', '--server-side', ...options, '-f', folder]);

/** Where visitors come in: the pod of the Ingress controller. */
export async function entrance(): Promise<{ readonly address: string; readonly node: string }> {
  const [pod] = (await get<Pod>('pods', '-n', 'traefik')).filter(isReady);
  if (pod?.status.podIP === undefined || pod.spec.nodeName === undefined) {
    throw new Error('the Ingress controller of the cluster does not run');
  }
  return { address: pod.status.podIP, node: pod.spec.nodeName };
}

/** `npm run cluster -- ...`: machines that fail and come back. */
export async function cluster(...args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run(join(__dirname, 'cluster.sh'), args);
  if (code !== 0) {
    throw new Error(`npm run cluster -- ${args.join(' ')}: ${stderr || stdout}`);
  }
}

/** Restarts of containers in the environment since their pods began, by pod and container. */
export async function restarts(): Promise<Record<string, number>> {
  const all = await get<Pod>('pods', '-n', NAMESPACE);
  return Object.fromEntries(
    all.flatMap(({ metadata, status }) =>
      [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map(({ name, restartCount }) => [
        `${metadata.name}/${name}`,
        restartCount,
      ]),
    ),
  );
}

/** The last lines of every database's log, for when something is not as it shall be. */
export async function databaseLogs(): Promise<string> {
  const logs = await Promise.all(
    DATABASES.map(async (database) => {
      const { stdout, stderr } = await tryKubectl(['-n', NAMESPACE, 'logs', database, '-c', 'mariadb', '--tail=5']);
      return `${database}:\n${stdout || stderr}`;
    }),
  );
  return logs.join('\n');
}
