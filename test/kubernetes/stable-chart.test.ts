import { ApiObject, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { StableChart } from '../../lib/kubernetes/stable-chart';

function nameOf(ids: readonly string[]): string {
  const chart = new StableChart(new Construct(Testing.app(), 'production'), 'site', { namespace: 'blog' });
  const parent = ids.slice(0, -1).reduce<Construct>((scope, id) => new Construct(scope, id), chart);
  return new ApiObject(parent, ids.at(-1) ?? '', { apiVersion: 'v1', kind: 'ConfigMap' }).name;
}

test.each([
  [['Web', 'Config'], 'web-config'],
  [['Web', 'Resource'], 'web'],
  [['Default', 'Web', 'Default', 'Resource'], 'web'],
  [['Web', 'DisruptionBudget'], 'web-disruption-budget'],
  [['Blog2Site'], 'blog2-site'],
])('names %j after its ids: %s', (ids, name) => {
  expect(nameOf(ids)).toBe(name);
});

test('the chart itself and what is above it are in no name, so that moving it renames nothing', () => {
  expect(nameOf(['Config'])).toBe('config');
});

test.each([[['Ünïcode']], [['a'.repeat(64)]], [['Resource']]])('rejects the name of %j', (ids) => {
  expect(() => nameOf(ids)).toThrow(ConfigurationError);
});

test('rejects a name that Kubernetes does not take, with a sentence', () => {
  expect(() => nameOf(['Web', 'Config_Map'])).toThrow(
    new ConfigurationError(
      'production/site/Web/Config_Map: the name made from its construct ids is web-config_map; Kubernetes takes ' +
        'lower-case letters, digits and dashes, at most 63; shorten or rename the construct ids on its path',
    ),
  );
});

describe('what lives in no namespace', () => {
  function nameOfKind(kind: string, id = 'Reader'): string {
    const chart = new StableChart(Testing.app(), 'cluster', { clusterNamePrefix: 'wordpress-production' });
    return new ApiObject(chart, id, { apiVersion: 'v1', kind }).name;
  }

  test('carries a prefix, since others in the cluster have such objects too', () => {
    expect(nameOfKind('ClusterRole')).toBe('wordpress-production-reader');
    expect(nameOfKind('Role')).toBe('reader');
  });

  test('may have a longer name, but for namespaces, which are DNS names', () => {
    const long = 'a'.repeat(63);

    expect(nameOfKind('ClusterRole', long)).toBe(`wordpress-production-${long}`);
    expect(() => nameOfKind('Namespace', long)).toThrow('at most 63');
    expect(() => nameOfKind('ClusterRole', 'a'.repeat(253))).toThrow('at most 253');
  });
});
