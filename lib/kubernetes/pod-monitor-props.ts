/** Settings of a PodMonitor. */
export interface PodMonitorProps {
  /**
   * Labels by which Prometheus finds it: `{ release: 'kube-prometheus-stack' }`.
   * @default - only the standard labels
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec
   */
  readonly labels?: Readonly<Record<string, string>>;
}
