// New versions replace the old ones, in all environments at once, without anybody noticing.
import { describeOnOwnControlPlane, install, look, settle, type State } from './cluster';
import { environment, environments, replicated } from './environments';
import { kubectl } from './kubectl';
import { component, type DisruptionBudget, type Pod, title, type Workload } from './objects';
import { Witness } from './witness';

describeOnOwnControlPlane('with a control plane of its own', () => {
  let before: State;
  let witness: Witness;
  let workloads: Workload[];

  beforeAll(async () => {
    await install(environments);
    before = await look(environments);
    workloads = [...before.of<Workload>('Deployment'), ...before.of<Workload>('StatefulSet')];
    witness = new Witness(before.of<DisruptionBudget>('PodDisruptionBudget'));
    await witness.begin(before.of<Pod>('Pod'));
  });

  afterAll(() => witness?.stop());

  test('every pod is replaced', async () => {
    for (const { kind, metadata } of workloads) {
      await kubectl(['rollout', 'restart', `${kind}/${metadata.name}`, '-n', metadata.namespace ?? '']);
    }
    for (const { kind, metadata } of workloads) {
      const name = `${kind}/${metadata.name}`;
      await kubectl(['rollout', 'status', name, '-n', metadata.namespace ?? '', '--timeout=120s']);
    }
    await settle(environments);
    const after = new Set((await look(environments)).of<Pod>('Pod').map(({ metadata }) => metadata.uid));
    const kept = workloads.flatMap(({ metadata, spec }) =>
      before.readyPods(metadata.namespace, spec.selector.matchLabels).filter((pod) => after.has(pod.metadata.uid)),
    );
    expect(kept.map(title)).toEqual([]);
  });

  test('there were never fewer ready pods than the disruption budgets demand', () => {
    expect(witness.counts().filter(({ lowest, demanded }) => lowest < demanded)).toEqual([]);
  });

  test.each(replicated)('%s always had two database pods ready', (name) => {
    const { namespaces } = environment(name);
    const [database] = witness
      .counts()
      .filter(({ budget }) => namespaces.includes(budget.metadata.namespace ?? '') && component(budget) === 'database');
    expect(database?.lowest).toBe(2);
  });
});
