import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { intOrString } from '../kubernetes/quantity';

/** How many pods may be away on purpose at the same time, as when nodes are drained. */
export class Disruption {
  /** At most so many, or such a percentage, are away. */
  static maxUnavailable(pods: number | `${number}%`): Disruption {
    return new Disruption('maxUnavailable', pods);
  }

  /** At least so many, or such a percentage, stay. */
  static minAvailable(pods: number | `${number}%`): Disruption {
    return new Disruption('minAvailable', pods);
  }

  private constructor(
    private readonly kind: 'maxUnavailable' | 'minAvailable',
    private readonly pods: number | string,
  ) {}

  /**
   * As a PodDisruptionBudget carries it.
   *
   * @param copies fewest copies that there ever are on purpose
   * @throws ConfigurationError if no pod may ever leave: a node could then never be drained
   * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
   */
  budget(scope: IConstruct, copies: number): Pick<k8s.PodDisruptionBudgetSpec, 'maxUnavailable' | 'minAvailable'> {
    const pods = this.counted(scope, copies);
    const leaving = this.kind === 'maxUnavailable' ? pods : copies - pods;
    if (leaving < 1) {
      reject(scope, {
        prop: `disruption.${this.kind}`,
        value: this.pods,
        rule: `with ${copies} copies no pod could ever leave its node, and the node never be drained`,
        fix: copies > 1 ? `use Disruption.maxUnavailable(1)` : 'use Disruption.maxUnavailable(1), or more copies',
      });
    }
    return { [this.kind]: intOrString(this.pods) };
  }

  /** Pods, as Kubernetes counts a percentage: rounded up. */
  private counted(scope: IConstruct, copies: number): number {
    const percentage = /^(\d+)%$/.exec(String(this.pods));
    if (percentage) return Math.ceil((Number(percentage[1]) / 100) * copies);
    const pods = Number(this.pods);
    if (!Number.isInteger(pods) || pods < 0) {
      reject(scope, {
        prop: `disruption.${this.kind}`,
        value: this.pods,
        rule: 'it is a whole number of pods or a percentage',
        fix: 'use 1 or 25%',
      });
    }
    return pods;
  }
}
