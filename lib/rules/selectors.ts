import { POD_NAME } from '../kubernetes/labels';
import { Field } from './field';
import { Pod } from './pod';
import { defineRule, Finding } from './rule';
import { isEmptySelector, selectorTerms, selects, selectsAll } from './selector';
import { perStack, Stack, StackObject } from './stack';

/**
 * Labels of pods that other programs start in our namespaces: cert-manager, while it proves that a host name is ours; the
 * operators Strimzi and ECK.
 */
const PODS_OF_OTHERS = new Set([
  'acme.cert-manager.io/http01-solver',
  'strimzi.io/name',
  'elasticsearch.k8s.elastic.co/cluster-name',
  'kibana.k8s.elastic.co/name',
  'logstash.k8s.elastic.co/name',
]);

/** Something that names pods by their labels. */
interface Selection {
  readonly by: StackObject;
  readonly at: Field;
  readonly pods: readonly Pod[];
}

/** Nothing looks for pods that don't exist. */
export const matchingSelectors = defineRule(
  'matching-selectors',
  'Every selector, of workloads, Services, budgets, policies, monitors and of a pod for its own kind, selects something.',
  function* (stack): Iterable<Finding> {
    for (const { by, at, pods } of selections(stack)) {
      if (isWorkload(by)) {
        if (!pods.some(({ owner }) => owner === by)) yield dead(at, "doesn't select the pods of its own template");
      } else if (pods.length === 0) yield dead(at, 'selects no pod of its namespace');
    }
    for (const { spec, labels } of stack.pods) {
      for (const at of ownSelectors(spec)) {
        if (!selects(at, labels)) yield dead(at, "doesn't select the pods of its own template");
      }
    }
    for (const monitor of stack.ofKind('monitoring.coreos.com/PodMonitor')) {
      if (monitoredPods(stack, monitor).length === 0) {
        yield dead(monitor.spec.at('selector'), 'selects no pod of its namespaces');
      }
    }
    for (const monitor of stack.ofKind('monitoring.coreos.com/ServiceMonitor')) {
      if (monitoredServices(stack, monitor).length === 0) {
        yield dead(monitor.spec.at('selector'), 'selects no Service of its namespaces');
      }
    }
  },
);

/** No workload, Service or budget takes another's pods for its own. */
export const exclusiveSelectors = defineRule(
  'exclusive-selectors',
  'A workload, Service or disruption budget selects the pods of one workload alone.',
  function* (stack): Iterable<Finding> {
    for (const { by, at, pods } of selections(stack)) {
      if (by.kind === 'NetworkPolicy' || pods.length < 2) continue;
      yield {
        at,
        rule: `it selects the pods of ${pods.map(nameOf).join(' and ')}, and must select those of one workload alone`,
        fix: 'give each workload labels of its own instance, by standardLabels({...})',
      };
    }
  },
);

function dead(at: Field, what: string): Finding {
  return {
    at,
    rule: `it ${what}, so it does nothing`,
    fix: 'use selectorLabels(...) with the instance of the workload that is meant',
  };
}

function isWorkload({ group }: StackObject): boolean {
  return group === 'apps';
}

const selections = perStack((stack): Selection[] => {
  const byLabels = (objects: readonly StackObject[], field: string): Selection[] =>
    objects
      .map((by) => ({ by, at: by.spec.at(field) }))
      // A policy without a selector is for all pods, on purpose.
      .filter(({ by, at }) => by.kind !== 'NetworkPolicy' || !isEmptySelector(at))
      .filter(({ at }) => !selectorTerms(at).some(({ key }) => PODS_OF_OTHERS.has(key)))
      .map(({ by, at }) => ({ by, at, pods: stack.podsIn(by.namespace).filter(({ labels }) => selects(at, labels)) }));
  const services = stack.ofKind('Service').filter(({ spec }) => spec.at('type').text !== 'ExternalName');
  return [
    ...byLabels(stack.ofKind('apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'), 'selector'),
    ...services.map((by) => ({ by, at: by.spec.at('selector'), pods: servicePods(stack, by) })),
    ...byLabels(stack.ofKind('policy/PodDisruptionBudget'), 'selector'),
    ...byLabels(stack.ofKind('networking.k8s.io/NetworkPolicy'), 'podSelector'),
  ];
});

/** The pods that a Service sends requests to. */
export function servicePods(stack: Stack, service: StackObject): readonly Pod[] {
  const { [POD_NAME]: podName, ...selector } = service.spec.at('selector').texts;
  if (Object.keys(selector).length === 0) return [];
  return stack
    .podsIn(service.namespace)
    .filter((pod) => selectsAll(selector, pod.labels) && (podName === undefined || hasPod(pod, podName)));
}

/** Whether one of a StatefulSet's pods has a name. */
function hasPod({ owner }: Pod, podName: string): boolean {
  const ordinal = podName.startsWith(`${owner.name}-`) ? podName.slice(owner.name.length + 1) : '';
  return (
    owner.kind === 'StatefulSet' && /^\d+$/.test(ordinal) && Number(ordinal) < (owner.spec.at('replicas').number ?? 1)
  );
}

/** Selectors in a pod by which it keeps its distance from its own kind. */
function ownSelectors(spec: Field): Field[] {
  const antiAffinity = spec.at('affinity', 'podAntiAffinity');
  return [
    ...antiAffinity
      .at('preferredDuringSchedulingIgnoredDuringExecution')
      .list.map((term) => term.at('podAffinityTerm', 'labelSelector')),
    ...antiAffinity.at('requiredDuringSchedulingIgnoredDuringExecution').list.map((term) => term.at('labelSelector')),
    ...spec.at('topologySpreadConstraints').list.map((constraint) => constraint.at('labelSelector')),
  ];
}

/** The pods that a PodMonitor asks for metrics. */
export function monitoredPods(stack: Stack, monitor: StackObject): Pod[] {
  return monitoredNamespaces(monitor)
    .flatMap((namespace) => stack.podsIn(namespace))
    .filter(({ labels }) => selects(monitor.spec.at('selector'), labels));
}

/** The Services whose pods a ServiceMonitor asks for metrics. */
export function monitoredServices(stack: Stack, monitor: StackObject): StackObject[] {
  const namespaces = monitoredNamespaces(monitor);
  return stack
    .ofKind('Service')
    .filter(({ namespace, labels }) => namespaces.includes(namespace) && selects(monitor.spec.at('selector'), labels));
}

function monitoredNamespaces({ namespace, spec }: StackObject): (string | undefined)[] {
  const named = spec.at('namespaceSelector', 'matchNames').list.flatMap(({ text }) => text ?? []);
  return named.length > 0 ? named : [namespace];
}

function nameOf({ owner }: Pod): string {
  return `${owner.kind} ${owner.name}`;
}
