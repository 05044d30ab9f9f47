import { App, Chart, Testing } from 'cdk8s';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Peer } from '../../lib/kubernetes/peer';
import { Platform } from '../../lib/kubernetes/platform';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { NfsProvisioner } from '../../lib/storage/nfs-provisioner';
import { NfsStorageClass, NfsStorageClassProps } from '../../lib/storage/nfs-storage-class';
import { NfsSubdirOptions } from '../../lib/storage/nfs-subdir-provisioner';
import { Manifest, newChart, only, render } from '../objects';
import { allows, rulesOf, unknownResources } from '../platform/access';

const minimalProps: NfsStorageClassProps = {
  className: 'shared',
  server: 'files.example.org',
  path: '/exports/kubernetes',
};

const allSubdirOptions: Required<NfsSubdirOptions> = {
  resources: { cpu: '50m', memory: '96Mi', cpuLimit: '100m', ephemeralStorage: '32Mi' },
  namespace: 'storage',
  uid: 12345,
  leaderElection: true,
  priorityClassName: 'system-cluster-critical',
};

const allProps: Required<NfsStorageClassProps> = {
  className: 'standard.files',
  server: '10.1.2.3',
  path: '/exports/blog/files',
  provisioner: NfsProvisioner.subdir(allSubdirOptions),
  image: 'registry.example.org/storage/nfs-subdir-external-provisioner:v4.0.18',
  priorityClassName: 'standard-files',
  onDelete: 'retain',
  reclaimPolicy: 'Retain',
  mountOptions: ['nfsvers=4.2', 'hard', 'nconnect=4'],
};

function rendered(props: Partial<NfsStorageClassProps> = {}, platform?: Platform): Manifest[] {
  return render((chart) => new NfsStorageClass(chart, 'Shared', { ...minimalProps, ...props }), platform);
}

test('minimal props', () => {
  expect(rendered()).toMatchSnapshot();
});

test('all props', () => {
  expect(rendered(allProps)).toMatchSnapshot();
});

test('csi: only the class, since the driver is the cluster administrator’s', () => {
  expect(rendered({ provisioner: NfsProvisioner.csi() })).toMatchSnapshot();
});

test('R5, R14: stacks take it as shared storage that no database may use', () => {
  const storageClass = new NfsStorageClass(newChart(), 'Shared', minimalProps);

  expect(storageClass).toMatchObject({ className: 'shared', shared: true, suitsDatabases: false });
});

describe('R13: the notes’ objects', () => {
  const objects = rendered();

  test.each(['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'StorageClass'])(
    'there is one %s',
    (kind) => {
      expect(objects.filter((object) => object.kind === kind)).toHaveLength(1);
    },
  );

  test('every resource in a rule is one that Kubernetes knows, in the plural', () => {
    expect(unknownResources(only(objects, 'Role'))).toEqual([]);
    expect(unknownResources(only(objects, 'ClusterRole'))).toEqual([]);
  });

  test('every verb is one word: the missing comma made "getcreate" of two', () => {
    const rules = [...rulesOf(only(objects, 'Role')), ...rulesOf(only(objects, 'ClusterRole'))];
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(
      new Set(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
    );
  });

  test('the rules are those of the provisioner itself, and no others', () => {
    expect(rulesOf(only(objects, 'ClusterRole'))).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list', 'watch', 'update'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'update', 'patch'] },
    ]);
    expect(rulesOf(only(objects, 'Role'))).toEqual([
      { apiGroups: [''], resources: ['endpoints'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch'] },
    ]);
  });

  test('both bindings tie the account of the pod to the roles', () => {
    const account = only(objects, 'ServiceAccount').metadata;
    const subjects = [{ kind: 'ServiceAccount', name: account.name, namespace: 'blog' }];
    expect(only(objects, 'RoleBinding')).toMatchObject({
      roleRef: { kind: 'Role', name: only(objects, 'Role').metadata.name },
      subjects,
    });
    expect(only(objects, 'ClusterRoleBinding')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: only(objects, 'ClusterRole').metadata.name },
      subjects,
    });
    expect(only(objects, 'Deployment')).toMatchObject({
      spec: { template: { spec: { serviceAccountName: account.name, automountServiceAccountToken: true } } },
    });
  });

  test('the class asks the provisioner by the name to which it answers', () => {
    const { provisioner } = only(objects, 'StorageClass');
    expect(provisioner).toBe('cluster.local/shared');
    expect(provisionerEnvironment(objects)).toContainEqual({ name: 'PROVISIONER_NAME', value: provisioner });
  });

  test('without leader election there is neither Role nor RoleBinding', () => {
    const alone = rendered({ provisioner: NfsProvisioner.subdir({ leaderElection: false }) });
    expect(alone.filter(({ kind }) => kind === 'Role' || kind === 'RoleBinding')).toEqual([]);
    expect(provisionerEnvironment(alone)).toContainEqual({ name: 'ENABLE_LEADER_ELECTION', value: 'false' });
  });
});

test('R23: the provisioner can read no Secret and start no pod', () => {
  const objects = rendered();
  for (const role of [only(objects, 'Role'), only(objects, 'ClusterRole')]) {
    expect(allows(role, 'get', 'secrets')).toBe(false);
    expect(allows(role, 'create', 'pods')).toBe(false);
  }
});

test('the pod has only volumes that the restricted Pod Security level knows', () => {
  const known = 'configMap csi downwardAPI emptyDir ephemeral name persistentVolumeClaim projected secret'.split(' ');
  const types = podOf(rendered()).volumes.flatMap((volume) => Object.keys(volume));
  expect(types.filter((type) => !known.includes(type))).toEqual([]);
});

test('the provisioner has the priority of the class, unless it has one of its own', () => {
  const priority = (props: Partial<NfsStorageClassProps>) => podOf(rendered(props)).priorityClassName;
  const own = NfsProvisioner.subdir({ priorityClassName: 'provisioners' });
  expect(priority({ priorityClassName: 'files' })).toBe('files');
  expect(priority({ priorityClassName: 'files', provisioner: own })).toBe('provisioners');
  expect(priority({})).toBeUndefined();
});

test('two provisioners never work at once during an update', () => {
  expect(only(rendered(), 'Deployment')).toMatchObject({ spec: { replicas: 1, strategy: { type: 'Recreate' } } });
});

test('the export is tied to its claim from both sides, so that no other claim gets the whole of it', () => {
  const objects = rendered();
  const claim = only(objects, 'PersistentVolumeClaim');
  const volume = only(objects, 'PersistentVolume');
  expect(claim).toMatchObject({ spec: { volumeName: volume.metadata.name, storageClassName: '' } });
  expect(volume).toMatchObject({
    spec: {
      claimRef: { kind: 'PersistentVolumeClaim', namespace: 'blog', name: claim.metadata.name },
      storageClassName: '',
      persistentVolumeReclaimPolicy: 'Retain',
    },
  });
  expect(podOf(objects).volumes).toEqual([
    { name: 'export', persistentVolumeClaim: { claimName: claim.metadata.name } },
  ]);
});

test('the export and every volume are mounted with the same options', () => {
  const mountOptions = ['nfsvers=4.1', 'hard', 'noatime'];
  expect(only(rendered(), 'PersistentVolume')).toMatchObject({ spec: { mountOptions } });
  expect(only(rendered(), 'StorageClass')).toMatchObject({ mountOptions });
});

test('R26: it reaches names and the API, and nothing reaches it', () => {
  const apiServer = Peer.addresses('10.0.0.1/32');
  const policy = only(rendered({}, new Platform({ apiServer })), 'NetworkPolicy');
  expect(policy['spec']).not.toHaveProperty('ingress');
  expect(policy).toMatchObject({
    spec: {
      policyTypes: ['Ingress', 'Egress'],
      egress: [
        { ports: [{ port: 53 }, { port: 53 }] },
        { to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ port: 443 }, { port: 6443 }] },
      ],
    },
  });
});

test('objects of the whole cluster have no namespace, and names that differ between environments', () => {
  const app = new App();
  const names = ['testing', 'production'].map((environment) => {
    const chart = new StableChart(app, environment, { namespace: environment, clusterNamePrefix: environment });
    new NfsStorageClass(chart, 'Shared', { ...minimalProps, className: environment });
    const clusterWide = (Testing.synth(chart) as Manifest[]).filter(({ metadata }) => !metadata.namespace);
    return clusterWide.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  });
  expect(names).toEqual([
    [
      'ClusterRole testing-shared-provisioner-cluster-role',
      'ClusterRoleBinding testing-shared-provisioner-cluster-role-binding',
      'PersistentVolume testing-shared-provisioner-export',
      'StorageClass testing',
    ],
    [
      'ClusterRole production-shared-provisioner-cluster-role',
      'ClusterRoleBinding production-shared-provisioner-cluster-role-binding',
      'PersistentVolume production-shared-provisioner-export',
      'StorageClass production',
    ],
  ]);
});

test('it works in a plain chart', () => {
  const chart = new Chart(new App(), 'plain', { namespace: 'storage' });
  const storageClass = new NfsStorageClass(chart, 'Shared', minimalProps);
  const objects = Testing.synth(chart) as Manifest[];
  const instance = { 'app.kubernetes.io/instance': storageClass.subdirProvisioner?.deployment.name };
  expect(only(objects, 'Deployment')).toMatchObject({
    metadata: { labels: instance },
    spec: { selector: { matchLabels: instance }, template: { metadata: { labels: instance } } },
  });
});

describe('what becomes of files', () => {
  test.each([
    ['archive', { archiveOnDelete: 'true' }],
    ['retain', { onDelete: 'retain' }],
    ['delete', { onDelete: 'delete' }],
  ] as const)('subdir: %s', (onDelete, parameters) => {
    expect(only(rendered({ onDelete }), 'StorageClass')['parameters']).toEqual(parameters);
  });

  test.each(['archive', 'retain', 'delete'] as const)('csi: %s', (onDelete) => {
    const storageClass = only(rendered({ provisioner: NfsProvisioner.csi(), onDelete }), 'StorageClass');
    expect(storageClass['parameters']).toMatchObject({ onDelete });
  });

  test('by default nothing is lost: the directory is put aside', () => {
    expect(only(rendered(), 'StorageClass')).toMatchObject({
      reclaimPolicy: 'Delete',
      parameters: { archiveOnDelete: 'true' },
    });
  });

  test('csi: no two volumes ever have the same directory, however claims are named', () => {
    const { parameters } = only(rendered({ provisioner: NfsProvisioner.csi() }), 'StorageClass');
    expect((parameters as Record<string, string>)['subDir']).toContain('${pv.metadata.name}');
  });
});

test.each([
  ['subdir', NfsProvisioner.subdir(), false],
  ['csi', NfsProvisioner.csi(), true],
])('%s: claims may grow only where something makes them grow', (_, provisioner, allowVolumeExpansion) => {
  expect(only(rendered({ provisioner }), 'StorageClass')).toMatchObject({ allowVolumeExpansion });
});

describe('rejected', () => {
  const className = (value: string, technology: string) =>
    `className is ${value}; those who ask for a volume say what they need, and ${technology} is how it is made, which may change; name the class by what it promises, like shared or standard`;
  const server = (value: string) =>
    `server is ${value}; it must be a host name or an IP address alone, without protocol, port or path; write for example files.example.org`;
  const path = (value: string) =>
    `path is ${value}; it must be the absolute path of a directory below /, with letters, digits, dots, dashes and underscores; export a directory for this class alone, and write for example /exports/kubernetes`;
  const lostWrites = 'a write that the server is slow to take would be lost without a word';

  test.each<[Partial<NfsStorageClassProps>, string]>([
    [{ className: 'nfs-client' }, className('nfs-client', 'nfs')],
    [{ className: 'fast-cephfs' }, className('fast-cephfs', 'cephfs')],
    [{ className: 'iscsi' }, className('iscsi', 'iscsi')],
    [{ className: 'nfsv4' }, className('nfsv4', 'nfsv4')],
    [
      { className: 'Shared_Files' },
      'className is Shared_Files; a class name has lower-case letters, digits, dots and dashes, at most 63; write for example shared',
    ],
    [
      { className: 'a'.repeat(64) },
      `className is ${'a'.repeat(64)}; a class name has lower-case letters, digits, dots and dashes, at most 63; write for example shared`,
    ],
    [{ server: 'nfs://files' }, server('nfs://files')],
    [{ server: 'files:2049' }, server('files:2049')],
    [{ server: '10.1.2.300' }, server('10.1.2.300')],
    [{ server: '' }, server('empty')],
    [{ path: 'exports/kubernetes' }, path('exports/kubernetes')],
    [{ path: '/' }, path('/')],
    [{ path: '/exports/../etc' }, path('/exports/../etc')],
    [{ path: '/exports/' }, path('/exports/')],
    [{ path: '/my exports' }, path('/my exports')],
    [{ mountOptions: ['hard', 'soft'] }, `mountOptions is soft; ${lostWrites}; leave soft out`],
    [{ mountOptions: ['softerr'] }, `mountOptions is softerr; ${lostWrites}; leave softerr out`],
    [
      { mountOptions: ['nolock'] },
      'mountOptions is nolock; pods on different nodes would each take the same lock; leave nolock out',
    ],
    [{ mountOptions: ['ro'] }, 'mountOptions is ro; volumes of this class could not be written; leave ro out'],
    [
      { mountOptions: ['hard,soft'] },
      "mountOptions is hard,soft; each item must be one option, a name or name=value; write for example ['nfsvers=4.1', 'hard', 'noatime']",
    ],
    [
      { reclaimPolicy: 'Retain', onDelete: 'delete' },
      'onDelete is delete; with reclaimPolicy Retain no file is ever deleted; use onDelete retain, or reclaimPolicy Delete',
    ],
  ])('%j', (props, sentence) => {
    expect(() => rendered(props)).toThrow(new ConfigurationError(`test/chart/Shared: ${sentence}`));
  });

  test('an image that floats, and resources that are none', () => {
    expect(() => rendered({ image: 'registry.example.org/provisioner:latest' })).toThrow(
      new ConfigurationError(
        'test/chart/Shared: image is registry.example.org/provisioner:latest; the tag latest means another image tomorrow; use the tag of a version, like 11.8.8',
      ),
    );
    const resources = { cpu: 'a lot', memory: '64Mi' };
    expect(() => rendered({ provisioner: NfsProvisioner.subdir({ resources }) })).toThrow(
      new ConfigurationError(
        'test/chart/Shared: provisioner.resources.cpu is a lot; it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
      ),
    );
  });

  test('root', () => {
    expect(() => rendered({ provisioner: NfsProvisioner.subdir({ uid: 0 }) })).toThrow(
      new ConfigurationError(
        'test/chart/Shared/Provisioner: uid is 0; Pod Security lets nobody be root, and with all_squash on the server nobody needs to be; use a number above 0 and below 2147483648, or leave it out for 10001',
      ),
    );
  });

  test('a chart without a namespace, and none given', () => {
    const chart = new StableChart(new App(), 'cluster');
    expect(() => new NfsStorageClass(chart, 'Shared', minimalProps)).toThrow(
      new ConfigurationError(
        'cluster/Shared/Provisioner: namespace is missing; its account is bound to its rights by namespace and name, and the chart has no namespace either; write for example NfsProvisioner.subdir({ namespace: "storage" })',
      ),
    );
  });
});

interface Pod {
  readonly priorityClassName?: string;
  readonly containers: readonly { readonly env: readonly unknown[] }[];
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
}

function podOf(objects: readonly Manifest[]): Pod {
  const { spec } = only(objects, 'Deployment') as Manifest & {
    readonly spec: { readonly template: { readonly spec: Pod } };
  };
  return spec.template.spec;
}

function provisionerEnvironment(objects: readonly Manifest[]): readonly unknown[] {
  return podOf(objects).containers[0]?.env ?? [];
}
