import { Field } from './field';
import { targetOf } from './references';
import { defineRule, Finding } from './rule';
import { selects } from './selector';
import { perStack, Stack, StackObject } from './stack';

const DATABASE = 'database';

/** Draining a node takes a few copies away, and neither all nor none. */
export const disruptionBudgets = defineRule(
  'disruption-budgets',
  'Every workload with more than one copy has one PodDisruptionBudget, which lets at least one copy leave.',
  function* (stack): Iterable<Finding> {
    const ranges = replicaRanges(stack);
    for (const [workload, { least, most }] of ranges) {
      const budgets = budgetsOf(stack, workload);
      if (most > 1 && budgets.length !== 1) {
        yield {
          at: workload.root.at('metadata', 'name'),
          rule:
            budgets.length === 0
              ? `it has up to ${most} copies and no PodDisruptionBudget, so that maintenance may stop all at once`
              : `the PodDisruptionBudgets ${budgets.map(({ name }) => name).join(' and ')} select its pods, and with two none can leave its node`,
          fix: 'make one PodDisruptionBudget with its selectorLabels(...)',
        };
      }
      for (const budget of budgets) {
        const leaving = leavingOf(budget, least);
        if (least >= 1 && leaving.copies < 1) {
          yield {
            at: leaving.at,
            rule: `with ${least} ${least === 1 ? 'copy' : 'copies'} none could ever leave its node, and the node never be drained`,
            fix: 'use maxUnavailable: 1',
          };
        }
      }
    }
  },
);

/** Of two halves neither may write. */
export const oddDatabases = defineRule(
  'odd-databases',
  'Every database has an odd number of copies, so that there is a majority whatever is cut off.',
  function* (stack): Iterable<Finding> {
    for (const database of databases(stack)) {
      const at = database.spec.at('replicas');
      if ((at.number ?? 1) % 2 === 0) {
        yield {
          at,
          rule: 'of an even number each half may be cut off from the other, and then neither writes',
          fix: 'use 3 or 5',
        };
      }
    }
  },
);

/** Maintenance alone never stops a database. */
export const majorityStays = defineRule(
  'majority-stays',
  'No PodDisruptionBudget of a database with several copies lets the majority leave.',
  function* (stack): Iterable<Finding> {
    for (const database of databases(stack)) {
      const copies = database.spec.at('replicas').number ?? 1;
      if (copies < 3) continue;
      const spare = Math.floor((copies - 1) / 2);
      for (const budget of budgetsOf(stack, database)) {
        const leaving = leavingOf(budget, copies);
        if (leaving.copies > spare) {
          yield {
            at: leaving.at,
            rule: `it lets ${leaving.copies} of ${copies} copies leave, and without a majority the database stops`,
            fix: `use maxUnavailable: ${spare}`,
          };
        }
      }
    }
  },
);

function databases(stack: Stack): StackObject[] {
  return stack.ofKind('apps/StatefulSet').filter(({ labels }) => labels['app.kubernetes.io/component'] === DATABASE);
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function replicaRanges(stack: Stack): Map<StackObject, Range> {
  const ranges = new Map<StackObject, Range>();
  for (const workload of stack.ofKind('apps/Deployment', 'apps/StatefulSet')) {
    const replicas = workload.spec.at('replicas').number ?? 1;
    ranges.set(workload, { least: replicas, most: replicas });
  }
  for (const autoscaler of stack.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const target = targetOf(stack, autoscaler);
    const least = autoscaler.spec.at('minReplicas').number ?? 1;
    if (target) ranges.set(target, { least, most: autoscaler.spec.at('maxReplicas').number ?? least });
  }
  return ranges;
}

function budgetsOf(stack: Stack, workload: StackObject): readonly StackObject[] {
  return budgetsByWorkload(stack).get(workload) ?? [];
}

const budgetsByWorkload = perStack((stack) => {
  const byWorkload = new Map<StackObject, StackObject[]>();
  for (const budget of stack.ofKind('policy/PodDisruptionBudget')) {
    for (const { owner, labels } of stack.podsIn(budget.namespace)) {
      if (selects(budget.spec.at('selector'), labels)) {
        byWorkload.set(owner, [...(byWorkload.get(owner) ?? []), budget]);
      }
    }
  }
  return byWorkload;
});

/** How many copies a budget lets leave. Kubernetes rounds percentages up, of those that stay and of those that leave. */
function leavingOf({ spec }: StackObject, copies: number): { readonly at: Field; readonly copies: number } {
  const unavailable = spec.at('maxUnavailable');
  if (unavailable.exists) return { at: unavailable, copies: counted(unavailable, copies) };
  const available = spec.at('minAvailable');
  return { at: available, copies: copies - (available.exists ? counted(available, copies) : copies) };
}

function counted({ value }: Field, copies: number): number {
  const percentage = /^(\d+)%$/.exec(String(value));
  return percentage ? Math.ceil((Number(percentage[1]) * copies) / 100) : Number(value);
}
