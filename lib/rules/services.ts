import { defineRule, Finding } from './rule';
import { servicePods } from './selectors';

/** Each copy of a StatefulSet has a name in DNS. */
export const headlessServices = defineRule(
  'headless-services',
  'The Service that a StatefulSet names exists, is headless, and is for its pods.',
  function* (stack): Iterable<Finding> {
    for (const set of stack.ofKind('apps/StatefulSet')) {
      const at = set.spec.at('serviceName');
      const service = stack.find('Service', set.namespace, at.text ?? '');
      const problem = !service
        ? 'there is no Service of this name'
        : service.spec.at('clusterIP').text !== 'None'
          ? 'this Service has an address of its own'
          : !servicePods(stack, service).some(({ owner }) => owner === set)
            ? "this Service doesn't select its pods"
            : undefined;
      if (problem) {
        yield {
          at,
          rule: `${problem}, and only a headless one gives each pod a name in DNS`,
          fix: "make a Service with clusterIP: 'None' and the set's selectorLabels(...), and use its name",
        };
      }
    }
  },
);
