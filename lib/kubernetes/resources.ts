import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { reject } from './configuration-error';
import { quantity, quantityOf } from './quantity';

/**
 * What one container may use.
 *
 * Memory is both requested and limited, so that a container never lives on memory that the node doesn't have.
 * CPU is requested but not limited unless asked for: a limit throttles a busy container while cores are idle.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface Resources {
  /** CPU that the scheduler reserves, in cores or millicores: `250m`. */
  readonly cpu: string;
  /** Memory, reserved and limited: `512Mi`. */
  readonly memory: string;
  /**
   * Most CPU that it may use.
   * @default - no limit
   */
  readonly cpuLimit?: string;
  /**
   * Local disk for logs and the container's own layer, reserved and limited.
   * @default 256Mi
   */
  readonly ephemeralStorage?: string;
}

/**
 * Resources as a container carries them.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if a quantity is none, or the CPU limit is below the request
 */
export function containerResources(
  scope: IConstruct | string,
  prop: string,
  resources: Resources,
): k8s.ResourceRequirements {
  const cpu = quantityOf(scope, `${prop}.cpu`, resources.cpu);
  quantityOf(scope, `${prop}.memory`, resources.memory);
  const ephemeralStorage = resources.ephemeralStorage ?? '256Mi';
  quantityOf(scope, `${prop}.ephemeralStorage`, ephemeralStorage);
  if (resources.cpuLimit !== undefined && quantityOf(scope, `${prop}.cpuLimit`, resources.cpuLimit) < cpu) {
    reject(scope, {
      prop: `${prop}.cpuLimit`,
      value: resources.cpuLimit,
      rule: `a limit can't be below the request, which is ${resources.cpu}`,
      fix: `use at least ${resources.cpu}, or leave the limit out`,
    });
  }
  const reserved = { memory: quantity(resources.memory), 'ephemeral-storage': quantity(ephemeralStorage) };
  return {
    requests: { cpu: quantity(resources.cpu), ...reserved },
    limits: { ...(resources.cpuLimit && { cpu: quantity(resources.cpuLimit) }), ...reserved },
  };
}
