// The real controllers and scheduler bring every environment up on six machines, under its own rules.
import { describeOnOwnControlPlane, install, look, settle, type State } from './cluster';
import { environment, environments, replicated } from './environments';
import { eventually, get, kubectl, tryKubectl, waitFor } from './kubectl';
import {
  type Autoscaler,
  carries,
  type Claim,
  component,
  type Container,
  type DisruptionBudget,
  type EndpointSlice,
  isReady,
  type KubernetesEvent,
  type KubernetesObject,
  type Pod,
  type PodSpec,
  type Service,
  title,
  type Workload,
} from './objects';

const nodesOf = (pods: readonly Pod[]): Set<string | undefined> => new Set(pods.map(({ spec }) => spec.nodeName));

const onlyOne = <T extends KubernetesObject>(objects: readonly T[], name: string): T => {
  const [found, ...more] = objects.filter((object) => component(object) === name);
  if (found === undefined || more.length > 0) {
    throw new Error(
      `Expected one object with app.kubernetes.io/component=${name}, found ${objects.map(title).join(', ')}`,
    );
  }
  return found;
};

describeOnOwnControlPlane('with a control plane of its own', () => {
  beforeAll(() => install(environments));

  describe.each(environments)('$name', (each) => {
    let state: State;
    let everything: KubernetesObject[];
    const inside = <T extends KubernetesObject>(objects: readonly T[]): T[] =>
      objects.filter(({ metadata }) => each.namespaces.includes(metadata.namespace ?? ''));

    beforeAll(async () => {
      state = await look([each]);
      everything = inside(await get<KubernetesObject>('services,events,secrets,configmaps', '--all-namespaces'));
    });
    const of = <T extends KubernetesObject>(kind: string): T[] =>
      everything.filter((object) => object.kind === kind) as T[];
    const podsOf = (workload: Workload): Pod[] =>
      state.readyPods(workload.metadata.namespace, workload.spec.selector.matchLabels);

    test('no controller was refused a pod', () => {
      const refused = of<KubernetesEvent>('Event').filter(({ reason }) => reason === 'FailedCreate');
      expect(refused.map(({ involvedObject, message }) => `${involvedObject.name}: ${message}`)).toEqual([]);
    });

    test('every pod is on a machine and ready, or has ended well', () => {
      const pods = state.of<Pod>('Pod');
      const working = pods.filter((pod) => isReady(pod) || pod.status.phase === 'Succeeded');
      // A CronJob may be at work just now.
      const others = pods.filter((pod) => !working.includes(pod) && pod.metadata.ownerReferences?.[0]?.kind !== 'Job');
      expect(others.map(title)).toEqual([]);
      expect(nodesOf(working)).not.toContain(undefined);
      expect(working.length).toBeGreaterThan(0);
    });

    test('its namespaces refuse a pod that is not restricted', async () => {
      for (const namespace of each.namespaces) {
        const pod = {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'unrestricted', namespace },
          spec: { containers: [{ name: 'root', image: 'example.org/root:1', securityContext: { privileged: true } }] },
        };
        const { code, stderr } = await tryKubectl(['create', '--dry-run=server', '-f', '-'], JSON.stringify(pod));
        expect({ namespace, code, stderr }).toEqual({
          namespace,
          code: 1,
          stderr: expect.stringContaining('violates PodSecurity "restricted'),
        });
      }
    });

    test('every database pod is on a machine of its own', () => {
      const database = onlyOne(state.of<Workload>('StatefulSet'), 'database');
      expect(podsOf(database)).toHaveLength(replicated.includes(each.name) ? 3 : 1);
      expect(nodesOf(podsOf(database)).size).toBe(podsOf(database).length);
    });

    test('every claim is bound to a volume that fits', () => {
      const claims = state.of<Claim>('PersistentVolumeClaim');
      expect(claims.filter(({ status }) => status?.phase !== 'Bound').map(title)).toEqual([]);
      expect(new Set(claims.map(({ spec }) => spec.volumeName)).size).toBe(claims.length);
      expect(claims.length).toBeGreaterThan(0);
    });

    test('every disruption budget covers pods and lets one of them go', () => {
      const budgets = state.of<DisruptionBudget>('PodDisruptionBudget');
      const useless = budgets.filter(({ status }) => status.expectedPods < 1 || status.disruptionsAllowed < 1);
      expect(useless.map((budget) => `${title(budget)}: ${JSON.stringify(budget.status)}`)).toEqual([]);
      for (const workload of [...state.of<Workload>('Deployment'), ...state.of<Workload>('StatefulSet')]) {
        if (podsOf(workload).length < 2) continue;
        const covering = budgets.filter(
          ({ metadata, spec }) =>
            metadata.namespace === workload.metadata.namespace &&
            podsOf(workload).every((pod) => carries(pod, spec.selector.matchLabels)),
        );
        expect({ workload: title(workload), budgets: covering.length }).toEqual({
          workload: title(workload),
          budgets: 1,
        });
      }
    });

    test('every autoscaler reaches its workload and keeps it within its limits', () => {
      for (const autoscaler of state.of<Autoscaler>('HorizontalPodAutoscaler')) {
        const { minReplicas, maxReplicas } = autoscaler.spec;
        expect(autoscaler.status.conditions).toContainEqual(
          expect.objectContaining({ type: 'AbleToScale', status: 'True' }),
        );
        expect(autoscaler.status.currentReplicas).toBeGreaterThanOrEqual(minReplicas);
        expect(autoscaler.status.currentReplicas).toBeLessThanOrEqual(maxReplicas);
      }
    });

    test('every Service that selects pods has them, and only them, as ready endpoints', async () => {
      const services = of<Service>('Service').filter(({ spec }) => spec.selector !== undefined);
      expect(services.length).toBeGreaterThan(0);
      await eventually('every Service has its endpoints', 20, async () => {
        const slices = await get<EndpointSlice>('endpointslices', '--all-namespaces');
        return services.flatMap((service) => {
          const { namespace, name } = service.metadata;
          const ready = slices
            .filter(({ metadata }) => metadata.namespace === namespace)
            .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name)
            .flatMap(({ endpoints }) => endpoints ?? [])
            .filter(({ conditions }) => conditions.ready)
            .map(({ targetRef }) => targetRef?.name);
          const pods = state.readyPods(namespace, service.spec.selector ?? {}).map(({ metadata }) => metadata.name);
          const same = [...new Set(ready)].sort().join() === pods.sort().join();
          return same && pods.length > 0
            ? []
            : [`${title(service)}: pods [${pods.join()}], endpoints [${ready.join()}]`];
        });
      });
    });

    // kwok starts pods without looking; a kubelet would wait for these for ever.
    test('every Secret and ConfigMap key that a pod needs exists', () => {
      const data = new Map(
        [...of<Data>('Secret'), ...of<Data>('ConfigMap')].map((object) => [title(object), keysOf(object)]),
      );
      const templates = state.of<Pod>('Pod');
      const missing = templates.flatMap((pod) =>
        needs(pod.spec)
          .map(({ kind, name, key }) => ({ owner: [kind, pod.metadata.namespace, name].join(' '), key }))
          .filter(({ owner, key }) => !data.get(owner)?.some((each) => key === undefined || each === key))
          .map(({ owner, key }) => `${pod.metadata.name}: ${owner} ${key ?? ''}`),
      );
      expect([...new Set(missing)]).toEqual([]);
    });
  });

  const web = async (name: string): Promise<Pod[]> => {
    const state = await look([environment(name)]);
    const deployment = onlyOne(state.of<Workload>('Deployment'), 'web');
    return state.readyPods(deployment.metadata.namespace, deployment.spec.selector.matchLabels);
  };

  test('testing has five web pods, spread over the machines', async () => {
    const pods = await web('testing');
    expect(pods).toHaveLength(5);
    expect(nodesOf(pods).size).toBeGreaterThanOrEqual(4);
  });

  test('production has between four and ten web pods, as its autoscaler says', async () => {
    const state = await look([environment('production')]);
    const deployment = onlyOne(state.of<Workload>('Deployment'), 'web');
    const autoscaler = state
      .of<Autoscaler>('HorizontalPodAutoscaler')
      .find(({ spec }) => spec.scaleTargetRef.name === deployment.metadata.name);
    expect(autoscaler?.spec).toMatchObject({ minReplicas: 4, maxReplicas: 10 });
    const pods = await web('production');
    expect(pods.length).toBeGreaterThanOrEqual(4);
    expect(pods.length).toBeLessThanOrEqual(10);
    expect(nodesOf(pods).size).toBeGreaterThanOrEqual(4);
  });

  test('every CronJob starts a pod that is admitted, finds a machine and ends', async () => {
    const namespaces = environments.flatMap((each) => each.namespaces);
    const cronJobs = (await get<KubernetesObject>('cronjobs', '--all-namespaces')).filter(({ metadata }) =>
      namespaces.includes(metadata.namespace ?? ''),
    );
    expect(new Set(cronJobs.map(({ metadata }) => metadata.namespace)).size).toBe(environments.length);
    const jobs = cronJobs.map(({ metadata }) => ({ namespace: metadata.namespace ?? '', cronJob: metadata.name }));
    for (const { namespace, cronJob } of jobs) {
      await kubectl(['-n', namespace, 'create', 'job', `${cronJob}-now`, `--from=cronjob/${cronJob}`]);
    }
    for (const { namespace, cronJob } of jobs) {
      const job = `job/${cronJob}-now`;
      await waitFor('-n', namespace, '--for=condition=Complete', '--timeout=60s', job);
      await kubectl(['-n', namespace, 'delete', job]);
    }
  });

  test('every autoscaler may go to its limit: quotas and machines have room', async () => {
    const scale = async (choose: (autoscaler: Autoscaler) => number): Promise<void> => {
      for (const autoscaler of (await look(environments)).of<Autoscaler>('HorizontalPodAutoscaler')) {
        const { kind, name } = autoscaler.spec.scaleTargetRef;
        const namespace = autoscaler.metadata.namespace ?? '';
        await kubectl(['scale', `${kind}/${name}`, '-n', namespace, `--replicas=${choose(autoscaler)}`]);
      }
    };
    try {
      await scale(({ spec }) => spec.maxReplicas);
      await settle(environments, 60);
      expect(await web('production')).toHaveLength(10);
    } finally {
      await scale(({ spec }) => spec.minReplicas);
    }
    await settle(environments, 60);
  });

  test('a web pod that is not ready leaves the balancing and comes back', async () => {
    const [pod] = await web('production');
    if (pod === undefined) throw new Error('production has no web pod');
    await balancing(pod, true);
    await setReady(pod, 'False');
    await balancing(pod, false);
    await setReady(pod, 'True');
    await balancing(pod, true);
  });
});

/** Waits until the Services that select the pod do, or do not, send it traffic. */
async function balancing(pod: Pod, wanted: boolean): Promise<void> {
  await eventually(`${pod.metadata.name} is ${wanted ? '' : 'not '}behind its Services`, 20, async () => {
    const slices = await get<EndpointSlice>('endpointslices', '-n', pod.metadata.namespace ?? '');
    const own = slices
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ targetRef }) => targetRef?.name === pod.metadata.name);
    const wrong = own.filter(({ conditions }) => conditions.ready !== wanted);
    return own.length === 0 ? ['no endpoint'] : wrong.map(({ conditions }) => JSON.stringify(conditions));
  });
}

/** As a kubelet does after a readiness probe. */
async function setReady(pod: Pod, status: 'True' | 'False'): Promise<void> {
  const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status }));
  await kubectl([
    'patch',
    'pod',
    pod.metadata.name,
    '-n',
    pod.metadata.namespace ?? '',
    '--subresource=status',
    '-p',
    JSON.stringify({ status: { conditions } }),
  ]);
}

interface Data extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

const keysOf = ({ data, binaryData }: Data): string[] => Object.keys({ ...data, ...binaryData });

interface Need {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key?: string;
}

/** What a kubelet must find before it starts a pod's containers. */
function needs(spec: PodSpec): Need[] {
  type Source = { name: string; key?: string; optional?: boolean; items?: readonly { readonly key: string }[] };
  const need = (kind: Need['kind'], source: Source | undefined): Need[] => {
    if (source === undefined || source.optional) return [];
    const keys = source.items?.map(({ key }) => key) ?? [source.key];
    return keys.map((key) => ({ kind, name: source.name, key }));
  };
  const volumes = (spec.volumes ?? []).flatMap(({ configMap, secret, projected }) => [
    ...need('ConfigMap', configMap),
    ...need('Secret', secret && { ...secret, name: secret.secretName }),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...need('ConfigMap', source.configMap),
      ...need('Secret', source.secret),
    ]),
  ]);
  const containers: readonly Container[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const variables = containers.flatMap(({ env, envFrom }) => [
    ...(env ?? []).flatMap(({ valueFrom }) => [
      ...need('Secret', valueFrom?.secretKeyRef),
      ...need('ConfigMap', valueFrom?.configMapKeyRef),
    ]),
    ...(envFrom ?? []).flatMap(({ secretRef, configMapRef }) => [
      ...need('Secret', secretRef),
      ...need('ConfigMap', configMapRef),
    ]),
  ]);
  return [...volumes, ...variables];
}
