// From nothing to a site: the tutorial's own commands, and then the question whether it is really there.
import { get, kubectl, tryKubectl } from '../kubectl';
import { isReady, type Workload } from '../objects';
import { figure, timed } from './figures';
import {
  apply,
  clusterProblems,
  DATABASES,
  databaseLogs,
  fullService,
  inContainer,
  MANIFESTS,
  NAMESPACE,
  testOnOwnNodes,
  pods,
  restarts,
  WEB_PODS,
} from './stack';
import { commands, follow } from './tutorial';

testOnOwnNodes('the cluster starts, as the tutorial says', async () => {
  figure(`nodes up and images loaded in ${await timed(() => follow(commands(1)))}`);
});

test('the site gets ready without a person, as the tutorial says', async () => {
  const installed = await timed(() => follow(commands(2)));
  figure(`from an empty cluster to a site in ${installed}`);
  await fullService(60);
});

test('the front page has its title, as the tutorial says', async () => {
  expect(await follow(commands(3))).toContain('<title>');
});

test('three databases are one cluster', async () => {
  expect((await pods('database')).filter(isReady)).toHaveLength(DATABASES.length);
  expect(await clusterProblems()).toEqual([]);
});

test('five web servers run', async () => {
  expect((await pods('web')).filter(isReady)).toHaveLength(WEB_PODS);
});

test('WordPress was installed by its Job', async () => {
  const jobs = (await get<Workload>('jobs', '-n', NAMESPACE)).filter(({ metadata }) =>
    metadata.name.startsWith('site-install-'),
  );
  expect(jobs).toHaveLength(1);
  expect(jobs[0]?.status.conditions).toContainEqual(expect.objectContaining({ type: 'Complete', status: 'True' }));
});

test('no container had to be started more than twice', async () => {
  const often = Object.entries(await restarts()).filter(([, count]) => count > 1);
  if (often.length > 0) console.error(await databaseLogs());
  expect(often).toEqual([]);
});

test('the cluster has what the files say, and applying them again changes nothing', async () => {
  const versions = async (): Promise<string[]> =>
    (await get<Workload>('deployments,statefulsets,cronjobs,services,configmaps', '-n', NAMESPACE)).map(
      ({ kind, metadata }) => `${kind} ${metadata.name} ${metadata.generation ?? metadata.resourceVersion}`,
    );
  expect((await tryKubectl(['diff', '--server-side', '-f', MANIFESTS])).stdout).toBe('');
  const before = await versions();
  await apply(MANIFESTS);
  expect(await versions()).toEqual(before);
});

test('metrics are measured', async () => {
  expect(await kubectl(['top', 'pods', '-n', NAMESPACE, '--no-headers'])).toContain('database-0');
});

test('dead processes do not pile up beside the databases', async () => {
  const count = "grep -l '^State:.*zombie' /proc/[0-9]*/status 2>/dev/null | wc -l";
  const dead = await Promise.all(DATABASES.map((database) => inContainer(database, 'mariadb', 'sh', '-c', count)));
  expect(dead.map(Number).filter((zombies) => zombies > 4)).toEqual([]);
});
