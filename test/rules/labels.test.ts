import { drop, set, testRule } from './house';

const LABELS = 'metadata.labels';

testRule('standard-labels', {
  accepts: { 'an object without a version': [drop('Service/web', `${LABELS}[app.kubernetes.io/version]`)] },
  rejects: {
    'an object without labels': [
      [drop('Namespace/blog', LABELS)],
      'house/Namespace/blog: metadata.labels is without app.kubernetes.io/name, app.kubernetes.io/instance, app.kubernetes.io/component, app.kubernetes.io/part-of, app.kubernetes.io/managed-by; the standard labels are everywhere, so that people and programs find what belongs together; set all of them by standardLabels({...}) or platformLabels(...)',
    ],
    'a workload without a version': [
      [drop('StatefulSet/database', `${LABELS}[app.kubernetes.io/version]`)],
      'house/StatefulSet/database: metadata.labels is without app.kubernetes.io/version; the standard labels are everywhere, so that people and programs find what belongs together; set all of them by standardLabels({...}) or platformLabels(...)',
    ],
    'a pod template without a component': [
      [drop('Deployment/web', `spec.template.${LABELS}[app.kubernetes.io/component]`)],
      'house/Deployment/web: spec.template.metadata.labels is without app.kubernetes.io/component; the standard labels are everywhere, so that people and programs find what belongs together; set all of them by standardLabels({...}) or platformLabels(...)',
    ],
    'Jobs of a CronJob without a version': [
      [drop('CronJob/backup', `spec.jobTemplate.${LABELS}[app.kubernetes.io/version]`)],
      'house/CronJob/backup: spec.jobTemplate.metadata.labels is without app.kubernetes.io/version; the standard labels are everywhere, so that people and programs find what belongs together; set all of them by standardLabels({...}) or platformLabels(...)',
    ],
  },
});

testRule('valid-labels', {
  rejects: {
    'a value that ends with a dash': [
      [set('Service/web', `${LABELS}.tier`, 'front-')],
      'house/Service/web: metadata.labels.tier is front-; a label has letters, digits, dots, dashes and underscores, at most 63, and begins and ends with a letter or digit; shorten it, or use an annotation',
    ],
    'a number': [
      [set('Deployment/web', `spec.template.${LABELS}.tier`, 1)],
      'house/Deployment/web: spec.template.metadata.labels.tier is 1; a label has letters, digits, dots, dashes and underscores, at most 63, and begins and ends with a letter or digit; shorten it, or use an annotation',
    ],
    'a value of 64 letters': [
      [set('Service/web', `${LABELS}.tier`, 'x'.repeat(64))],
      'house/Service/web: metadata.labels.tier is xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; a label has letters, digits, dots, dashes and underscores, at most 63, and begins and ends with a letter or digit; shorten it, or use an annotation',
    ],
  },
});

testRule('stable-selectors', {
  rejects: {
    'a version in a selector': [
      [set('Deployment/web', 'spec.selector.matchLabels[app.kubernetes.io/version]', '1.28.0')],
      'house/Deployment/web: spec.selector.matchLabels[app.kubernetes.io/version] is 1.28.0; what this is a part of can never change once it is applied, and this label changes with the next update; use selectorLabels(...), which has the instance alone',
    ],
    'a version in an expression of a selector': [
      [
        set('Deployment/web', 'spec.selector.matchExpressions', [
          { key: 'app.kubernetes.io/version', operator: 'Exists' },
        ]),
      ],
      'house/Deployment/web: spec.selector.matchExpressions[0].key is app.kubernetes.io/version; what this is a part of can never change once it is applied, and this label changes with the next update; use selectorLabels(...), which has the instance alone',
    ],
    'a version on a claim template': [
      [set('StatefulSet/database', `spec.volumeClaimTemplates[0].${LABELS}[app.kubernetes.io/version]`, '11.8.8')],
      'house/StatefulSet/database: spec.volumeClaimTemplates[data].metadata.labels[app.kubernetes.io/version] is 11.8.8; what this is a part of can never change once it is applied, and this label changes with the next update; use selectorLabels(...), which has the instance alone',
    ],
  },
});
