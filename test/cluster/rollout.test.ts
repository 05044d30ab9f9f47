// New versions replace the old ones, in all environments at once, without anybody noticing.
import { describeOnOwnControlPlane, install, look, settle, type State } from './cluster';
import { environments, replicated } from './environments';
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

  const restart = async (each: readonly Workload[]): Promise<void> => {
    for (const { kind, metadata } of each) {
      await kubectl(['rollout', 'restart', `${kind}/${metadata.name}`, '-n', metadata.namespace ?? '']);
    }
    for (const { kind, metadata } of each) {
      const name = `${kind}/${metadata.name}`;
      await kubectl(['rollout', 'status', name, '-n', metadata.namespace ?? '', '--timeout=120s']);
    }
  };

  test('every pod can be replaced, and no disruption budget is broken', async () => {
    await restart(workloads);
    await settle(environments);
    const after = new Set((await look(environments)).of<Pod>('Pod').map(({ metadata }) => metadata.uid));
    const kept = workloads.flatMap(({ metadata, spec }) =>
      before.readyPods(metadata.namespace, spec.selector.matchLabels).filter((pod) => after.has(pod.metadata.uid)),
    );
    expect(kept.map(title)).toEqual([]);
    expect(witness.broken()).toEqual([]);
  });

  // Pods that have just started together are no excuse to stop them together.
  test('a change right after a cold start takes the database pods one by one', async () => {
    const databases = workloads.filter(
      (workload) => component(workload) === 'database' && (workload.spec.replicas ?? 1) > 1,
    );
    expect(databases).toHaveLength(replicated.length);
    for (const { metadata } of databases) {
      const all = ['-n', metadata.namespace ?? '', '-l', 'app.kubernetes.io/component=database'];
      await kubectl(['delete', 'pod', ...all]);
    }
    await settle(environments);
    await witness.begin((await look(environments)).of<Pod>('Pod'));
    await restart(databases);
    await settle(environments);
    expect(witness.broken()).toEqual([]);
  });
});
