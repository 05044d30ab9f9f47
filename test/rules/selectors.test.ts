import { copy, drop, remove, set, testRule } from './house';

const INSTANCE = '[app.kubernetes.io/instance]';
const oneNode = { 'app.kubernetes.io/instance': 'database' };
const challenge = copy('NetworkPolicy/backup', {
  'metadata.name': 'challenge',
  'spec.podSelector.matchLabels': { 'acme.cert-manager.io/http01-solver': 'true' },
});

testRule('matching-selectors', {
  accepts: {
    "a policy for cert-manager's pods": [challenge],
    'a Service for one pod of a StatefulSet': [
      copy('Service/web', {
        'metadata.name': 'database-first',
        'spec.selector': { ...oneNode, 'statefulset.kubernetes.io/pod-name': 'database-0' },
      }),
    ],
    "a policy for an operator's pods": [
      copy('NetworkPolicy/backup', {
        'metadata.name': 'operated',
        'spec.podSelector.matchLabels': { 'strimzi.io/name': 'logs-kafka' },
      }),
    ],
    'expressions that hold': [
      set('PodDisruptionBudget/web', 'spec.selector', {
        matchExpressions: [
          { key: 'app.kubernetes.io/instance', operator: 'In', values: ['web', 'shop'] },
          { key: 'app.kubernetes.io/component', operator: 'NotIn', values: ['database'] },
          { key: 'app.kubernetes.io/version', operator: 'Exists' },
          { key: 'tier', operator: 'DoesNotExist' },
        ],
      }),
    ],
  },
  rejects: {
    'a workload that selects other pods': [
      [set('Deployment/web', `spec.selector.matchLabels${INSTANCE}`, 'database')],
      'house/Deployment/web: spec.selector is {"matchLabels":{"app.kubernetes.io/instance":"database"}}; it doesn\'t select the pods of its own template, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'a Service for nobody': [
      [set('Service/web', `spec.selector${INSTANCE}`, 'wbe')],
      'house/Service/web: spec.selector is {"app.kubernetes.io/instance":"wbe"}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'a Service for a pod that a StatefulSet does not have': [
      [
        copy('Service/web', {
          'metadata.name': 'database-last',
          'spec.selector': { ...oneNode, 'statefulset.kubernetes.io/pod-name': 'database-3' },
        }),
      ],
      'house/copy/Service/web: spec.selector is {"app.kubernetes.io/instance":"database","statefulset.kubernetes.io/pod-name":"database-3"}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'a Service without a selector': [
      [drop('Service/web', 'spec.selector')],
      'house/Service/web: spec.selector is missing; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'a Service in another namespace': [
      [set('Service/web', 'metadata.namespace', 'shop')],
      'house/Service/web: spec.selector is {"app.kubernetes.io/instance":"web"}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'a budget for nobody': [
      [set('PodDisruptionBudget/web', `spec.selector.matchLabels${INSTANCE}`, 'wbe')],
      'house/PodDisruptionBudget/web: spec.selector is {"matchLabels":{"app.kubernetes.io/instance":"wbe"}}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'an expression that never holds': [
      [
        set('PodDisruptionBudget/web', 'spec.selector', {
          matchExpressions: [
            {
              key: 'app.kubernetes.io/instance',
              operator: 'NotIn',
              values: ['web', 'database', 'backup', 'provisioner'],
            },
          ],
        }),
      ],
      'house/PodDisruptionBudget/web: spec.selector is {"matchExpressions":[{"key":"app.kubernetes.io/instance","operator":"NotIn","values":["web","database","backup","provisioner"]}]}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'a policy for nobody': [
      [set('NetworkPolicy/web', `spec.podSelector.matchLabels${INSTANCE}`, 'wbe')],
      'house/NetworkPolicy/web: spec.podSelector is {"matchLabels":{"app.kubernetes.io/instance":"wbe"}}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'pods that keep their distance from others': [
      [
        set(
          'Deployment/web',
          'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector',
          { matchLabels: { app: 'web' } },
        ),
      ],
      'house/Deployment/web: spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector is {"matchLabels":{"app":"web"}}; it doesn\'t select the pods of its own template, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'pods that spread with others': [
      [
        set('Deployment/web', 'spec.template.spec.topologySpreadConstraints', [
          { maxSkew: 1, labelSelector: { matchLabels: { app: 'web' } } },
        ]),
      ],
      'house/Deployment/web: spec.template.spec.topologySpreadConstraints[0].labelSelector is {"matchLabels":{"app":"web"}}; it doesn\'t select the pods of its own template, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'monitors of nothing': [
      [
        set('ServiceMonitor/web', `spec.selector.matchLabels${INSTANCE}`, 'wbe'),
        set('PodMonitor/database', 'spec.namespaceSelector', { matchNames: ['shop'] }),
      ],
      'house/PodMonitor/database: spec.selector is {"matchLabels":{"app.kubernetes.io/instance":"database"}}; it selects no pod of its namespaces, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
      'house/ServiceMonitor/web: spec.selector is {"matchLabels":{"app.kubernetes.io/instance":"wbe"}}; it selects no Service of its namespaces, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
    'the Service of pods that are gone': [
      [remove('Deployment/web'), remove('PodDisruptionBudget/web'), remove('NetworkPolicy/web')],
      'house/Service/web: spec.selector is {"app.kubernetes.io/instance":"web"}; it selects no pod of its namespace, so it does nothing; use selectorLabels(...) with the instance of the workload that is meant',
    ],
  },
});

testRule('exclusive-selectors', {
  accepts: {
    'a policy for several workloads': [
      set('NetworkPolicy/web', 'spec.podSelector', { matchLabels: { 'app.kubernetes.io/part-of': 'wordpress' } }),
    ],
  },
  rejects: {
    'a Service for the pods of two workloads': [
      [set('Service/database-nodes', 'spec.selector', { 'app.kubernetes.io/name': 'mariadb' })],
      'house/Service/database-nodes: spec.selector is {"app.kubernetes.io/name":"mariadb"}; it selects the pods of StatefulSet database and CronJob backup, and must select those of one workload alone; give each workload labels of its own instance, by standardLabels({...})',
    ],
    'a workload that would take the pods of another': [
      [set('CronJob/backup', `spec.jobTemplate.spec.template.metadata.labels${INSTANCE}`, 'web')],
      'house/Deployment/web: spec.selector is {"matchLabels":{"app.kubernetes.io/instance":"web"}}; it selects the pods of Deployment web and CronJob backup, and must select those of one workload alone; give each workload labels of its own instance, by standardLabels({...})',
      'house/Service/web: spec.selector is {"app.kubernetes.io/instance":"web"}; it selects the pods of Deployment web and CronJob backup, and must select those of one workload alone; give each workload labels of its own instance, by standardLabels({...})',
      'house/PodDisruptionBudget/web: spec.selector is {"matchLabels":{"app.kubernetes.io/instance":"web"}}; it selects the pods of Deployment web and CronJob backup, and must select those of one workload alone; give each workload labels of its own instance, by standardLabels({...})',
    ],
    'a budget for all pods': [
      [set('PodDisruptionBudget/database', 'spec.selector', {})],
      'house/PodDisruptionBudget/database: spec.selector is {}; it selects the pods of Deployment web and StatefulSet database and CronJob backup and Deployment provisioner, and must select those of one workload alone; give each workload labels of its own instance, by standardLabels({...})',
    ],
  },
});
