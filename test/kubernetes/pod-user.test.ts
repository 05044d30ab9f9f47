import { loadAll } from 'js-yaml';
import { production } from '../../environments/production';
import {
  Application,
  DatabaseTls,
  DEFAULT_IMAGES,
  Exposure,
  LogInput,
  Peer,
  Platform,
  Scale,
  Shipper,
  StorageClass,
  WebWithFilebeatSidecar,
  WordPressStackProps,
} from '../../lib';
import { buildApp } from '../../main';
import { only, render } from '../objects';

/** Production on OpenShift, with everything that makes pods. */
const everything: WordPressStackProps = {
  ...production,
  cluster: { platform: 'openshift' },
  front: { ...production.front, exposure: Exposure.route() },
  web: {
    ...production.web,
    content: { repository: 'https://git.example.org/site.git', revision: 'v1', mountPath: '/srv/site' },
  },
  database: {
    ...production.database,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    tls: DatabaseTls.secret('database-tls'),
    metrics: {},
  },
  backup: {
    size: '100Gi',
    drill: {},
    copyTo: { endpoint: 'https://s3.example.org', bucket: 'backups' },
    encryption: {},
  },
};

interface Context {
  readonly [field: string]: unknown;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly seccompProfile?: { readonly type: string };
}

interface Container {
  readonly name: string;
  readonly securityContext?: Context;
  readonly ports?: readonly { readonly hostPort?: number }[];
}

interface PodSpec {
  readonly [field: string]: unknown;
  readonly securityContext?: Context;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
  readonly serviceAccountName?: string;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly automountServiceAccountToken?: boolean;
  readonly spec?: {
    readonly template?: { readonly spec?: PodSpec };
    readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
    readonly egress?: readonly { readonly to: readonly unknown[]; readonly ports: readonly unknown[] }[];
  };
}

const objects = objectsOf(everything);
const pods = objects.flatMap(({ kind, metadata, spec }) => {
  const pod = spec?.jobTemplate?.spec.template.spec ?? spec?.template?.spec;
  return pod ? [{ name: `${kind} ${metadata.name}`, namespace: metadata.namespace, spec: pod }] : [];
});

/**
 * What the constraint admits, by its fields, and which field of a pod each is about.
 * @see https://github.com/openshift/cluster-kube-apiserver-operator/blob/master/bindata/bootkube/scc-manifests/0000_20_kube-apiserver-operator_00_scc-restricted-v2.yaml
 */
const RESTRICTED_V2: readonly [field: string, holds: (pod: PodSpec, container: Container) => boolean][] = [
  ['allowHostIPC: false', ({ hostIPC }) => !hostIPC],
  ['allowHostNetwork: false', ({ hostNetwork }) => !hostNetwork],
  ['allowHostPID: false', ({ hostPID }) => !hostPID],
  ['allowHostPorts: false', (_, { ports = [] }) => ports.every(({ hostPort }) => hostPort === undefined)],
  ['allowPrivilegeEscalation: false', (_, { securityContext }) => securityContext?.allowPrivilegeEscalation === false],
  ['allowPrivilegedContainer: false', (_, { securityContext }) => !securityContext?.privileged],
  [
    'allowedCapabilities: NET_BIND_SERVICE',
    (_, { securityContext }) => (securityContext?.capabilities?.add ?? []).every((name) => name === 'NET_BIND_SERVICE'),
  ],
  ['requiredDropCapabilities: ALL', (_, { securityContext }) => securityContext?.capabilities?.drop?.[0] === 'ALL'],
  // A range of the namespace, which nobody can know when it is rendered: whoever names a number is refused.
  [
    'runAsUser: MustRunAsRange',
    (pod, container) => contexts(pod, container).every(({ runAsUser }) => runAsUser === undefined),
  ],
  ['fsGroup: MustRunAs', (pod) => pod.securityContext?.fsGroup === undefined],
  [
    'seLinuxContext: MustRunAs',
    (pod, container) => contexts(pod, container).every(({ seLinuxOptions }) => seLinuxOptions === undefined),
  ],
  [
    'seccompProfiles: runtime/default',
    (pod, container) =>
      contexts(pod, container).every(
        ({ seccompProfile }) => (seccompProfile?.type ?? 'RuntimeDefault') === 'RuntimeDefault',
      ),
  ],
  [
    'volumes',
    ({ volumes = [] }) =>
      volumes.every((volume) =>
        Object.keys(volume).every((field) =>
          [
            'name',
            'configMap',
            'csi',
            'downwardAPI',
            'emptyDir',
            'ephemeral',
            'image',
            'persistentVolumeClaim',
            'projected',
            'secret',
          ].includes(field),
        ),
      ),
  ],
];

describe('on OpenShift', () => {
  test('there are pods to look at', () => expect(pods.length).toBeGreaterThanOrEqual(15));

  test.each(RESTRICTED_V2)('every container passes restricted-v2: %s', (_, holds) => {
    const refused = pods.flatMap(({ name, spec }) =>
      [...spec.containers, ...(spec.initContainers ?? [])]
        .filter((container) => !holds(spec, container))
        .map((container) => `${name}: ${container.name}`),
    );
    expect(refused).toEqual([]);
  });

  test('no group is chosen, and pods still promise to Pod Security that nobody is root', () => {
    for (const { spec } of pods) {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const context of [spec, ...spec.containers].map(({ securityContext }) => securityContext)) {
        expect(context).not.toHaveProperty('runAsGroup');
      }
    }
  });

  test('every pod has an account of its workload, which hands out no token by itself', () => {
    const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
    for (const { name, namespace, spec } of pods) {
      const account = accounts.find(
        ({ metadata }) => metadata.name === spec.serviceAccountName && metadata.namespace === namespace,
      );
      expect([name, account?.automountServiceAccountToken]).toEqual([name, false]);
      expect(spec.automountServiceAccountToken).toBe(spec.serviceAccountName === 'shared-provisioner-service-account');
    }
    const used = new Set(pods.map(({ namespace, spec }) => `${namespace}/${spec.serviceAccountName}`));
    expect(used.size).toBe(accounts.length);
  });

  test('names are looked up where its DNS is, at the port behind the Service too', () => {
    const policy = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'web-network');
    expect(policy?.spec?.egress?.[0]).toEqual({
      to: [Peer.pods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }).spec],
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
        { port: 5353, protocol: 'UDP' },
        { port: 5353, protocol: 'TCP' },
      ],
    });
  });

  test('visitors come by a Route', () => {
    expect(objects.filter(({ kind }) => kind === 'Route').map(({ metadata }) => metadata.name)).toEqual([
      'front-route',
    ]);
  });
});

describe('a construct alone on OpenShift', () => {
  const web = render(
    (chart) =>
      new WebWithFilebeatSidecar(chart, 'Web', {
        application: Application.staticFiles({ name: 'files', image: DEFAULT_IMAGES.nginx }),
        scale: Scale.fixed(2),
        shipper: Shipper.filebeat({ to: LogInput.standardOutput() }),
      }),
    new Platform({ kind: 'openshift' }),
  );

  test('has no number of a user either, in no container', () => {
    const text = JSON.stringify(only(web, 'Deployment'));

    expect(text).toContain('runAsNonRoot');
    expect(text).not.toMatch(/"(runAsUser|runAsGroup|fsGroup)"/);
  });

  test('has an account, with the labels of its workload', () => {
    const labels = expect.objectContaining({ 'app.kubernetes.io/instance': 'web' });

    expect(only(web, 'ServiceAccount').metadata).toMatchObject({ name: 'web', labels });
    expect(only(web, 'Deployment').spec).toMatchObject({ template: { spec: { serviceAccountName: 'web' } } });
  });
});

test('elsewhere users are numbers, and no account is made', () => {
  const plain = objectsOf({ ...everything, cluster: {} });
  expect(plain.filter(({ kind }) => kind === 'ServiceAccount')).toHaveLength(1);
  const database = plain.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'database');
  expect(database?.spec?.template?.spec?.securityContext).toMatchObject({ runAsUser: 999, fsGroup: 999 });
});

function contexts(pod: PodSpec, container: Container): Context[] {
  return [pod.securityContext ?? {}, container.securityContext ?? {}];
}

function objectsOf(props: WordPressStackProps): Manifest[] {
  const files = buildApp('dist', { production: props }).render();
  return [...files.values()].flatMap((text) => loadAll(text) as Manifest[]);
}
