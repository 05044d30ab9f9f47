import { imageVersion } from './image';

/**
 * The labels by which people and programs find things.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export interface LabelProps {
  /** The program: `mariadb`. */
  readonly name: string;
  /** The workload's own name, unique in its namespace: `database`. Selectors stand on it. */
  readonly instance: string;
  /** Its role in the stack: `database`. */
  readonly component: string;
  /** The image that decides the version. */
  readonly image: string;
}

const PART_OF = 'wordpress';
const MANAGED_BY = 'cdk8s';

/** All standard labels of a workload and of what belongs to it. */
export function standardLabels({ name, instance, component, image }: LabelProps): Record<string, string> {
  return {
    'app.kubernetes.io/name': name,
    ...selectorLabels(instance),
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': PART_OF,
    'app.kubernetes.io/version': imageVersion(image),
    'app.kubernetes.io/managed-by': MANAGED_BY,
  };
}

/** The one label that selects a workload's pods; a selector can never change, so no version is in it. */
export function selectorLabels(instance: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': instance };
}

/** Label by which the controller of a StatefulSet names each of its pods; no template has it. */
export const POD_NAME = 'statefulset.kubernetes.io/pod-name';

/** Labels of objects that belong to no workload: namespaces, quotas, roles, classes. */
export function platformLabels(component: string, instance: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': component,
    ...selectorLabels(instance),
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': PART_OF,
    'app.kubernetes.io/managed-by': MANAGED_BY,
  };
}
