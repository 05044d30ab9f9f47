import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com';
import { reject } from '../kubernetes/configuration-error';
import { wholeSeconds } from '../kubernetes/whole-seconds';

/** Settings of the alerts of a database. */
export interface DatabaseAlertsProps {
  /**
   * Labels of the rules, by which Prometheus finds them: `{ release: 'kube-prometheus-stack' }`.
   * @default - only the standard labels
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How long a node may copy itself to another one, at least 5 minutes.
   * @default Duration.minutes(30)
   */
  readonly transferWithin?: Duration;
}

/** The database that the alerts are about. */
export interface AlertedDatabase {
  /** Its name, which its pods begin with. */
  readonly instance: string;
  /** Its namespace, if it is known. */
  readonly namespace?: string;
  /** Number of nodes. */
  readonly size: number;
  readonly labels: Readonly<Record<string, string>>;
}

interface Alert {
  readonly name: string;
  readonly expression: string;
  readonly for: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
}

const LEAST_TRANSFER = Duration.minutes(5);
const NAME = 'mysql_global_status_wsrep';

/**
 * Alerts about a Galera cluster, from the metrics of its exporters.
 *
 * Prometheus must scrape the pods at the exporter's port and label what it gets with `namespace` and `pod`, as a
 * PodMonitor does.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export class DatabaseAlerts extends Construct {
  /** The rules. */
  readonly rule: PrometheusRule;

  /** @throws ConfigurationError if a transfer may take less than 5 minutes */
  constructor(scope: Construct, id: string, database: AlertedDatabase, props: DatabaseAlertsProps) {
    super(scope, id);
    const transferWithin = props.transferWithin ?? Duration.minutes(30);
    const seconds = wholeSeconds(scope, 'alerts.transferWithin', transferWithin);
    if (seconds < LEAST_TRANSFER.toSeconds()) {
      reject(scope, {
        prop: 'alerts.transferWithin',
        value: transferWithin.toHumanString(),
        rule: 'a copy of even a small database takes minutes when machines are busy, and an alert that is often false is not read',
        fix: `use at least ${LEAST_TRANSFER.toHumanString()}`,
      });
    }
    this.rule = new PrometheusRule(this, 'Resource', {
      metadata: { labels: { ...database.labels, ...props.labels } },
      spec: {
        groups: [
          {
            name: database.instance,
            rules: alerts(database, transferWithin).map((alert) => ({
              alert: alert.name,
              expr: PrometheusRuleSpecGroupsRulesExpr.fromString(alert.expression),
              for: alert.for,
              labels: { severity: alert.severity },
              annotations: { summary: alert.summary },
            })),
          },
        ],
      },
    });
  }
}

function alerts({ instance, namespace, size }: AlertedDatabase, transferWithin: Duration): Alert[] {
  const pods = `{${namespace ? `namespace="${namespace}",` : ''}pod=~"${instance}-[0-9]+"}`;
  // Whoever is not scraped is not there.
  const orNone = 'or vector(0)';
  return [
    {
      name: 'DatabaseUnavailable',
      expression: `(sum(${NAME}_ready${pods} * ${NAME}_cluster_status${pods}) ${orNone}) == 0`,
      for: '2m',
      severity: 'critical',
      summary: `No node of ${instance} takes queries: there is no majority, or nobody runs.`,
    },
    {
      name: 'DatabaseSplit',
      expression: `count(count by (wsrep_cluster_state_uuid) (mysql_galera_status_info${pods})) > 1`,
      for: '1m',
      severity: 'critical',
      summary: `Nodes of ${instance} have different histories: writes go to databases that know nothing of each other.`,
    },
    {
      name: 'DatabaseNodeCutOff',
      expression: `${NAME}_cluster_status${pods} == 0`,
      for: '5m',
      severity: 'critical',
      summary: '{{ $labels.pod }} runs, cut off from the majority.',
    },
    {
      name: 'DatabaseTooSmall',
      expression: `(max(${NAME}_cluster_size${pods}) ${orNone}) < ${size}`,
      for: '15m',
      severity: 'warning',
      summary: `${instance} has {{ $value }} of ${size} nodes.`,
    },
    {
      name: 'DatabaseNodeDown',
      expression: `mysql_up${pods} == 0`,
      for: '15m',
      severity: 'warning',
      summary:
        '{{ $labels.pod }} does not answer. It may be waiting for a person, or be copied to: the last lines of its log that begin with galera-start say so.',
    },
    {
      name: 'DatabaseTransferTakesLong',
      expression: `${NAME}_local_state${pods} == 2`,
      for: `${transferWithin.toMinutes()}m`,
      severity: 'warning',
      summary: `{{ $labels.pod }} copies itself to another node for more than ${transferWithin.toHumanString()}.`,
    },
    {
      name: 'DatabaseHeldUp',
      expression: `rate(${NAME}_flow_control_paused_ns${pods}[5m]) / 1e9 > 0.1`,
      for: '10m',
      severity: 'warning',
      summary: `Writes stand still for {{ $value | humanizePercentage }} of the time, seen from {{ $labels.pod }}: a node of ${instance} can't keep up with the others.`,
    },
  ];
}
