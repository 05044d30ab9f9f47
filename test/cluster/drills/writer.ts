// Clients that write all the time, as the application does, and remember what the database acknowledged.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, get, kubectl, tryKubectl } from '../kubectl';
import type { Service, Workload } from '../objects';
import { NAMESPACE, one, pods, SERVICE, sql } from './database';

const NAME = 'drill-writer';
/** Each tries five times a second. */
const WRITERS = [1, 2, 3, 4];

/** One attempt to write. */
export interface Attempt {
  readonly row: string;
  readonly acknowledged: boolean;
  /** When it was over, in milliseconds. */
  readonly time: number;
  /** The node that acknowledged it; empty if none did. */
  readonly node: string;
  /** What went wrong; empty if nothing did. */
  readonly error: string;
}

export const createTable = (): Promise<string> =>
  sql(
    one(pods),
    'create table if not exists drill_writes ' +
      '(writer tinyint, number bigint, filler varchar(1000), primary key (writer, number))',
  );

/** Forgets what was written, for clients that begin anew. */
export const dropTable = (): Promise<string> => sql(one(pods), 'drop table if exists drill_writes');

/** Starts the writers, all on one machine. */
export async function startWriter(machine: string): Promise<void> {
  await stopWriter();
  await createTable();
  const web = one(await get<Workload>('deployment', '-n', NAMESPACE, 'web'));
  const image = web.spec.template.spec.containers.find(({ name }) => name === 'php-fpm')?.image;
  const service = one(await get<Service>('service', '-n', NAMESPACE, SERVICE));
  const manifests = [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: NAME, namespace: NAMESPACE },
      data: { 'writer.php': readFileSync(join(__dirname, 'writer.php'), 'utf8') },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      // The label of the application's Jobs, which may speak with the database and which no Service selects.
      metadata: { name: NAME, namespace: NAMESPACE, labels: { 'app.kubernetes.io/instance': 'site' } },
      spec: {
        nodeSelector: { 'kubernetes.io/hostname': machine },
        // The writers judge the database: it must not look absent to them when names are.
        hostAliases: [{ ip: service.spec.clusterIP, hostnames: [SERVICE] }],
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 1,
        securityContext: { runAsNonRoot: true, runAsUser: 33, fsGroup: 33, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'writer',
            image,
            command: ['sh', '-c', WRITERS.map((writer) => `php /opt/writer.php ${writer} &`).join(' ') + ' wait'],
            env: [
              { name: 'DATABASE_HOST', value: SERVICE },
              { name: 'DATABASE_USER', value: 'wordpress' },
              { name: 'DATABASE', value: 'wordpress' },
            ],
            resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            volumeMounts: [
              { name: 'script', mountPath: '/opt' },
              { name: 'password', mountPath: '/etc/writer' },
            ],
          },
        ],
        volumes: [
          { name: 'script', configMap: { name: NAME } },
          {
            name: 'password',
            secret: {
              secretName: 'database-accounts',
              items: [{ key: 'wordpress', path: 'password' }],
              defaultMode: 0o440,
            },
          },
        ],
      },
    },
  ];
  await kubectl(['apply', '-f', '-'], manifests.map((manifest) => JSON.stringify(manifest)).join('\n'));
  await acknowledgedSince(Date.now());
}

export const stopWriter = (): Promise<string> =>
  kubectl(['delete', 'pod,configmap', '-n', NAMESPACE, NAME, '--ignore-not-found']);

/** Every attempt that ended since then. */
export async function attemptsSince(time: number): Promise<Attempt[]> {
  const { stdout } = await tryKubectl(['logs', '-n', NAMESPACE, NAME, `--since-time=${new Date(time).toISOString()}`]);
  return stdout
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([outcome, row, end, ...words]) => {
      if (row === undefined) return [];
      const acknowledged = outcome === 'acknowledged';
      const said = words.join(' ');
      return { row, acknowledged, time: Number(end), node: acknowledged ? said : '', error: acknowledged ? '' : said };
    })
    .filter((attempt) => attempt.time >= time)
    .sort((a, b) => a.time - b.time);
}

/** Waits until each writer has had an acknowledgement since then. */
export const acknowledgedSince = (time: number, seconds = 120): Promise<void> =>
  eventually('every writer had a row acknowledged', seconds, async () => {
    const attempts = await attemptsSince(time);
    return WRITERS.filter(
      (writer) => !attempts.some(({ row, acknowledged }) => acknowledged && row.startsWith(`${writer}:`)),
    ).map((writer) => `writer ${writer}: ${attempts.findLast(({ row }) => row.startsWith(`${writer}:`))?.error}`);
  });
