import { copy, drop, remove, set, testRule } from './house';

const BUDGET = 'PodDisruptionBudget/database';

testRule('disruption-budgets', {
  accepts: {
    'all but one must stay': [drop(BUDGET, 'spec.maxUnavailable'), set(BUDGET, 'spec.minAvailable', 2)],
    'one copy without a budget': [set('StatefulSet/database', 'spec.replicas', 1), remove(BUDGET)],
    'one copy that may leave': [set('StatefulSet/database', 'spec.replicas', 1)],
  },
  rejects: {
    'several copies without a budget': [
      [remove(BUDGET)],
      'house/StatefulSet/database: metadata.name is database; it has up to 3 copies and no PodDisruptionBudget, so that maintenance may stop all at once; make one PodDisruptionBudget with its selectorLabels(...)',
    ],
    'a range of copies without a budget': [
      [remove('PodDisruptionBudget/web')],
      'house/Deployment/web: metadata.name is web; it has up to 10 copies and no PodDisruptionBudget, so that maintenance may stop all at once; make one PodDisruptionBudget with its selectorLabels(...)',
    ],
    'two budgets': [
      [copy(BUDGET, { 'metadata.name': 'second' })],
      'house/StatefulSet/database: metadata.name is database; the PodDisruptionBudgets database and second select its pods, and with two none can leave its node; make one PodDisruptionBudget with its selectorLabels(...)',
    ],
    'a budget that lets none leave': [
      [set(BUDGET, 'spec.maxUnavailable', 0)],
      'house/PodDisruptionBudget/database: spec.maxUnavailable is 0; with 3 copies none could ever leave its node, and the node never be drained; use maxUnavailable: 1',
    ],
    'a percentage that lets none leave': [
      [
        drop('PodDisruptionBudget/web', 'spec.maxUnavailable'),
        set('PodDisruptionBudget/web', 'spec.minAvailable', '76%'),
      ],
      'house/PodDisruptionBudget/web: spec.minAvailable is 76%; with 4 copies none could ever leave its node, and the node never be drained; use maxUnavailable: 1',
    ],
    'all must stay': [
      [drop(BUDGET, 'spec.maxUnavailable'), set(BUDGET, 'spec.minAvailable', '100%')],
      'house/PodDisruptionBudget/database: spec.minAvailable is 100%; with 3 copies none could ever leave its node, and the node never be drained; use maxUnavailable: 1',
    ],
    'a budget that says nothing': [
      [drop(BUDGET, 'spec.maxUnavailable')],
      'house/PodDisruptionBudget/database: spec.minAvailable is missing; with 3 copies none could ever leave its node, and the node never be drained; use maxUnavailable: 1',
    ],
    'the only copy must stay': [
      [
        set('StatefulSet/database', 'spec.replicas', 1),
        drop(BUDGET, 'spec.maxUnavailable'),
        set(BUDGET, 'spec.minAvailable', 1),
      ],
      'house/PodDisruptionBudget/database: spec.minAvailable is 1; with 1 copy none could ever leave its node, and the node never be drained; use maxUnavailable: 1',
    ],
  },
});

testRule('odd-databases', {
  accepts: {
    'R3: five copies': [set('StatefulSet/database', 'spec.replicas', 5)],
    'one copy': [drop('StatefulSet/database', 'spec.replicas')],
    'an even number of something else': [
      set('StatefulSet/database', 'spec.replicas', 2),
      set('StatefulSet/database', 'metadata.labels[app.kubernetes.io/component]', 'cache'),
    ],
  },
  rejects: {
    'R3: four copies': [
      [set('StatefulSet/database', 'spec.replicas', 4)],
      'house/StatefulSet/database: spec.replicas is 4; of an even number each half may be cut off from the other, and then neither writes; use 3 or 5',
    ],
  },
});

testRule('majority-stays', {
  accepts: {
    'two of five may leave': [set('StatefulSet/database', 'spec.replicas', 5), set(BUDGET, 'spec.maxUnavailable', 2)],
    'the only copy may leave': [set('StatefulSet/database', 'spec.replicas', 1)],
  },
  rejects: {
    'two of three may leave': [
      [set(BUDGET, 'spec.maxUnavailable', 2)],
      'house/PodDisruptionBudget/database: spec.maxUnavailable is 2; it lets 2 of 3 copies leave, and without a majority the database stops; use maxUnavailable: 1',
    ],
    'half of three may leave, rounded up': [
      [set(BUDGET, 'spec.maxUnavailable', '50%')],
      'house/PodDisruptionBudget/database: spec.maxUnavailable is 50%; it lets 2 of 3 copies leave, and without a majority the database stops; use maxUnavailable: 1',
    ],
    'one of three must stay': [
      [drop(BUDGET, 'spec.maxUnavailable'), set(BUDGET, 'spec.minAvailable', 1)],
      'house/PodDisruptionBudget/database: spec.minAvailable is 1; it lets 2 of 3 copies leave, and without a majority the database stops; use maxUnavailable: 1',
    ],
  },
});
