import { WorkloadNetwork } from '../kubernetes/workload-network';

/** Pods that serve HTTP, as what stands before them needs to know them. */
export interface Backend {
  /** The workload's name, whose pods serve. */
  readonly instance: string;
  /** Port where they listen. */
  readonly podPort: number;
  /** The port's name in the pods. */
  readonly portName: string;
  /** All standard labels of the workload. */
  readonly labels: Readonly<Record<string, string>>;
  /** What may reach them. */
  readonly network: WorkloadNetwork;
}
