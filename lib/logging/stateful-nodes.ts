import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { selectorLabels } from '../kubernetes/labels';
import { podTemplate, separatePods } from '../kubernetes/pod';
import { PodUser } from '../kubernetes/pod-user';
import { formatBytes, intOrString, quantityOf } from '../kubernetes/quantity';
import { dataClaim, nameTemplateKinds } from '../storage/data-claim';
import { storageClassName, VolumeRequest } from '../storage/storage-class';

/** Settings of {@link StatefulNodes}. */
export interface StatefulNodesProps {
  /** The workload's name, which selects its pods. */
  readonly instance: string;
  /** Its labels. */
  readonly labels: Record<string, string>;
  /** Number of nodes. */
  readonly replicas: number;
  /** User of the processes. */
  readonly user: PodUser;
  /** Service behind the nodes' names, made before by {@link nodesService}, as settings have these names. */
  readonly nodesService: k8s.KubeService;
  /** Each node's own volume, mounted by the name `data`. */
  readonly volume: VolumeRequest;
  /** Least size of the volume in bytes. */
  readonly leastVolume: number;
  /** Hash of the configuration, which rolls the pods when it changes. */
  readonly configHash: string;
  /** Containers and volumes. */
  readonly pod: Pick<k8s.PodSpec, 'containers' | 'initContainers' | 'volumes'>;
  /** Time to stop in order. */
  readonly terminationGracePeriod: Duration;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
  /**
   * Whether two nodes must never be on one machine.
   * @default required
   */
  readonly separateNodes?: 'required' | 'preferred';
}

/**
 * Several nodes of one program, each with a name and a volume of its own which stay with it: a StatefulSet, and a budget
 * that lets machines be drained one after another.
 */
export class StatefulNodes extends Construct {
  /** The nodes. */
  readonly statefulSet: k8s.KubeStatefulSet;
  /** Lets machines be drained one after another; undefined for a single node. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;

  /** @throws ConfigurationError if the volume doesn't suit data or is too small */
  constructor(scope: Construct, id: string, props: StatefulNodesProps) {
    super(scope, id);
    const { instance, labels, replicas, nodesService, volume } = props;
    checkVolume(scope, volume, props.leastVolume);
    const metadata = { labels };
    const selector = selectorLabels(instance);

    this.statefulSet = new k8s.KubeStatefulSet(this, 'Resource', {
      metadata: { ...metadata, name: instance },
      spec: {
        replicas,
        serviceName: nodesService.name,
        selector: { matchLabels: selector },
        // All at once: after a power cut a majority must come back before any of them is ready.
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        revisionHistoryLimit: 5,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: podTemplate(this, {
          labels,
          annotations: { 'checksum/config': props.configHash },
          user: props.user,
          priorityClassName: props.priorityClassName,
          terminationGracePeriodSeconds: props.terminationGracePeriod.toSeconds(),
          ...separatePods(selector, replicas > 1 ? props.separateNodes : 'preferred'),
          ...props.pod,
        }),
        volumeClaimTemplates: [dataClaim(labels, volume)],
      },
    });
    nameTemplateKinds(this.statefulSet);
    if (replicas > 1) {
      this.disruptionBudget = new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
        metadata,
        spec: {
          maxUnavailable: intOrString(1),
          selector: { matchLabels: selector },
          // A node that isn't ready may be one of the majority: no drain while the others are too few.
          unhealthyPodEvictionPolicy: 'IfHealthyBudget',
        },
      });
    }
  }
}

/** @throws ConfigurationError if the volume doesn't suit data or is too small */
export function checkVolume(scope: Construct, volume: VolumeRequest, least: number): void {
  storageClassName(scope, 'volume.class', volume.class);
  if (!volume.class.suitsDatabases) {
    reject(scope, {
      prop: 'volume.class',
      value: volume.class.className,
      rule: 'it needs a volume that locks and syncs as a local disk does, which network file systems do not',
      fix: 'use a class of block storage',
    });
  }
  if (quantityOf(scope, 'volume.size', volume.size) < least) {
    reject(scope, {
      prop: 'volume.size',
      value: volume.size,
      rule: 'there would be no room for data beside what the program itself writes',
      fix: `use at least ${formatBytes(least)}`,
    });
  }
}
