// This release takes the place of the last one: every object is changed where it is, and the data stays.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, applySecrets, describeOnOwnControlPlane, install, look, prepare, remove, settle } from './cluster';
import { type Environment, environments, environmentsIn } from './environments';
import { get, tryKubectl } from './kubectl';
import { type Claim, type DisruptionBudget, type KubernetesObject, type Pod, title } from './objects';
import { previousRelease } from './previous-release';
import { Witness } from './witness';

/** What may vanish with a new release: Jobs have done their work, and nothing of the rest holds data. */
const MAY_VANISH = ['ConfigMap', 'CronJob', 'Job', 'NetworkPolicy', 'Role', 'RoleBinding', 'Service'];

describeOnOwnControlPlane('with a control plane of its own', () => {
  let folder: string;
  let previous: readonly Environment[];
  let witness: Witness;
  let before: Awaited<ReturnType<typeof snapshot>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'previous-release-'));
    process.stderr.write(`  the release before: ${await previousRelease(folder)}\n`);
    previous = environmentsIn(folder);
    await Promise.all(environments.map(remove));
    await install(previous);
    before = await snapshot(previous);
    const state = await look(previous);
    witness = new Witness(state.of<DisruptionBudget>('PodDisruptionBudget'));
    await witness.begin(state.of<Pod>('Pod'));
  }, 400_000);

  afterAll(async () => {
    await witness?.stop();
    rmSync(folder, { recursive: true });
  });

  test('is applied over it without an error or a warning', async () => {
    for (const environment of environments) {
      await prepare(environment, ['--server-side']);
      await applySecrets(environment);
      await apply(environment);
    }
    await settle(environments, 170);
  });

  test('no object was replaced by another one of its name', async () => {
    const after = await snapshot(environments);
    const replaced = [...before.uids].filter(([name, uid]) => after.uids.has(name) && after.uids.get(name) !== uid);
    expect(replaced.map(([name]) => name)).toEqual([]);
    expect([...before.uids.keys()].filter((name) => after.uids.has(name)).length).toBeGreaterThan(100);
  });

  test('every claim kept its volume', async () => {
    const after = await snapshot(environments);
    expect(after.volumes).toMatchObject(before.volumes);
    expect(Object.keys(before.volumes).length).toBeGreaterThan(0);
  });

  test('what it has no more holds no data', () => {
    const names = new Set(environments.flatMap(({ objects }) => objects.map(title)));
    const vanished = previous.flatMap(({ objects }) => objects).filter((object) => !names.has(title(object)));
    expect(vanished.filter(({ kind }) => !MAY_VANISH.includes(kind)).map(title)).toEqual([]);
  });

  test('all the time there were as many web servers and databases as needed', () => {
    expect(witness.broken()).toEqual([]);
    expect(witness.counts().length).toBeGreaterThan(0);
  });

  test.each(environments)('nothing of the release before is left in the objects of $name', async ({ directory }) => {
    const { code, stdout } = await tryKubectl(['diff', '--server-side', '-f', directory]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });
});

/** Which objects there are, and which volume each claim has. */
async function snapshot(
  all: readonly Environment[],
): Promise<{ readonly uids: ReadonlyMap<string, string>; readonly volumes: Readonly<Record<string, string>> }> {
  const objects = await get<KubernetesObject>(...all.flatMap(({ directory }) => ['-f', directory]));
  const claims = (await look(all)).of<Claim>('PersistentVolumeClaim');
  return {
    uids: new Map(objects.map((object) => [title(object), object.metadata.uid])),
    volumes: Object.fromEntries(claims.map((claim) => [title(claim), claim.spec.volumeName ?? 'none'])),
  };
}
