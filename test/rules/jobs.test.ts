import { add, drop, set, testRule } from './house';

const POD = 'spec.jobTemplate.spec.template.spec';

testRule('scheduled-jobs', {
  accepts: { 'ten seconds': [set('CronJob/backup', 'spec.startingDeadlineSeconds', 10)] },
  rejects: {
    'R18: no time zone': [
      [drop('CronJob/backup', 'spec.timeZone')],
      "house/CronJob/backup: spec.timeZone is missing; without one the schedule follows the controller's clock, which differs between clusters; write a name like Europe/Madrid or Etc/UTC",
    ],
    'R18: no policy for runs that overlap': [
      [drop('CronJob/backup', 'spec.concurrencyPolicy')],
      'house/CronJob/backup: spec.concurrencyPolicy is missing; without one a slow run and the next one work at the same time; use Forbid, or Replace',
    ],
    'R18: nine seconds': [
      [set('CronJob/backup', 'spec.startingDeadlineSeconds', 9)],
      'house/CronJob/backup: spec.startingDeadlineSeconds is 9; the controller looks every 10 seconds, so with less runs are missed, and without one a long pause stops the schedule for good; use a few minutes',
    ],
    'R18: no deadline': [
      [drop('CronJob/backup', 'spec.startingDeadlineSeconds')],
      'house/CronJob/backup: spec.startingDeadlineSeconds is missing; the controller looks every 10 seconds, so with less runs are missed, and without one a long pause stops the schedule for good; use a few minutes',
    ],
  },
});

testRule('job-restarts', {
  accepts: { 'a restart on failure': [set('CronJob/backup', `${POD}.restartPolicy`, 'OnFailure')] },
  rejects: {
    'R20: work that ends and does not say': [
      [drop('CronJob/backup', `${POD}.restartPolicy`)],
      'house/CronJob/backup: spec.jobTemplate.spec.template.spec.restartPolicy is missing; work that ends must not be started again when it has; use Never or OnFailure',
    ],
    'R20: work that ends and is started again': [
      [set('CronJob/backup', `${POD}.restartPolicy`, 'Always')],
      'house/CronJob/backup: spec.jobTemplate.spec.template.spec.restartPolicy is Always; work that ends must not be started again when it has; use Never or OnFailure',
    ],
    'pods that run on and would not restart': [
      [set('Deployment/web', 'spec.template.spec.restartPolicy', 'Never')],
      'house/Deployment/web: spec.template.spec.restartPolicy is Never; the API server takes only Always for pods that run on; leave it out',
    ],
  },
});

testRule('no-naked-pods', {
  rejects: {
    'R33: a Pod': [
      [add({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shell', namespace: 'blog' }, spec: {} })],
      'house/Pod/shell: kind is Pod; nobody starts it again on another node, or updates it; use a Deployment, StatefulSet, DaemonSet, Job or CronJob',
    ],
    'R33: a ReplicaSet': [
      [add({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', namespace: 'blog' }, spec: {} })],
      'house/ReplicaSet/web: kind is ReplicaSet; nobody starts it again on another node, or updates it; use a Deployment, StatefulSet, DaemonSet, Job or CronJob',
    ],
  },
});
