import { ApiObject, Chart } from 'cdk8s';
import { JsonObject } from '../lib/kubernetes/override';
import { RequiredSecret } from '../lib/kubernetes/required-secret';
import { RULES } from '../lib/rules';
import { RuleInput } from '../lib/rules/rule';
import { Stack } from '../lib/rules/stack';
import { environments } from '../environments';
import { buildApp } from '../main';

/** What the real app renders for all environments, found without the code that checks and writes it. */
function rendered(): RuleInput {
  const app = buildApp('never-written');
  const objects = app.node.findAll().filter((construct) => construct instanceof ApiObject);
  return {
    objects: objects.map((object) => ({ path: object.node.path, json: object.toJson() as JsonObject })),
    secrets: RequiredSecret.below(app).map((secret) => ({
      namespace: Chart.of(secret).namespace,
      name: secret.name,
      keys: Object.keys(secret.keys),
    })),
  };
}

const input = rendered();
const stack = new Stack(input);

test.each(RULES)('$name: $description', (rule) => {
  expect(rule.check(stack).map(({ message }) => message)).toEqual([]);
});

describe.each(Object.keys(environments))('there is something to check in %s', (environment) => {
  const own = new Stack({
    ...input,
    objects: input.objects.filter(({ path }) => path.startsWith(`${environment}/`)),
  });

  test('objects, containers, Secrets', () => {
    expect(own.objects.length).toBeGreaterThanOrEqual(25);
    expect(own.pods.flatMap(({ containers }) => containers).length).toBeGreaterThanOrEqual(7);
    expect(own.pods.filter(({ runsOn }) => runsOn).length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    'Namespace',
    'ResourceQuota',
    'ConfigMap',
    'PersistentVolumeClaim',
    'Service',
    'apps/Deployment',
    'apps/StatefulSet',
    'batch/CronJob',
    'batch/Job',
    'networking.k8s.io/NetworkPolicy',
    'policy/PodDisruptionBudget',
    'rbac.authorization.k8s.io/Role',
    'scheduling.k8s.io/PriorityClass',
  ] as const)('%s', (kind) => {
    expect(own.ofKind(kind)).not.toEqual([]);
  });
});

test('Secrets are required, and none is rendered', () => {
  expect(input.secrets.length).toBeGreaterThanOrEqual(2 * Object.keys(environments).length);
  expect(stack.ofKind('Secret')).toEqual([]);
});

test('exceptions are few, and each has a reason', () => {
  const exceptions = stack.objects.flatMap(({ root, groupKind, name }) =>
    root
      .at('metadata', 'annotations')
      .keys.filter((key) => key.startsWith('rules.cdk8s-wordpress/'))
      .map((key) => ({
        rule: key.slice('rules.cdk8s-wordpress/'.length),
        of: `${groupKind} ${name}`,
        at: root.at('metadata', 'annotations', key),
      })),
  );
  const names = RULES.map(({ name }) => name);
  expect(exceptions.filter(({ rule }) => !names.includes(rule))).toEqual([]);
  expect(exceptions.filter(({ at }) => (at.text ?? '').split(' ').length < 4)).toEqual([]);
  expect(exceptions.length).toBeLessThanOrEqual(2 * Object.keys(environments).length);
});

test('all rules together take a moment', () => {
  const { system, user } = process.cpuUsage();
  const fresh = new Stack(input);
  for (const rule of RULES) rule.check(fresh);
  const spent = process.cpuUsage();
  expect((spent.system + spent.user - system - user) / 1000).toBeLessThan(500);
});
