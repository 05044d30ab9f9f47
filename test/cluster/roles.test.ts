// Who may do what in an environment, asked of the real API server, and done there.
import { installDefinitions, prepare } from './cluster';
import { environment } from './environments';
import { kubectl, type Output, tryKubectl } from './kubectl';

const NAMESPACE = 'wordpress-production';
const production = environment('production');

/** By their groups: of production, of testing alone, and of nothing here. */
const people = { developer: 'developers', administrator: 'platform-team', tester: 'testers', stranger: 'strangers' };

/** An API group of its own, or the name of a namespaced resource of the core. */
const GROUPS: Readonly<Record<string, string>> = {
  deployments: 'apps',
  statefulsets: 'apps',
  cronjobs: 'batch',
  jobs: 'batch',
  ingresses: 'networking.k8s.io',
  networkpolicies: 'networking.k8s.io',
  horizontalpodautoscalers: 'autoscaling',
  poddisruptionbudgets: 'policy',
  roles: 'rbac.authorization.k8s.io',
  rolebindings: 'rbac.authorization.k8s.io',
  clusterroles: 'rbac.authorization.k8s.io',
  storageclasses: 'storage.k8s.io',
  priorityclasses: 'scheduling.k8s.io',
};

/** What developers, and what administrators may do in their environment. */
const answers: readonly (readonly [verb: string, resource: string, developer: boolean, administrator: boolean])[] = [
  ['get', 'pods', true, true],
  ['list', 'pods', true, true],
  ['watch', 'events', true, true],
  ['get', 'pods/log', true, true],
  ['get', 'configmaps', true, true],
  ['get', 'resourcequotas', true, true],
  ['get', 'limitranges', true, true],
  ['list', 'networkpolicies', true, true],
  ['list', 'roles', true, true],
  ['create', 'deployments', true, true],
  ['patch', 'deployments', true, true],
  ['update', 'deployments/scale', true, true],
  ['patch', 'statefulsets', true, true],
  ['update', 'statefulsets/scale', true, true],
  ['create', 'services', true, true],
  ['create', 'configmaps', true, true],
  ['create', 'cronjobs', true, true],
  ['create', 'jobs', true, true],
  ['create', 'ingresses', true, true],
  ['update', 'horizontalpodautoscalers', true, true],
  ['create', 'poddisruptionbudgets', true, true],
  ['create', 'persistentvolumeclaims', true, true],
  ['delete', 'pods', false, true],
  ['delete', 'deployments', false, true],
  ['delete', 'statefulsets', false, true],
  ['delete', 'persistentvolumeclaims', false, true],
  ['delete', 'jobs', false, true],
  ['get', 'secrets', false, true],
  ['create', 'secrets', false, true],
  ['patch', 'secrets', false, true],
  ['create', 'networkpolicies', false, true],
  ['delete', 'networkpolicies', false, true],
  ['create', 'serviceaccounts', false, true],
  ['list', 'secrets', false, false],
  ['watch', 'secrets', false, false],
  ['create', 'pods/exec', false, false],
  ['create', 'pods/portforward', false, false],
  ['create', 'pods/ephemeralcontainers', false, false],
  ['create', 'serviceaccounts/token', false, false],
  ['impersonate', 'serviceaccounts', false, false],
  ['update', 'resourcequotas', false, false],
  ['delete', 'resourcequotas', false, false],
  ['patch', 'limitranges', false, false],
  ['create', 'roles', false, false],
  ['bind', 'roles', false, false],
  ['escalate', 'roles', false, false],
  ['create', 'rolebindings', false, false],
  ['delete', 'rolebindings', false, false],
];

/** Of the whole cluster, where neither may do anything. */
const elsewhere: readonly (readonly [verb: string, resource: string])[] = [
  ['get', 'nodes'],
  ['create', 'namespaces'],
  ['delete', 'namespaces'],
  ['patch', 'namespaces'],
  ['create', 'persistentvolumes'],
  ['delete', 'persistentvolumes'],
  ['create', 'storageclasses'],
  ['delete', 'storageclasses'],
  ['create', 'priorityclasses'],
  ['get', 'clusterroles'],
  ['bind', 'clusterroles'],
];

interface Question {
  readonly who: keyof typeof people;
  readonly verb: string;
  readonly resource: string;
  readonly namespace?: string;
}

/** `kubectl auth can-i` for many questions at once: it asks the API server in the same way. */
async function mayThey(questions: readonly Question[]): Promise<string[]> {
  const reviews = questions.map(({ who, verb, resource, namespace }) => {
    const [name = '', subresource] = resource.split('/');
    return {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user: 'somebody',
        groups: ['system:authenticated', people[who]],
        resourceAttributes: { verb, resource: name, subresource, group: GROUPS[name] ?? '', namespace },
      },
    };
  });
  const text = await kubectl(
    ['create', '-f', '-', '-o', 'jsonpath={.status.allowed}{"\\n"}'],
    reviews.map((review) => JSON.stringify(review)).join('\n---\n'),
  );
  return questions.map(({ who, verb, resource }, index) => {
    const allowed = text.split('\n')[index] === 'true';
    return `${who} ${verb} ${resource}: ${allowed ? 'yes' : 'no'}`;
  });
}

const expected = (who: string, verb: string, resource: string, allowed: boolean): string =>
  `${who} ${verb} ${resource}: ${allowed ? 'yes' : 'no'}`;

beforeAll(async () => {
  await installDefinitions();
  for (const each of [production, environment('testing')]) {
    await prepare(each, ['--server-side', '--force-conflicts']);
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', `${each.directory}/cluster.k8s.yaml`]);
  }
}, 120_000);

test.each(['developer', 'administrator'] as const)('what a %s may do in an environment', async (who) => {
  const questions = answers.map(([verb, resource]) => ({ who, verb, resource, namespace: NAMESPACE }));
  expect(await mayThey(questions)).toEqual(
    answers.map(([verb, resource, ...allowed]) =>
      expected(who, verb, resource, who === 'developer' ? allowed[0] : allowed[1]),
    ),
  );
});

test.each(['developer', 'administrator'] as const)('a %s may do nothing to the cluster', async (who) => {
  const questions = elsewhere.map(([verb, resource]) => ({ who, verb, resource }));
  expect(await mayThey(questions)).toEqual(elsewhere.map(([verb, resource]) => expected(who, verb, resource, false)));
});

test.each(['tester', 'stranger'] as const)("a %s may do nothing in somebody else's environment", async (who) => {
  const questions = answers.map(([verb, resource]) => ({ who, verb, resource, namespace: NAMESPACE }));
  expect(await mayThey(questions)).toEqual(answers.map(([verb, resource]) => expected(who, verb, resource, false)));
});

test('a tester works in the own environment', async () => {
  const questions = [
    { who: 'tester', verb: 'create', resource: 'deployments', namespace: 'wordpress-testing' },
  ] as const;
  expect(await mayThey(questions)).toEqual(['tester create deployments: yes']);
});

/** As the API server would do it, without doing it. */
const asDeveloper = (manifest: object): Promise<Output> =>
  tryKubectl(
    ['create', '--dry-run=server', '-f', '-', '--as=somebody', `--as-group=${people.developer}`, '-n', NAMESPACE],
    JSON.stringify(manifest),
  );

const claim = (storage: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'asked-for' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage } } },
});

test('a developer asks for 30 GB of the class "fast" and gets a claim', async () => {
  expect(await asDeveloper(claim('30G'))).toMatchObject({ code: 0 });
});

test('a developer asks for 18 PB and hears what is allowed', async () => {
  const { code, stderr } = await asDeveloper(claim('18P'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/maximum storage usage per PersistentVolumeClaim is 300Gi, but request is 18P/);
});

test('a developer can change neither quota nor class', async () => {
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'more' },
    spec: { hard: { pods: '999' } },
  };
  const storageClass = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'faster' },
    provisioner: 'example.org/faster',
  };
  for (const manifest of [quota, storageClass]) {
    const { code, stderr } = await asDeveloper(manifest);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('is forbidden') as string });
  }
});
