import * as fc from 'fast-check';
import { JsonObject } from '../../lib/kubernetes/override';
import { parseQuantity } from '../../lib/kubernetes/quantity';
import { exceededQuotas, totalRequests } from '../../lib/platform/capacity';
import { Tenant, TenantQuota } from '../../lib/platform/tenant';
import { StorageClass } from '../../lib/storage/storage-class';
import { render } from '../objects';

const NAMESPACE = 'blog';
const GENEROUS: TenantQuota = { cpu: '1000', memory: '1000Gi', storage: '1000Ti' };

/** What a container asks for: CPU, memory. */
type Size = readonly [cpu: string, memory: string];

function container([cpu, memory]: Size, more: JsonObject = {}): JsonObject {
  return { name: 'program', resources: { requests: { cpu, memory }, limits: { memory } }, ...more };
}

function pod(containers: JsonObject[], initContainers: JsonObject[] = []): JsonObject {
  return { spec: { containers, initContainers } };
}

function object(apiVersion: string, kind: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, spec };
}

function deployment(name: string, template: JsonObject, spec: JsonObject = {}): JsonObject {
  return object('apps/v1', 'Deployment', name, { replicas: 1, strategy: { type: 'Recreate' }, template, ...spec });
}

function statefulSet(name: string, replicas: number, template: JsonObject, claims: JsonObject[] = []): JsonObject {
  return object('apps/v1', 'StatefulSet', name, { replicas, template, volumeClaimTemplates: claims });
}

function claim(storage: string, storageClassName: string): JsonObject {
  return { spec: { storageClassName, resources: { requests: { storage } } } };
}

function autoscaler(kind: string, name: string, minReplicas: number, maxReplicas: number): JsonObject {
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
    minReplicas,
    maxReplicas,
  });
}

function surge(maxSurge: number | string): JsonObject {
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable: 0 } };
}

function tenant(quota: Partial<TenantQuota>): JsonObject[] {
  const props = { namespace: NAMESPACE, administrators: ['operators'], developers: ['developers'] };
  const limits = { containerDefault: { cpu: '1m', memory: '1', ephemeralStorage: '1' } };
  return render(
    (chart) => new Tenant(chart, 'Tenant', { ...props, limits, quota: { ...GENEROUS, ...quota } }),
  ) as unknown as JsonObject[];
}

/** The sentences about a stack in a tenant. */
function sentences(quota: Partial<TenantQuota>, objects: JsonObject[]): string[] {
  return exceededQuotas([...objects, ...tenant(quota)]).map(({ sentence }) => sentence);
}

/** How much a stack needs of a resource, as the finding says it; 0 if even a tiny quota is enough. */
function needed(resource: string, objects: JsonObject[]): number {
  const quota = object('v1', 'ResourceQuota', 'tiny', { hard: { [resource]: '0' } });
  return parseQuantity(exceededQuotas([...objects, quota])[0]?.needed ?? '0') ?? NaN;
}

const small = pod([container(['100m', '128Mi'])]);
const MI = 2 ** 20;

describe('R15: a quota that the stack can outgrow is found before it says no to a pod', () => {
  test('what fits is silent', () => {
    expect(sentences({ memory: '128Mi', cpu: '100m' }, [deployment('web', small)])).toEqual([]);
  });

  test('one finding in full', () => {
    const found = exceededQuotas([...tenant({ cpu: '250m' }), deployment('web', small, { replicas: 3 })]);
    expect(found).toEqual([
      {
        namespace: 'blog',
        quotaName: 'tenant-quota',
        resource: 'requests.cpu',
        allowed: '250m',
        needed: '300m',
        sentence:
          'blog: quota.cpu is 250m; the stack needs up to 300m at its most (Deployment web 3 x 100m); raise it to at least 300m',
      },
    ]);
  });

  test('memory is found by its requests and by its limits', () => {
    const found = exceededQuotas([...tenant({ memory: '100Mi' }), deployment('web', small)]);
    expect(found.map(({ resource }) => resource)).toEqual(['limits.memory', 'requests.memory']);
  });

  test('the largest are named, the others counted', () => {
    const workloads = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index) =>
      deployment(name, pod([container(['1m', `${index + 1}Mi`])])),
    );
    expect(sentences({ memory: '20Mi' }, workloads)[0]).toBe(
      'blog: quota.memory is 20Mi; the stack needs up to 28Mi at its most (Deployment g 1 x 7Mi, Deployment f 1 x 6Mi, Deployment e 1 x 5Mi, Deployment d 1 x 4Mi, Deployment c 1 x 3Mi, 2 smaller); raise it to at least 28Mi',
    );
  });

  test('18 PB', () => {
    const greedy = object('v1', 'PersistentVolumeClaim', 'greedy', { resources: { requests: { storage: '18P' } } });
    expect(sentences({ storage: '200Gi' }, [greedy])).toEqual([
      'blog: quota.storage is 200Gi; the stack needs up to 18P at its most (PersistentVolumeClaim greedy 1 x 18P); raise it to at least 18P',
    ]);
  });

  test('volumes count for all classes and for their own', () => {
    const database = statefulSet('database', 3, small, [claim('30Gi', 'fast')]);
    const storageByClass = [{ size: '60Gi', class: StorageClass.block('fast') }];
    expect(sentences({ storage: '80Gi', storageByClass, volumes: 2 }, [database])).toEqual([
      'blog: quota.storageByClass of fast is 60Gi; the stack needs up to 90Gi at its most (StatefulSet database 3 x 30Gi); raise it to at least 90Gi',
      'blog: quota.volumes is 2; the stack needs up to 3 at its most (StatefulSet database 3 x 1); raise it to at least 3',
      'blog: quota.storage is 80Gi; the stack needs up to 90Gi at its most (StatefulSet database 3 x 30Gi); raise it to at least 90Gi',
    ]);
  });

  test('pods and objects are counted', () => {
    const found = sentences({ pods: 2, objects: 1 }, [deployment('a', small, { replicas: 2 }), deployment('b', small)]);
    expect(found).toEqual([
      'blog: quota.objects is 1; the stack needs up to 2 at its most (Deployment a 1 x 1, Deployment b 1 x 1); raise it to at least 2',
      'blog: quota.pods is 2; the stack needs up to 3 at its most (Deployment a 2 x 1, Deployment b 1 x 1); raise it to at least 3',
    ]);
  });

  test('doors to the outside are counted', () => {
    const front = object('v1', 'Service', 'front', { type: 'LoadBalancer', ports: [{ port: 80 }, { port: 443 }] });
    expect(sentences({}, [front])).toEqual([
      'blog: quota.loadBalancers is 0; the stack needs up to 1 at its most (Service front 1 x 1); raise it to at least 1',
      'blog: quota.nodePorts is 0; the stack needs up to 2 at its most (Service front 1 x 2); raise it to at least 2',
    ]);
    expect(sentences({ loadBalancers: 1 }, [front])).toEqual([]);
  });

  test('another namespace has its own quota', () => {
    const elsewhere = { ...deployment('web', small), metadata: { name: 'web', namespace: 'elsewhere' } };
    expect(sentences({ cpu: '1m', memory: '1Mi' }, [elsewhere])).toEqual([]);
  });
});

describe('a stack at its most', () => {
  test('R1: an autoscaled Deployment counts with its largest number of pods', () => {
    const web = deployment('web', small, { replicas: null });
    expect(needed('pods', [web, autoscaler('Deployment', 'web', 4, 10)])).toBe(10);
  });

  test('an autoscaler of something else does not count', () => {
    const web = deployment('web', small);
    expect(needed('pods', [web, autoscaler('Deployment', 'other', 4, 10)])).toBe(1);
    expect(needed('pods', [web, autoscaler('StatefulSet', 'web', 4, 10)])).toBe(1);
  });

  test.each([
    [surge(2), 12],
    [surge(0), 10],
    [surge('25%'), 13],
    [surge('11%'), 12],
    [{ type: 'RollingUpdate' }, 13],
    [{ type: 'Recreate' }, 10],
  ])('R30: an update of 10 pods by %j takes up to %i', (strategy, pods) => {
    expect(needed('pods', [deployment('web', small, { replicas: 10, strategy })])).toBe(pods);
  });

  test('R18: a CronJob counts as one run', () => {
    const backup = object('batch/v1', 'CronJob', 'backup', { jobTemplate: { spec: { template: small } } });
    expect(needed('requests.memory', [backup])).toBe(128 * MI);
  });

  test('the Jobs that a CronJob leaves behind count as objects', () => {
    const template = { jobTemplate: { spec: { template: small } } };
    const backup = object('batch/v1', 'CronJob', 'backup', template);
    const tidy = object('batch/v1', 'CronJob', 'backup', {
      ...template,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 0,
    });
    expect(needed('count/jobs.batch', [backup])).toBe(5);
    expect(needed('count/jobs.batch', [tidy])).toBe(2);
  });

  test('a Job counts with its parallel pods, never more than its completions', () => {
    const job = (spec: JsonObject) => object('batch/v1', 'Job', 'work', { template: small, ...spec });
    expect(needed('pods', [job({})])).toBe(1);
    expect(needed('pods', [job({ parallelism: 4 })])).toBe(4);
    expect(needed('pods', [job({ parallelism: 4, completions: 3 })])).toBe(3);
  });

  test('a DaemonSet is left out: nobody knows the number of nodes', () => {
    expect(needed('pods', [object('apps/v1', 'DaemonSet', 'agent', { template: small })])).toBe(0);
  });

  test('a request that is missing is as large as the limit', () => {
    const limited = { name: 'program', resources: { limits: { cpu: '2', memory: '1Gi' } } };
    expect(needed('requests.cpu', [deployment('web', pod([limited]))])).toBe(2);
  });

  test('a quota may say cpu for requests.cpu', () => {
    expect(needed('cpu', [deployment('web', small)])).toBe(0.1);
  });
});

describe('a pod with init containers', () => {
  const sidecar = (size: Size) => container(size, { restartPolicy: 'Always' });
  const memory = (...pods: JsonObject[]) =>
    needed(
      'requests.memory',
      pods.map((template) => deployment('web', template)),
    );

  test('init containers run one by one, so the largest counts if it is more than the containers together', () => {
    const inits = [container(['1m', '300Mi']), container(['1m', '200Mi'])];
    expect(memory(pod([container(['1m', '100Mi']), container(['1m', '100Mi'])], inits))).toBe(300 * MI);
    expect(memory(pod([container(['1m', '200Mi']), container(['1m', '200Mi'])], inits))).toBe(400 * MI);
  });

  test('sidecars run along with the containers', () => {
    expect(memory(pod([container(['1m', '100Mi'])], [sidecar(['1m', '50Mi'])]))).toBe(150 * MI);
  });

  test('an init container runs along with the sidecars before it, not with those behind it', () => {
    const containers = [container(['1m', '10Mi'])];
    const init = container(['1m', '300Mi']);
    expect(memory(pod(containers, [sidecar(['1m', '50Mi']), init]))).toBe(350 * MI);
    expect(memory(pod(containers, [init, sidecar(['1m', '50Mi'])]))).toBe(300 * MI);
  });
});

describe('the steady state', () => {
  test('is the smallest number of pods, without updates, Jobs and CronJobs', () => {
    const objects = [
      deployment('web', pod([container(['250m', '256Mi'])]), { replicas: null, strategy: surge('25%') }),
      autoscaler('Deployment', 'web', 2, 10),
      statefulSet('database', 3, pod([container(['100m', '512Mi'])])),
      object('batch/v1', 'Job', 'install', { template: small }),
      object('batch/v1', 'CronJob', 'backup', { jobTemplate: { spec: { template: small } } }),
    ];
    expect(totalRequests(objects)).toEqual({ cpu: 0.8, memory: (2 * 256 + 3 * 512) * MI });
  });

  test('of nothing is nothing', () => {
    expect(totalRequests([])).toEqual({ cpu: 0, memory: 0 });
  });
});

describe('for any stack', () => {
  const size = fc
    .tuple(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 4096 }))
    .map(([cpu, memory]): Size => [`${cpu}m`, `${memory}Mi`]);
  const anyPod = fc
    .tuple(fc.array(size, { minLength: 1, maxLength: 3 }), fc.array(fc.tuple(size, fc.boolean()), { maxLength: 3 }))
    .map(([containers, inits]) =>
      pod(
        containers.map((resources) => container(resources)),
        inits.map(([resources, sidecar]) => container(resources, sidecar ? { restartPolicy: 'Always' } : {})),
      ),
    );
  const count = fc.integer({ min: 0, max: 20 });
  const anySurge = fc.oneof(
    count,
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );
  const anyWorkload = fc.oneof(
    fc
      .tuple(anyPod, count, anySurge)
      .map(([template, replicas, most]) => deployment('web', template, { replicas, strategy: surge(most) })),
    fc
      .tuple(anyPod, count, fc.integer({ min: 1, max: 100 }))
      .map(([template, replicas, size]) => statefulSet('database', replicas, template, [claim(`${size}Gi`, 'fast')])),
    anyPod.map((template) => object('batch/v1', 'Job', 'install', { template })),
    anyPod.map((template) => object('batch/v1', 'CronJob', 'backup', { jobTemplate: { spec: { template } } })),
  );
  const anyStack = fc.array(anyWorkload, { maxLength: 5 });
  const resources = [
    'requests.cpu',
    'requests.memory',
    'limits.memory',
    'requests.storage',
    'fast.storageclass.storage.k8s.io/requests.storage',
    'pods',
    'persistentvolumeclaims',
    'count/deployments.apps',
  ];
  const anyResource = fc.constantFrom(...resources);

  test('what is needed for two stacks is the sum of both', () => {
    fc.assert(
      fc.property(anyStack, anyStack, anyResource, (one, other, resource) => {
        expect(needed(resource, [...one, ...other])).toBeCloseTo(needed(resource, one) + needed(resource, other), 6);
      }),
    );
  });

  test('adding a workload never lowers the need', () => {
    fc.assert(
      fc.property(anyStack, anyWorkload, anyResource, (stack, more, resource) => {
        expect(needed(resource, [...stack, more])).toBeGreaterThanOrEqual(needed(resource, stack));
      }),
    );
  });

  test('an update that starts new pods first needs at least as much as one that does not', () => {
    fc.assert(
      fc.property(anyPod, count, anySurge, (template, replicas, most) => {
        const needs = (strategy: JsonObject) =>
          needed('requests.memory', [deployment('web', template, { replicas, strategy })]);
        expect(needs(surge(most))).toBeGreaterThanOrEqual(needs({ type: 'Recreate' }));
      }),
    );
  });

  test('the steady state never needs more than the stack at its most', () => {
    fc.assert(
      fc.property(anyStack, (stack) => {
        const { cpu, memory } = totalRequests(stack);
        expect(cpu).toBeLessThanOrEqual(needed('requests.cpu', stack));
        expect(memory).toBeLessThanOrEqual(needed('requests.memory', stack));
      }),
    );
  });

  test('raising the quotas as the sentences say is enough, and one step less is not', () => {
    fc.assert(
      fc.property(anyStack, (stack) => {
        const quota = (hard: Record<string, string>) => object('v1', 'ResourceQuota', 'quota', { hard });
        const nothing = Object.fromEntries(resources.map((resource) => [resource, '0']));
        const found = exceededQuotas([...stack, quota(nothing)]);
        const raised = Object.fromEntries(found.map((excess) => [excess.resource, excess.needed]));
        expect(exceededQuotas([...stack, quota({ ...nothing, ...raised })])).toEqual([]);

        for (const { resource, needed: enough } of found) {
          const step = resource === 'requests.cpu' ? 0.001 : 1;
          const less = String(Number(((parseQuantity(enough) ?? NaN) - step).toFixed(3)));
          expect(exceededQuotas([...stack, quota({ [resource]: less })])).toHaveLength(1);
        }
      }),
    );
  });
});
