import { JsonObject } from '../kubernetes/override';
import { exceededQuotas } from '../platform/capacity';
import { defineRule, Finding } from './rule';

/** What was rendered fits into what its namespace may use. */
export const sufficientQuotas = defineRule(
  'sufficient-quotas',
  'No quota is smaller than what its namespace asks for at its most.',
  function* (stack): Iterable<Finding> {
    const quotas = new Map(stack.ofKind('ResourceQuota').map((quota) => [`${quota.namespace}/${quota.name}`, quota]));
    if (quotas.size === 0) return;
    for (const { namespace, quotaName, resource, sentence } of exceededQuotas(
      stack.objects.map(({ root }) => root.value as JsonObject),
    )) {
      const quota = quotas.get(`${namespace}/${quotaName}`);
      if (!quota) continue;
      yield { at: quota.spec.at('hard', resource), sentence: sentence.slice(`${namespace}: `.length) };
    }
  },
);
