import { copy, drop, set, testRule } from './house';

testRule('autoscaler-owns-replicas', {
  rejects: {
    'R1: a number of copies under an autoscaler': [
      [set('Deployment/web', 'spec.replicas', 4)],
      'house/Deployment/web: spec.replicas is 4; HorizontalPodAutoscaler web decides the number, and every apply would reset it; leave replicas out',
    ],
    'two autoscalers': [
      [copy('HorizontalPodAutoscaler/web', { 'metadata.name': 'second' })],
      'house/copy/HorizontalPodAutoscaler/web: spec.scaleTargetRef.name is web; HorizontalPodAutoscaler web scales it too, and the two would work against each other; keep one of them, with both metrics',
    ],
  },
});

testRule('autoscaler-range', {
  accepts: { 'the same least and most': [set('HorizontalPodAutoscaler/web', 'spec.minReplicas', 10)] },
  rejects: {
    'more at least than at most': [
      [set('HorizontalPodAutoscaler/web', 'spec.minReplicas', 11)],
      'house/HorizontalPodAutoscaler/web: spec.minReplicas is 11; it must be at least 1 and at most maxReplicas, which is 10; use Scale.between(least, most)',
    ],
    'no least': [
      [drop('HorizontalPodAutoscaler/web', 'spec.minReplicas')],
      'house/HorizontalPodAutoscaler/web: spec.minReplicas is missing; it must be at least 1 and at most maxReplicas, which is 10; use Scale.between(least, most)',
    ],
    none: [
      [set('HorizontalPodAutoscaler/web', 'spec.minReplicas', 0)],
      'house/HorizontalPodAutoscaler/web: spec.minReplicas is 0; it must be at least 1 and at most maxReplicas, which is 10; use Scale.between(least, most)',
    ],
  },
});
