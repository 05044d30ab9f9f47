import { defineRule, Finding } from './rule';

/** The controller looks every ten seconds; with less, a run is missed. */
const LEAST_DEADLINE = 10;

/** Scheduled work runs when people expect it, once. */
export const scheduledJobs = defineRule(
  'scheduled-jobs',
  'Every CronJob names its time zone, what happens when runs overlap, and how late one may start.',
  function* (stack): Iterable<Finding> {
    for (const { spec } of stack.ofKind('batch/CronJob')) {
      const timeZone = spec.at('timeZone');
      if (!timeZone.exists) {
        yield {
          at: timeZone,
          rule: "without one the schedule follows the controller's clock, which differs between clusters",
          fix: 'write a name like Europe/Madrid or Etc/UTC',
        };
      }
      const overlap = spec.at('concurrencyPolicy');
      if (!overlap.exists) {
        yield {
          at: overlap,
          rule: 'without one a slow run and the next one work at the same time',
          fix: 'use Forbid, or Replace',
        };
      }
      const deadline = spec.at('startingDeadlineSeconds');
      if ((deadline.number ?? 0) < LEAST_DEADLINE) {
        yield {
          at: deadline,
          rule: `the controller looks every ${LEAST_DEADLINE} seconds, so with less runs are missed, and without one a long pause stops the schedule for good`,
          fix: 'use a few minutes',
        };
      }
    }
  },
);

/** Work that ends says what happens when it fails. */
export const jobRestarts = defineRule(
  'job-restarts',
  'Pods of Jobs and CronJobs never restart, or on failure; all others always.',
  function* ({ pods }): Iterable<Finding> {
    for (const { spec, runsOn } of pods) {
      const at = spec.at('restartPolicy');
      if (!runsOn && at.text !== 'Never' && at.text !== 'OnFailure') {
        yield { at, rule: 'work that ends must not be started again when it has', fix: 'use Never or OnFailure' };
      }
      if (runsOn && at.exists && at.text !== 'Always') {
        yield { at, rule: 'the API server takes only Always for pods that run on', fix: 'leave it out' };
      }
    }
  },
);

/** What runs is always a template with a number of copies. */
export const noNakedPods = defineRule(
  'no-naked-pods',
  'Nothing makes pods but Deployments, StatefulSets, DaemonSets, Jobs and CronJobs.',
  function* (stack): Iterable<Finding> {
    for (const { root } of stack.ofKind('Pod', 'apps/ReplicaSet', 'ReplicationController')) {
      yield {
        at: root.at('kind'),
        rule: 'nobody starts it again on another node, or updates it',
        fix: 'use a Deployment, StatefulSet, DaemonSet, Job or CronJob',
      };
    }
  },
);
