import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { wholeSeconds } from '../kubernetes/whole-seconds';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/autoscaling/horizontal-pod-autoscaler-v2/ */
const LONGEST_CALM = Duration.hours(1);

/** How many copies of a pod there shall be. */
export class Scale {
  /** Always so many. */
  static fixed(copies: number): Scale {
    return new Scale(copies, copies);
  }

  /**
   * Between two numbers, by load.
   * @param cpuUtilization average CPU use in percent of what is requested, above which copies are added
   * @param calmFor how long fewer must have been enough before copies are taken away, up to an hour: the next wave often
   * follows the first
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
   */
  static between(
    minimum: number,
    maximum: number,
    cpuUtilization = 70,
    calmFor: Duration = Duration.minutes(5),
  ): Scale {
    return new Scale(minimum, maximum, cpuUtilization, calmFor);
  }

  private constructor(
    /** Fewest copies. */
    readonly minimum: number,
    /** Most copies. */
    readonly maximum: number,
    /** Average CPU use in percent that is aimed at; undefined for a fixed number. */
    readonly cpuUtilization?: number,
    /** How long fewer must have been enough before copies are taken away; undefined for a fixed number. */
    readonly calmFor?: Duration,
  ) {}

  /**
   * @throws ConfigurationError if a number isn't whole and positive, or the minimum isn't below the maximum
   */
  check(scope: IConstruct): void {
    for (const [prop, value] of [
      ['scale.minimum', this.minimum],
      ['scale.maximum', this.maximum],
    ] as const) {
      if (!Number.isInteger(value) || value < 1) {
        reject(scope, {
          prop,
          value,
          rule: 'copies are counted in whole numbers from 1 on',
          fix: 'use for example Scale.fixed(5) or Scale.between(4, 10)',
        });
      }
    }
    if (this.cpuUtilization === undefined) return;
    if (this.minimum >= this.maximum) {
      reject(scope, {
        prop: 'scale.minimum',
        value: this.minimum,
        rule: `it must be below the maximum, which is ${this.maximum}`,
        fix: `use Scale.between(${Math.min(this.minimum, this.maximum)}, ${Math.max(this.minimum, this.maximum) + Number(this.minimum === this.maximum)}), or Scale.fixed(${this.maximum}) for always as many`,
      });
    }
    if (!(Number.isInteger(this.cpuUtilization) && this.cpuUtilization >= 10 && this.cpuUtilization <= 95)) {
      reject(scope, {
        prop: 'scale.cpuUtilization',
        value: this.cpuUtilization,
        rule: 'it is a whole percentage of the requested CPU, and below 10 or above 95 nothing would ever settle',
        fix: 'use 70',
      });
    }
    if (this.calmFor !== undefined && calmSeconds(scope, this.calmFor) > LONGEST_CALM.toSeconds()) {
      reject(scope, {
        prop: 'scale.calmFor',
        value: this.calmFor.toHumanString(),
        rule: 'an autoscaler remembers what was needed for an hour at most',
        fix: 'use for example Duration.minutes(5)',
      });
    }
  }
}

/** None at all is a choice, too. */
function calmSeconds(scope: IConstruct, calmFor: Duration): number {
  return calmFor.toMilliseconds({ integral: false }) === 0 ? 0 : wholeSeconds(scope, 'scale.calmFor', calmFor);
}
