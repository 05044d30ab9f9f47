import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com';
import { reject } from '../kubernetes/configuration-error';

/** Settings of the alerts of a CronJob. */
export interface LateJobAlertProps {
  /**
   * Labels of the rules, by which Prometheus finds them: `{ release: 'kube-prometheus-stack' }`.
   * @default - only the standard labels
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Severity of the alert, as a label.
   * @default critical
   */
  readonly severity?: string;
}

/** What an alert is about. */
export interface LateJob {
  /** The alert's name: `BackupTooOld`. */
  readonly alert: string;
  /** What is late. */
  readonly cronJob: k8s.KubeCronJob;
  /** How long ago the last success may be. */
  readonly within: Duration;
  /** What it means, in a sentence. */
  readonly summary: string;
}

/**
 * An alert when a CronJob has had no success for too long, whatever the reason: it failed, was suspended, or never ran.
 *
 * It needs kube-state-metrics, and the Prometheus Operator, which reads the rule.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md
 */
export class LateJobAlert extends Construct {
  /** The rule. */
  readonly rule: PrometheusRule;

  constructor(scope: Construct, id: string, { alert, cronJob, within, summary }: LateJob, props: LateJobAlertProps) {
    super(scope, id);
    if (props.severity !== undefined && !/^[A-Za-z][\w-]*$/.test(props.severity)) {
      reject(this, {
        prop: 'severity',
        value: props.severity,
        rule: 'Alertmanager sends alerts by this word: letters, digits, dashes and underscores',
        fix: 'write it like warning or critical',
      });
    }
    const { namespace } = cronJob.metadata;
    const selector = `{${namespace ? `namespace="${namespace}",` : ''}cronjob="${cronJob.name}"}`;
    const metadata = cronJob.metadata.toJson() as { labels?: Record<string, string> };
    this.rule = new PrometheusRule(this, 'Resource', {
      metadata: { labels: { ...metadata.labels, ...props.labels } },
      spec: {
        groups: [
          {
            name: cronJob.name,
            rules: [
              {
                alert,
                // One that never succeeded counts from when it was made.
                expr: PrometheusRuleSpecGroupsRulesExpr.fromString(
                  `time() - (kube_cronjob_status_last_successful_time${selector} or kube_cronjob_created${selector}) > ${within.toSeconds()}`,
                ),
                for: '10m',
                labels: { severity: props.severity ?? 'critical' },
                annotations: {
                  summary,
                  description: `The last success of CronJob ${cronJob.name} was {{ $value | humanizeDuration }} ago; it may be ${within.toHumanString()}.`,
                },
              },
            ],
          },
        ],
      },
    });
  }
}
