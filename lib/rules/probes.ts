import { Field } from './field';
import { isPort, portsOf } from './pod';
import { defineRule, Finding } from './rule';
import { servicePods } from './selectors';

/** What Kubernetes takes for settings that aren't there. */
const DEFAULTS: Readonly<Record<string, number>> = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
};
const WAYS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** A container that hangs is restarted. */
export const livenessProbes = defineRule(
  'liveness-probes',
  'Every container of a pod that runs on has a liveness probe, sidecars too, and none that ends has any probe.',
  function* ({ pods }): Iterable<Finding> {
    for (const { containers } of pods.filter(({ runsOn }) => runsOn)) {
      for (const { root, ends } of containers) {
        const at = root.at('livenessProbe');
        if (!ends && !at.exists) {
          yield {
            at,
            rule: 'only a liveness probe finds a process that is there and does nothing any more',
            fix: 'add one that asks this container alone, and never something that it depends on',
          };
        }
      }
    }
    for (const { root } of pods.flatMap(({ containers }) => containers).filter(({ ends }) => ends)) {
      for (const at of ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => root.at(probe))) {
        if (at.exists) {
          yield {
            at,
            rule: 'an init container ends before probes begin, and the API server rejects one with a probe',
            fix: 'leave it out, or make the container a sidecar',
          };
        }
      }
    }
  },
);

/** Requests go to pods that can answer. */
export const readinessProbes = defineRule(
  'readiness-probes',
  'Every container that a Service sends requests to has a readiness probe.',
  function* (stack): Iterable<Finding> {
    const reported = new Set<Field>();
    for (const service of stack.ofKind('Service')) {
      const targets = service.spec.at('ports').list.map((port) => port.at('targetPort').value ?? port.at('port').value);
      for (const { containers } of servicePods(stack, service)) {
        for (const port of portsOf(containers)) {
          const { root } = port.container;
          const at = root.at('readinessProbe');
          if (at.exists || reported.has(root) || !targets.some((target) => isPort(port, target))) continue;
          reported.add(root);
          yield {
            at,
            rule: `Service ${service.name} sends requests to this container, also while it can't answer yet`,
            fix: 'add a readiness probe that fails while requests would',
          };
        }
      }
    }
  },
);

/** A pod leaves the balancing before it is restarted. */
export const distinctProbes = defineRule(
  'distinct-probes',
  'A liveness probe is not the same as the readiness probe: it asks something else, or is more patient.',
  function* ({ pods }): Iterable<Finding> {
    for (const { root } of pods.flatMap(({ containers }) => containers)) {
      const at = root.at('livenessProbe');
      const readiness = root.at('readinessProbe');
      if (at.exists && readiness.exists && settings(at) === settings(readiness)) {
        yield {
          at,
          value: 'the same as readinessProbe',
          rule: 'a pod that is busy for a moment would be restarted instead of only leaving the balancing',
          fix: 'ask something simpler, or raise failureThreshold or periodSeconds',
        };
      }
    }
  },
);

function settings(probe: Field): string {
  return JSON.stringify([
    ...WAYS.map((way) => probe.at(way).value ?? ''),
    ...Object.entries(DEFAULTS).map(([name, value]) => probe.at(name).value ?? value),
  ]);
}
