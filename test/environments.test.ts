import { environments } from '../environments';
import { JsonObject } from '../lib';
import { exceededQuotas, totalRequests } from '../lib/platform/capacity';
import { objectsOf, renderFiles } from './manifests';
import { Manifest, only } from './objects';

const files = renderFiles();
const names = Object.keys(environments);
const of = Object.fromEntries(names.map((name) => [name, objectsOf(files, name)])) as Record<
  'development' | 'testing' | 'preproduction' | 'production',
  Manifest[]
>;

interface Container {
  readonly name: string;
  readonly image: string;
  readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } };
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly affinity?: {
    readonly podAntiAffinity?: Readonly<
      Record<
        `${'required' | 'preferred'}DuringSchedulingIgnoredDuringExecution`,
        readonly { readonly topologyKey?: string; readonly podAffinityTerm?: { readonly topologyKey: string } }[]
      >
    >;
  };
}
interface Spec {
  readonly replicas?: number;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly maxUnavailable?: number | string;
  readonly accessModes?: readonly string[];
  readonly storageClassName?: string;
  readonly hard?: Readonly<Record<string, string>>;
  readonly template?: { readonly spec: PodSpec };
  readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
}

const specOf = (object: Manifest): Spec => (object.spec ?? {}) as Spec;
const podOf = (object: Manifest): PodSpec | undefined => {
  const { template, jobTemplate } = specOf(object);
  return (template ?? jobTemplate?.spec.template)?.spec;
};
const kindsOf = (objects: readonly Manifest[]): string[] => [...new Set(objects.map(({ kind }) => kind))].sort();
const json = (objects: readonly Manifest[]): JsonObject[] => objects as unknown as JsonObject[];

test('R21: there are four environments, and each has a page of settings and a folder of manifests', () => {
  expect(names).toEqual(['development', 'testing', 'preproduction', 'production']);
  for (const name of names) expect(of[name as keyof typeof of].length).toBeGreaterThan(20);
});

// What is in each environment, when it is applied, what runs and how much it asks for. All the rest is in dist/.
test.each(names)('%s', (name) => {
  const lines = of[name as keyof typeof of].flatMap((object) => [
    `${object.metadata.annotations?.['argocd.argoproj.io/sync-wave']} ${object.kind} ${object.metadata.name}`,
    ...containersOf(object).map(
      ({ name: container, image, resources: { requests } }) =>
        `      ${container}: ${image}, ${requests.cpu} CPU, ${requests.memory}`,
    ),
  ]);
  expect(withoutHashes(lines).join('\n')).toMatchSnapshot();
});

test('development fits into 1 CPU and 2Gi of a laptop, also while its jobs run', () => {
  const jobs = of.development
    .filter(({ kind }) => kind === 'Job' || kind === 'CronJob')
    .map((object) => ({ ...object, kind: 'Pod', spec: podOf(object) }));
  expect(jobs).toHaveLength(2);
  const { cpu, memory } = totalRequests(json([...of.development, ...jobs]));
  expect(cpu).toBeLessThanOrEqual(1);
  expect(memory).toBeLessThanOrEqual(2 * 2 ** 30);
  // More than nothing: what is left out of the sum would otherwise go unnoticed.
  expect(cpu).toBeGreaterThan(0.2);
  expect(memory).toBeGreaterThan(2 ** 30);
});

test('development needs nothing that a new cluster of one node lacks, but an Ingress controller', () => {
  const own = /^(v1|apps\/v1|batch\/v1|policy\/v1|networking\.k8s\.io\/v1|rbac\..*|scheduling\..*|autoscaling\/v2)$/;
  for (const { apiVersion } of of.development) expect(apiVersion).toMatch(own);
  expect(only(of.development, 'PersistentVolumeClaim')).toMatchObject({
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'standard' },
  });
  expect(only(of.development, 'StatefulSet')).toMatchObject({ spec: { replicas: 1 } });
  expect(only(of.development, 'Deployment')).toMatchObject({ spec: { replicas: 1 } });
});

test('R34: production has 4 to 10 web servers and 3 databases, and the web servers share their files', () => {
  const web = only(of.production, 'Deployment', 'web');
  // The autoscaler alone says how many.
  expect(specOf(web).replicas).toBeUndefined();
  expect(specOf(only(of.production, 'HorizontalPodAutoscaler'))).toMatchObject({
    minReplicas: 4,
    maxReplicas: 10,
    scaleTargetRef: { kind: 'Deployment', name: 'web' },
  });
  expect(specOf(only(of.production, 'StatefulSet', 'database')).replicas).toBe(3);
  expect(specOf(only(of.production, 'PersistentVolumeClaim', 'site-files'))).toMatchObject({
    accessModes: ['ReadWriteMany'],
    storageClassName: 'shared',
  });
});

test('R34: production goes on when a machine is lost: databases are on three, web servers on as many as there are', () => {
  const required = podOf(only(of.production, 'StatefulSet', 'database'))?.affinity?.podAntiAffinity;
  expect(required?.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
    {
      labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'database' } },
      topologyKey: 'kubernetes.io/hostname',
    },
  ]);
  const preferred = podOf(only(of.production, 'Deployment', 'web'))?.affinity?.podAntiAffinity;
  expect(preferred?.requiredDuringSchedulingIgnoredDuringExecution).toBeUndefined();
  expect(preferred?.preferredDuringSchedulingIgnoredDuringExecution).toEqual([
    expect.objectContaining({ weight: 100 }),
  ]);
});

test('R34: a drained machine takes one database and a quarter of the web servers at most', () => {
  const budgets = of.production.filter(({ kind }) => kind === 'PodDisruptionBudget');
  expect(Object.fromEntries(budgets.map((budget) => [budget.metadata.name, specOf(budget).maxUnavailable]))).toEqual({
    'database-disruption-budget': 1,
    'logs-elasticsearch-disruption-budget': 1,
    'logs-kafka-controllers-disruption-budget': 1,
    'logs-kafka-disruption-budget': 1,
    'logs-logstash-disruption-budget': 1,
    'web-disruption-budget': '25%',
  });
});

test('R1: testing has five web servers as a fixed wish', () => {
  expect(specOf(only(of.testing, 'Deployment', 'web')).replicas).toBe(5);
  expect(of.testing.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toEqual([]);
});

test('R2, R3: testing, pre-production and production have a database of three', () => {
  for (const objects of [of.testing, of.preproduction, of.production]) {
    expect(specOf(only(objects, 'StatefulSet', 'database')).replicas).toBe(3);
  }
});

test('R21: environments differ in their settings, and else only by what one of them switches off or reaches in another way', () => {
  const production = kindsOf(of.production);
  const without = (...kinds: string[]) => production.filter((kind) => !kinds.includes(kind));
  // Only a pipeline of its own asks for a certificate inside the cluster.
  expect(kindsOf(of.testing)).toEqual(without('Certificate', 'HorizontalPodAutoscaler'));
  expect(kindsOf(of.preproduction)).toEqual(
    [...without('Ingress'), 'ExternalSecret', 'HTTPRoute', 'ReferenceGrant'].sort(),
  );
  // Its shared files are of a class that is there already, and with it go the provisioner and its rights.
  expect(kindsOf(of.development)).toEqual(
    without(
      'Certificate',
      'ClusterRole',
      'ClusterRoleBinding',
      'HorizontalPodAutoscaler',
      'PersistentVolume',
      'ServiceAccount',
      'StorageClass',
    ),
  );
});

test('R21: what runs is the same in all environments, to the script', () => {
  const scripts = (objects: readonly Manifest[], name: string): Record<string, string> => {
    const { data } = only(objects, 'ConfigMap', name) as unknown as { data: Record<string, string> };
    return Object.fromEntries(Object.entries(data).filter(([file]) => file.endsWith('.sh')));
  };
  for (const name of ['database-config', 'site-scripts', 'web-config']) {
    expect(Object.keys(scripts(of.production, name)).length).toBeGreaterThan(0);
    for (const objects of Object.values(of)) expect(scripts(objects, name)).toEqual(scripts(of.production, name));
  }
  const images = (objects: readonly Manifest[]) =>
    new Set(
      objects
        .filter(({ metadata }) => !/-(storage|logs)$/.test(metadata.namespace ?? ''))
        .flatMap(containersOf)
        .map(({ image }) => image),
    );
  for (const objects of Object.values(of)) expect(images(objects)).toEqual(images(of.production));
});

test('R22: each environment has its own namespaces, with walls, and nothing of it is elsewhere', () => {
  for (const name of names) {
    const objects = of[name as keyof typeof of];
    const own = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    expect(own.sort()).toEqual([
      `wordpress-${name}`,
      ...(/production$/.test(name) ? [`wordpress-${name}-logs`] : []),
      ...(name === 'development' ? [] : [`wordpress-${name}-storage`]),
    ]);
    for (const namespace of own) {
      const inside = objects.filter(({ metadata }) => metadata.namespace === namespace);
      expect(kindsOf(inside)).toEqual(expect.arrayContaining(['LimitRange', 'NetworkPolicy', 'ResourceQuota']));
    }
    const namespaces = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
    expect([...namespaces].sort()).toEqual(own);
  }
});

test('R15: every quota is enough for the most that its environment may become, and not for ten times as much', () => {
  for (const objects of Object.values(of)) {
    expect(exceededQuotas(json(objects))).toEqual([]);
    const site = only(objects, 'ResourceQuota', 'tenant-quota');
    const tenth = {
      ...site,
      spec: {
        hard: Object.fromEntries(
          Object.entries(specOf(site).hard ?? {}).map(([resource, amount]) => [resource, tenthOf(amount)]),
        ),
      },
    };
    const excess = exceededQuotas(json(objects.map((object) => (object === site ? tenth : object))));
    expect(excess.map(({ resource }) => resource)).toEqual(
      expect.arrayContaining(['requests.cpu', 'requests.memory', 'requests.storage']),
    );
  }
});

function tenthOf(amount: string): string {
  const [, number, unit = ''] = /^(\d+)(\w*)$/.exec(amount) ?? [];
  return unit === ''
    ? `${Number(number) * 100}m`
    : `${Math.floor((Number(number) * 1024) / 10)}${unit === 'Gi' ? 'Mi' : unit}`;
}

function containersOf(object: Manifest): Container[] {
  const pod = podOf(object);
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

/** A Job's name has a hash of its scripts, which dist/ shows. */
function withoutHashes(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/-(install|make|set-up|import)-[0-9a-f]{8}$/, '-$1-…'));
}
