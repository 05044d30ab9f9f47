import { allow, ApiResource } from '../../lib/kubernetes/access-rule';

test('rules are grouped by API group', () => {
  expect(allow(['get', 'list'], 'pods', 'deployments', 'pods/log', 'deployments/scale')).toEqual([
    { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
    { apiGroups: ['apps'], resources: ['deployments', 'deployments/scale'], verbs: ['get', 'list'] },
  ]);
});

test("R13: the notes' singular resource and dangerous verbs don't compile", () => {
  // @ts-expect-error RBAC would take it and grant nothing
  const singular: ApiResource = 'pod';
  // @ts-expect-error whoever has it can give himself any right
  const escalating = () => allow(['escalate'], 'roles');
  // @ts-expect-error as has whoever has this
  const everything = () => allow(['*'], 'secrets');

  expect([singular, escalating, everything]).toHaveLength(3);
});
