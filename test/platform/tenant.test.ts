import { App, Chart, Testing } from 'cdk8s';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { KubernetesVersion } from '../../lib/kubernetes/kubernetes-version';
import { Platform } from '../../lib/kubernetes/platform';
import { Tenant, TenantLimits, TenantProps, TenantQuota } from '../../lib/platform/tenant';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, only, render } from '../objects';
import { allows, rulesOf, unknownResources } from './access';

const minimalProps: TenantProps = {
  namespace: 'blog-production',
  quota: { cpu: '8', memory: '16Gi', storage: '200Gi' },
  administrators: ['blog-operators'],
  developers: ['blog-developers'],
};

const allQuota: Required<TenantQuota> = {
  cpu: '7500m',
  memory: '12Gi',
  storage: '150Gi',
  storageByClass: [
    { size: '90Gi', class: StorageClass.block('fast') },
    { size: '50Gi', class: StorageClass.sharedFiles('shared') },
  ],
  volumes: 7,
  pods: 31,
  objects: 40,
  loadBalancers: 1,
  nodePorts: 3,
};

const allLimits: Required<TenantLimits> = {
  containerDefault: { cpu: '50m', memory: '64Mi', cpuLimit: '1', ephemeralStorage: '128Mi' },
  containerMemory: '4Gi',
  containerEphemeralStorage: '2Gi',
  smallestVolume: '1Mi',
  largestVolume: '60Gi',
};

const allProps: Required<TenantProps> = {
  namespace: 'shop',
  quota: allQuota,
  limits: allLimits,
  administrators: ['shop-operators', 'night-watch'],
  developers: ['shop-developers', 'agency'],
  shellForAdministrators: true,
  annotations: { 'openshift.io/display-name': 'Shop', 'example.org/owner': 'shop@example.org' },
};

function rendered(props: Partial<TenantProps> = {}, platform?: Platform): Manifest[] {
  return render((chart) => new Tenant(chart, 'Tenant', { ...minimalProps, ...props }), platform);
}

function hardQuota(quota: Partial<TenantQuota>): Record<string, string> {
  const { spec } = only(rendered({ quota: { ...minimalProps.quota, ...quota } }), 'ResourceQuota');
  return (spec as { hard: Record<string, string> }).hard;
}

function limitOf(type: string, props: Partial<TenantProps> = {}): Record<string, Record<string, string>> {
  const { spec } = only(rendered(props), 'LimitRange');
  const limit = (spec as { limits: readonly Record<string, never>[] }).limits.find((item) => item['type'] === type);
  return limit ?? {};
}

test('minimal props', () => {
  expect(rendered()).toMatchSnapshot();
});

test('all props', () => {
  expect(rendered(allProps)).toMatchSnapshot();
});

describe('R22: namespaces separate tenants', () => {
  test('everything is in the tenant’s namespace, whatever the chart’s is', () => {
    for (const chartNamespace of [undefined, 'elsewhere']) {
      const chart = new Chart(new App(), 'plain', { namespace: chartNamespace });
      new Tenant(chart, 'Tenant', minimalProps);
      const places = (Testing.synth(chart) as Manifest[]).map(({ kind, metadata }) => [kind, metadata.namespace]);
      expect(places).toEqual([
        ['Namespace', undefined],
        ...['ResourceQuota', 'LimitRange', 'NetworkPolicy', 'Role', 'RoleBinding', 'Role', 'RoleBinding'].map(
          (kind) => [kind, 'blog-production'],
        ),
      ]);
    }
  });

  test('pods must pass the restricted level of the cluster’s version', () => {
    const platform = new Platform({ kubernetesVersion: KubernetesVersion.of('test', '1.33') });
    expect(only(rendered({}, platform), 'Namespace').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.33',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.33',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.33',
    });
  });

  test('the namespace does not vanish with a file in git, nor with its application unasked', () => {
    expect(only(rendered(allProps), 'Namespace').metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=confirm',
    });
  });
});

test('R26: no pod talks to another until a policy allows it', () => {
  expect(only(rendered(), 'NetworkPolicy')['spec']).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

describe('R15: quotas say no', () => {
  test('CPU, memory, storage and objects are all counted', () => {
    expect(Object.keys(hardQuota({}))).toEqual(
      expect.arrayContaining([
        'requests.cpu',
        'requests.memory',
        'limits.memory',
        'requests.storage',
        'persistentvolumeclaims',
        'pods',
        'services.loadbalancers',
        'services.nodeports',
        'count/secrets',
        'count/jobs.batch',
      ]),
    );
  });

  test('18 PB are too much, for all volumes and for one', () => {
    expect(hardQuota({})['requests.storage']).toBe('200Gi');
    expect(limitOf('PersistentVolumeClaim')).toMatchObject({ max: { storage: '200Gi' } });
  });

  test('each class of storage can have a quota of its own', () => {
    expect(hardQuota({ storageByClass: allQuota.storageByClass })).toMatchObject({
      'fast.storageclass.storage.k8s.io/requests.storage': '90Gi',
      'shared.storageclass.storage.k8s.io/requests.storage': '50Gi',
    });
  });

  test('a container without a CPU limit is let in, and gets none', () => {
    expect(hardQuota({})).not.toHaveProperty(['limits.cpu']);
    const { max, default: defaults } = limitOf('Container');
    expect(max).not.toHaveProperty('cpu');
    expect(defaults).not.toHaveProperty('cpu');
  });

  test('a container that says nothing gets something, so that the quota can count it', () => {
    expect(limitOf('Container')).toMatchObject({
      default: { memory: '128Mi', 'ephemeral-storage': '256Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
    });
  });

  test('no doors to the outside unless asked for', () => {
    expect(hardQuota({})).toMatchObject({ 'services.loadbalancers': '0', 'services.nodeports': '0' });
  });

  test('a load balancer comes with the node ports that it takes', () => {
    expect(hardQuota({ loadBalancers: 2 })).toMatchObject({
      'services.loadbalancers': '2',
      'services.nodeports': '4',
    });
  });
});

describe('R23: roles with least privilege', () => {
  const objects = rendered();
  const developer = only(objects, 'Role', 'tenant-developer');
  const administrator = only(objects, 'Role', 'tenant-administrator');
  const roles = { developer, administrator };

  test('they go to groups of people', () => {
    expect(only(rendered(allProps), 'RoleBinding', 'tenant-developer-binding')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: developer.metadata.name },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'shop-developers' },
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'agency' },
      ],
    });
    expect(only(objects, 'RoleBinding', 'tenant-administrator-binding')).toMatchObject({
      roleRef: { name: administrator.metadata.name },
      subjects: [{ name: 'blog-operators' }],
    });
  });

  describe.each(Object.entries(roles))('a %s', (_, role) => {
    test.each([
      ['create', 'deployments'],
      ['patch', 'statefulsets'],
      ['update', 'configmaps'],
      ['create', 'persistentvolumeclaims'],
      ['get', 'pods/log'],
      ['list', 'events'],
      ['get', 'resourcequotas'],
      ['patch', 'deployments/scale'],
    ])('can %s %s', (verb, resource) => {
      expect(allows(role, verb, resource)).toBe(true);
    });

    test.each(['resourcequotas', 'limitranges', 'roles', 'rolebindings', 'namespaces'])(
      'can change none of the walls: %s',
      (resource) => {
        expect(['create', 'update', 'patch', 'delete'].filter((verb) => allows(role, verb, resource))).toEqual([]);
      },
    );

    test.each(['pods/exec', 'pods/portforward', 'pods/attach', 'pods/ephemeralcontainers'])(
      'gets into no running pod: %s',
      (resource) => {
        expect(['get', 'create', 'update', 'patch'].filter((verb) => allows(role, verb, resource))).toEqual([]);
      },
    );

    test('creates pods only through workloads (R33)', () => {
      expect(allows(role, 'create', 'pods')).toBe(false);
    });

    test('reads no list of Secrets', () => {
      expect(allows(role, 'list', 'secrets') || allows(role, 'watch', 'secrets')).toBe(false);
    });

    test('has no wildcard, and no verb that hands out rights', () => {
      const words = rulesOf(role).flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs]);
      for (const word of ['*', 'escalate', 'bind', 'impersonate', 'deletecollection']) {
        expect(words).not.toContain(word);
      }
    });

    test('has rules only for resources that Kubernetes knows', () => {
      expect(unknownResources(role)).toEqual([]);
    });
  });

  test('a developer deletes nothing, opens no network and sees no Secret', () => {
    expect(rulesOf(developer).flatMap(({ verbs }) => verbs)).not.toContain('delete');
    expect(allows(developer, 'create', 'networkpolicies')).toBe(false);
    expect(rulesOf(developer).flatMap(({ resources }) => resources)).not.toContain('secrets');
  });

  test.each([
    ['delete', 'deployments'],
    ['delete', 'persistentvolumeclaims'],
    ['delete', 'pods'],
    ['create', 'secrets'],
    ['patch', 'networkpolicies'],
  ])('an administrator can %s %s', (verb, resource) => {
    expect(allows(administrator, verb, resource)).toBe(true);
  });

  test('where nobody works, nobody has a role', () => {
    const kinds = rendered({ administrators: [], developers: [] }).map(({ kind }) => kind);
    expect(kinds).toEqual(['Namespace', 'ResourceQuota', 'LimitRange', 'NetworkPolicy']);
  });

  test('an administrator gets a shell only where the props say so, a developer never', () => {
    const open = rendered({ shellForAdministrators: true });
    expect(allows(only(open, 'Role', 'tenant-administrator'), 'create', 'pods/exec')).toBe(true);
    expect(allows(only(open, 'Role', 'tenant-developer'), 'create', 'pods/exec')).toBe(false);
  });
});

test('R14: a developer asks for size and class; volumes and classes are not his', () => {
  const words = rulesOf(only(rendered(), 'Role', 'tenant-developer')).flatMap(({ resources }) => resources);
  expect(words).toContain('persistentvolumeclaims');
  expect(words).not.toContain('persistentvolumes');
  expect(words).not.toContain('storageclasses');
});

describe('rejected', () => {
  const name = 'a namespace has lower-case letters, digits and dashes, at most 63; write for example blog-production';
  const own = "that namespace is the cluster's own; use one of your own, like blog-production";
  const everybody =
    "a role goes to a group of known people, and what starts with system: is the cluster's own; name a group as the cluster's identity provider does, like blog-team";
  const noQuantity =
    'it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage';
  const count = 'it counts objects; use a whole number from 0 on';
  const quota = (changed: Partial<TenantQuota>) => ({ quota: { ...minimalProps.quota, ...changed } });
  const fast = StorageClass.block('fast');

  test.each<[Partial<TenantProps>, string]>([
    [{ namespace: 'Blog' }, `namespace is Blog; ${name}`],
    [{ namespace: 'blog.production' }, `namespace is blog.production; ${name}`],
    [{ namespace: 'b'.repeat(64) }, `namespace is ${'b'.repeat(64)}; ${name}`],
    [{ namespace: 'kube-system' }, `namespace is kube-system; ${own}`],
    [{ namespace: 'default' }, `namespace is default; ${own}`],
    [{ namespace: 'openshift-monitoring' }, `namespace is openshift-monitoring; ${own}`],
    [{ developers: ['blog', ''] }, `developers is empty; ${everybody}`],
    [{ developers: ['system:authenticated'] }, `developers is system:authenticated; ${everybody}`],
    [{ developers: ['system:anonymous'] }, `developers is system:anonymous; ${everybody}`],
    [{ administrators: ['system:masters'] }, `administrators is system:masters; ${everybody}`],
    [quota({ cpu: '8 cores' }), `quota.cpu is 8 cores; ${noQuantity}`],
    [quota({ memory: '16GB' }), `quota.memory is 16GB; ${noQuantity}`],
    [quota({ storage: '0' }), `quota.storage is 0; ${noQuantity}`],
    [quota({ pods: 1.5 }), `quota.pods is 1.5; ${count}`],
    [quota({ volumes: -1 }), `quota.volumes is -1; ${count}`],
    [quota({ objects: NaN }), `quota.objects is NaN; ${count}`],
    [quota({ loadBalancers: -2 }), `quota.loadBalancers is -2; ${count}`],
    [quota({ nodePorts: 0.1 }), `quota.nodePorts is 0.1; ${count}`],
    [
      quota({ storageByClass: [{ size: '18P', class: fast }] }),
      "quota.storageByClass of fast is 18P; one class can't have more than all classes together, and quota.storage is 200Gi; use at most 200Gi, or raise quota.storage",
    ],
    [
      quota({
        storageByClass: [
          { size: '1Gi', class: fast },
          { size: '2Gi', class: fast },
        ],
      }),
      'quota.storageByClass of fast is 2Gi; the class is in the list already; keep one of them',
    ],
    [quota({ storageByClass: [{ size: 'much', class: fast }] }), `quota.storageByClass of fast is much; ${noQuantity}`],
    [{ limits: { containerMemory: '4 GiB' } }, `limits.containerMemory is 4 GiB; ${noQuantity}`],
    [{ limits: { largestVolume: '18 PB' } }, `limits.largestVolume is 18 PB; ${noQuantity}`],
    [
      { limits: { containerMemory: '64Mi' } },
      "limits.containerDefault.memory is 128Mi; it can't be more than limits.containerMemory, which is 64Mi; use at most 64Mi",
    ],
    [
      { limits: { containerEphemeralStorage: '100Mi' } },
      "limits.containerDefault.ephemeralStorage is 256Mi; it can't be more than limits.containerEphemeralStorage, which is 100Mi; use at most 100Mi",
    ],
    [
      { limits: { smallestVolume: '10Gi', largestVolume: '5Gi' } },
      "limits.smallestVolume is 10Gi; it can't be more than limits.largestVolume, which is 5Gi; use at most 5Gi",
    ],
  ])('%j', (props, sentence) => {
    expect(() => rendered(props)).toThrow(new ConfigurationError(`test/chart/Tenant: ${sentence}`));
  });
});
