import { parseQuantity } from '../kubernetes/quantity';
import { Field } from './field';
import { defineRule, Finding } from './rule';

/** What cdk8s-plus gives a container that doesn't say. */
const DEFAULT_LIMITS = { cpu: '1500m', memory: '2048Mi' };

/** The scheduler knows what each container takes. */
export const statedResources = defineRule(
  'stated-resources',
  'Every container and init container requests CPU and memory and has a memory limit.',
  function* ({ pods }): Iterable<Finding> {
    for (const { root } of pods.flatMap(({ containers }) => containers)) {
      const resources = root.at('resources');
      const needed = [
        resources.at('requests', 'cpu'),
        resources.at('requests', 'memory'),
        resources.at('limits', 'memory'),
      ];
      for (const at of needed) {
        if (amount(at) <= 0) {
          yield {
            at,
            rule: "a container says what it needs, or it takes its neighbours' share",
            fix: 'make it by container(...) with resources like { cpu: "100m", memory: "128Mi" }',
          };
        }
      }
    }
  },
);

/** A container never lives on memory that its node doesn't have. */
export const reservedMemory = defineRule(
  'reserved-memory',
  'The memory that a container requests is the memory that it may use.',
  function* ({ pods }): Iterable<Finding> {
    for (const { root } of pods.flatMap(({ containers }) => containers)) {
      const at = root.at('resources', 'limits', 'memory');
      const request = root.at('resources', 'requests', 'memory');
      if (at.exists && request.exists && amount(at) !== amount(request)) {
        yield {
          at,
          rule: `the request is ${request.text}, and memory above it isn't reserved, so that the container may be killed when the node is full`,
          fix: `use the same for both`,
        };
      }
    }
  },
);

/** Resources are chosen, not left over. */
export const chosenResources = defineRule(
  'chosen-resources',
  'No container has the resources that cdk8s-plus gives by default.',
  function* ({ pods }): Iterable<Finding> {
    for (const { root } of pods.flatMap(({ containers }) => containers)) {
      const at = root.at('resources', 'limits');
      if (Object.entries(DEFAULT_LIMITS).every(([name, value]) => at.at(name).text === value)) {
        yield {
          at,
          rule: 'this is what cdk8s-plus gives a container that nobody thought about, and far too much for most',
          fix: 'say what the container needs',
        };
      }
    }
  },
);

function amount({ value }: Field): number {
  return parseQuantity(String(value ?? '')) ?? 0;
}
