import { targetOf } from './references';
import { defineRule, Finding } from './rule';

/** Applying the manifests again never throws the load's number of copies away. */
export const autoscalerOwnsReplicas = defineRule(
  'autoscaler-owns-replicas',
  'A workload that a HorizontalPodAutoscaler scales has no number of copies of its own, and one autoscaler.',
  function* (stack): Iterable<Finding> {
    const scaled = new Map<string, string>();
    for (const autoscaler of stack.ofKind('autoscaling/HorizontalPodAutoscaler')) {
      const target = targetOf(stack, autoscaler);
      if (!target) continue;
      const at = target.spec.at('replicas');
      if (at.exists) {
        yield {
          at,
          rule: `HorizontalPodAutoscaler ${autoscaler.name} decides the number, and every apply would reset it`,
          fix: 'leave replicas out',
        };
      }
      const other = scaled.get(target.root.constructPath);
      if (other !== undefined) {
        yield {
          at: autoscaler.spec.at('scaleTargetRef', 'name'),
          rule: `HorizontalPodAutoscaler ${other} scales it too, and the two would work against each other`,
          fix: 'keep one of them, with both metrics',
        };
      }
      scaled.set(target.root.constructPath, autoscaler.name);
    }
  },
);

/** An autoscaler has room to move. */
export const autoscalerRange = defineRule(
  'autoscaler-range',
  'A HorizontalPodAutoscaler has a least and a most number of copies, in this order.',
  function* (stack): Iterable<Finding> {
    for (const { spec } of stack.ofKind('autoscaling/HorizontalPodAutoscaler')) {
      const at = spec.at('minReplicas');
      const most = spec.at('maxReplicas').number ?? 0;
      if (at.number === undefined || at.number < 1 || at.number > most) {
        yield {
          at,
          rule: `it must be at least 1 and at most maxReplicas, which is ${most}`,
          fix: 'use Scale.between(least, most)',
        };
      }
    }
  },
);
