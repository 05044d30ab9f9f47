import { Peer } from '../kubernetes/peer';
import { PodMonitorProps } from '../kubernetes/pod-monitor-props';

/** Settings of the metrics of web pods. */
export interface WebMetricsProps {
  /**
   * Where Prometheus is, for the network policy: `Peer.namespace('monitoring')`.
   * @default - nobody is let in
   */
  readonly scrapedBy?: Peer;
  /**
   * Makes a PodMonitor, by which the Prometheus Operator finds the pods.
   * @default - none
   */
  readonly podMonitor?: PodMonitorProps;
}

/** Where a web pod shows metrics. Visitors' requests come to another port. */
export const WEB_METRICS = { port: 9113, portName: 'metrics', path: '/metrics' } as const;
