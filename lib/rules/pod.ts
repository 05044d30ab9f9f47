import type { Field } from './field';
import type { StackObject } from './stack';

/** One container of a pod template. */
export interface Container {
  readonly root: Field;
  readonly name: string;
  /** Whether it ends before the pod's work starts; a sidecar doesn't. */
  readonly ends: boolean;
}

/** A pod template, of whatever kind of object. */
export interface Pod {
  /** The object that the template is in. */
  readonly owner: StackObject;
  readonly metadata: Field;
  readonly spec: Field;
  readonly labels: Readonly<Record<string, string>>;
  /** All containers, those that end included. */
  readonly containers: readonly Container[];
  /** Whether its pods run until they are stopped. */
  readonly runsOn: boolean;
}

/** Where an object of a kind has its pod template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  ReplicationController: ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/Job': ['spec', 'template'],
};

/** The pod templates in an object: one or none. */
export function podsOf(owner: StackObject): Pod[] {
  const place = TEMPLATES[owner.groupKind];
  if (!place) return [];
  const template = owner.root.at(...place);
  const spec = template.at('spec');
  return [
    {
      owner,
      metadata: template.at('metadata'),
      spec,
      labels: template.at('metadata', 'labels').texts,
      containers: [
        ...spec.at('initContainers').list.map((root) => container(root, root.at('restartPolicy').text !== 'Always')),
        ...spec.at('containers').list.map((root) => container(root, false)),
      ],
      runsOn: owner.group !== 'batch',
    },
  ];
}

function container(root: Field, ends: boolean): Container {
  return { root, name: root.at('name').text ?? '', ends };
}

/** A port that a container of a pod says it listens on. */
export interface PodPort {
  readonly root: Field;
  readonly container: Container;
  readonly name?: string;
  readonly number: number;
  readonly protocol: string;
}

/** The ports of some containers. */
export function portsOf(containers: readonly Container[]): PodPort[] {
  return containers.flatMap((container) =>
    container.root.at('ports').list.map((root) => ({
      root,
      container,
      name: root.at('name').text,
      number: root.at('containerPort').number ?? 0,
      protocol: root.at('protocol').text ?? 'TCP',
    })),
  );
}

/** Whether a port is meant by a name or number. */
export function isPort(port: PodPort, nameOrNumber: Field['value']): boolean {
  return typeof nameOrNumber === 'string' ? port.name === nameOrNumber : port.number === nameOrNumber;
}
