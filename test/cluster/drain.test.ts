// Machines are emptied one after the other, and then one is lost. The witness sees every single change of every pod.
import { join } from 'node:path';
import { describeOnOwnControlPlane, install, look, settle, type State } from './cluster';
import { environment, environments, replicated } from './environments';
import { get, kubectl, tryKubectl, waitFor } from './kubectl';
import { type Claim, component, type DisruptionBudget, type Pod, title } from './objects';
import { Witness } from './witness';

/**
 * Seconds. A budget knows whom it let go by name; where it misses a moment, the pod of a StatefulSet that has come back
 * under that name counts as gone for two minutes more.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/controller/disruption/disruption.go#L61-L70
 */
const PATIENCE = 300;

const machines = ['node-1', 'node-2', 'node-3', 'node-4', 'node-5', 'node-6'];

describeOnOwnControlPlane('with a control plane of its own', () => {
  let before: State;
  let witness: Witness;
  let refusals = 0;

  beforeAll(async () => {
    await install(environments);
    before = await look(environments);
    witness = new Witness(before.of<DisruptionBudget>('PodDisruptionBudget'));
    await witness.begin(before.of<Pod>('Pod'));
  });

  afterAll(() => witness?.stop());

  const drain = async (machine: string): Promise<void> => {
    const options = ['--ignore-daemonsets', '--delete-emptydir-data', `--timeout=${PATIENCE}s`];
    const { code, stderr } = await tryKubectl(['drain', machine, ...options]);
    expect({ machine, code, stderr }).toEqual({ machine, code: 0, stderr });
    refusals += stderr.split("violate the pod's disruption budget").length - 1;
    const left = (await podsOn(machine)).filter(({ metadata }) => metadata.ownerReferences?.[0]?.kind !== 'DaemonSet');
    expect(left.map(title)).toEqual([]);
  };

  const drainAll = async (...drained: readonly string[]): Promise<void> => {
    try {
      await Promise.all(drained.map(drain));
    } finally {
      await kubectl(['uncordon', ...drained]);
    }
  };

  test.each(machines)(
    '%s can be drained, and afterwards holds no pod but those of DaemonSets',
    (machine) => drainAll(machine),
    PATIENCE * 1_100,
  );

  test('every pod moved, and came back with the volume that it had', async () => {
    await settle(environments);
    const after = await look(environments);
    const old = new Set(before.of<Pod>('Pod').map(({ metadata }) => metadata.uid));
    const stayed = after
      .of<Pod>('Pod')
      .filter(({ metadata }) => old.has(metadata.uid) && metadata.ownerReferences?.[0]?.kind !== 'DaemonSet');
    expect(stayed.map(title)).toEqual([]);
    expect(volumes(after)).toEqual(volumes(before));
  });

  // One drain after the other leaves a pod time to come back. Here every database has two of its pods on the machines of
  // the first set or of the second, and only its budget stands between them.
  test.each([machines.slice(0, 3), machines.slice(3)])(
    '%s, %s and %s can be drained at once',
    async (...three) => {
      const refusedBefore = refusals;
      await drainAll(...three);
      expect(refusals).toBeGreaterThan(refusedBefore);
      await settle(environments);
    },
    PATIENCE * 1_600,
  );

  test('at no moment were there fewer pods than the disruption budgets and a majority need', () => {
    expect(witness.broken()).toEqual([]);
    expect(refusals).toBeGreaterThan(0);
  });

  test('a machine that is lost takes no majority with it, and all of its pods come back elsewhere', async () => {
    const state = await look([environment('production')]);
    const machine = machines.find((each) => hasDatabase(state, each)) ?? '';
    const lost = (await podsOn(machine)).map(({ metadata }) => metadata.uid);
    expect(lost.length).toBeGreaterThan(0);
    await witness.begin((await look(environments)).of<Pod>('Pod'));
    witness.lose(machine);
    await kubectl(['delete', 'node', machine]);
    await settle(environments, 170);

    const after = await look(environments);
    expect(
      after
        .of<Pod>('Pod')
        .filter(({ metadata }) => lost.includes(metadata.uid))
        .map(title),
    ).toEqual([]);
    expect(volumes(after)).toEqual(volumes(before));
    const databases = witness.counts().filter(({ budget }) => component(budget) === 'database');
    expect(databases.filter(({ lowest }) => lowest < 2)).toEqual([]);
    expect(databases).toHaveLength(replicated.length);

    await kubectl(['apply', '--server-side', '-f', join(__dirname, 'kwok/nodes.yaml')]);
    await waitFor('--for=condition=Ready', '--timeout=30s', `node/${machine}`);
  });
});

const podsOn = (machine: string): Promise<Pod[]> =>
  get<Pod>('pods', '--all-namespaces', `--field-selector=spec.nodeName=${machine}`);

const hasDatabase = (state: State, machine: string): boolean =>
  state.of<Pod>('Pod').some((pod) => component(pod) === 'database' && pod.spec.nodeName === machine);

const volumes = (state: State): Record<string, string | undefined> =>
  Object.fromEntries(state.of<Claim>('PersistentVolumeClaim').map((claim) => [title(claim), claim.spec.volumeName]));
