import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { clusterScoped } from '../kubernetes/cluster-scoped';
import { reject } from '../kubernetes/configuration-error';
import { platformLabels } from '../kubernetes/labels';

/** Settings of {@link PriorityClasses}; the values of existing classes can't be changed. */
export interface PriorityClassesProps {
  /**
   * Priority of databases, a number between -1000000000 and 1000000000.
   * @default 10000
   */
  readonly database?: number;
  /**
   * Priority of what answers visitors, below that of databases.
   * @default 5000
   */
  readonly web?: number;
  /**
   * Priority of backups and other work that can wait, below that of what answers visitors.
   * @default 1000
   */
  readonly batch?: number;
}

/** The largest priority that isn't the cluster's own. */
const HIGHEST = 1_000_000_000;

/**
 * Who goes first when nodes are full: databases, then the web, then backups.
 *
 * A pod of a higher class takes the place of pods of lower ones, but a backup waits until there is room. Make it once
 * for each environment.
 *
 * @throws ConfigurationError if a priority is out of range or the order is another
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export class PriorityClasses extends Construct {
  /** Name of the class of databases. */
  readonly database: string;
  /** Name of the class of what answers visitors. */
  readonly web: string;
  /** Name of the class of work that can wait. */
  readonly batch: string;
  /** The classes, the highest first. */
  readonly classes: readonly k8s.KubePriorityClass[];

  constructor(scope: Construct, id: string, props: PriorityClassesProps = {}) {
    super(scope, id);
    const { database = 10_000, web = 5_000, batch = 1_000 } = props;
    for (const [prop, value] of Object.entries({ database, web, batch })) this.checkRange(prop, value);
    this.checkOrder('web', web, 'database', database);
    this.checkOrder('batch', batch, 'web', web);

    this.classes = [
      this.priorityClass('Database', database, 'PreemptLowerPriority', 'Databases: the last to give up their place.'),
      this.priorityClass('Web', web, 'PreemptLowerPriority', 'What answers visitors.'),
      this.priorityClass('Batch', batch, 'Never', 'Backups and other work that can wait.'),
    ];
    [this.database, this.web, this.batch] = this.classes.map(({ name }) => name) as [string, string, string];
  }

  private priorityClass(
    id: string,
    value: number,
    preemptionPolicy: string,
    description: string,
  ): k8s.KubePriorityClass {
    return new k8s.KubePriorityClass(this, id, {
      metadata: clusterScoped({ labels: platformLabels('priority-class', id.toLowerCase()) }),
      value,
      preemptionPolicy,
      description,
    });
  }

  private checkRange(prop: string, value: number): void {
    if (!Number.isInteger(value) || Math.abs(value) > HIGHEST) {
      reject(this, {
        prop,
        value,
        rule: `a priority is a whole number between -${HIGHEST} and ${HIGHEST}; what is above is the cluster's own`,
        fix: 'write for example 5000',
      });
    }
  }

  private checkOrder(prop: string, value: number, higherProp: string, higher: number): void {
    if (value >= higher) {
      reject(this, {
        prop,
        value,
        rule: `it must be below ${higherProp}, which is ${higher}, so that the more important pods stay`,
        fix: `use a number below ${higher}`,
      });
    }
  }
}
