import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { containerResources, Resources } from '../../lib/kubernetes/resources';

function rendered(resources: Resources): unknown {
  const { requests, limits } = containerResources('here', 'resources', resources);
  const values = (quantities = {}) =>
    Object.fromEntries(Object.entries<{ value: unknown }>(quantities).map(([name, { value }]) => [name, value]));
  return { requests: values(requests), limits: values(limits) };
}

test('R31: memory and disk are requested and limited, CPU is requested', () => {
  expect(rendered({ cpu: '250m', memory: '512Mi' })).toEqual({
    requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '256Mi' },
    limits: { memory: '512Mi', 'ephemeral-storage': '256Mi' },
  });
});

test('R31: everything that can be said', () => {
  const all: Required<Resources> = { cpu: '250m', memory: '512Mi', cpuLimit: '2', ephemeralStorage: '1Gi' };

  expect(rendered(all)).toEqual({
    requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
    limits: { cpu: '2', memory: '512Mi', 'ephemeral-storage': '1Gi' },
  });
});

test.each<[keyof Resources, Resources]>([
  ['cpu', { cpu: 'one', memory: '1Gi' }],
  ['memory', { cpu: '1', memory: 'one' }],
  ['cpuLimit', { cpu: '1', memory: '1Gi', cpuLimit: 'one' }],
  ['ephemeralStorage', { cpu: '1', memory: '1Gi', ephemeralStorage: 'one' }],
])('rejects %s that is no quantity', (name, resources) => {
  expect(() => containerResources('production/Web', 'resources', resources)).toThrow(
    new ConfigurationError(
      `production/Web: resources.${name} is one; it must be a positive Kubernetes quantity, a number with a unit that ` +
        'Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});

test('rejects a CPU limit below the request, whatever the units', () => {
  expect(() =>
    containerResources('production/Web', 'resources', { cpu: '1', memory: '1Gi', cpuLimit: '999m' }),
  ).toThrow(
    new ConfigurationError(
      "production/Web: resources.cpuLimit is 999m; a limit can't be below the request, which is 1; use at least 1, or " +
        'leave the limit out',
    ),
  );
});
