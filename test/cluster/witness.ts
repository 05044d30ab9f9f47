// Watches what people rely on while machines and pods come and go.
import { eventually, watch, type Watch } from './kubectl';
import { carries, component, type DisruptionBudget, isReady, type Pod, title } from './objects';

export interface Count {
  readonly budget: DisruptionBudget;
  readonly demanded: number;
  readonly lowest: number;
}

/** Counts the ready pods of every disruption budget at every change of any pod, and keeps the lowest counts. */
export class Witness {
  private readonly pods = new Map<string, Pod>();
  private readonly lowest = new Map<DisruptionBudget, number>();
  private readonly watch: Watch;
  private lost: string | undefined;

  constructor(private readonly budgets: readonly DisruptionBudget[]) {
    this.watch = watch<Pod>(['pods', '--all-namespaces'], ({ type, object }) => {
      if (type === 'DELETED') {
        this.pods.delete(object.metadata.uid);
      } else {
        this.pods.set(object.metadata.uid, object);
      }
      this.count();
    });
  }

  /**
   * Forgets the lowest counts once it has seen these pods as they are now: changes reach it a moment after they happen,
   * and what it has not heard of yet would count as missing.
   */
  async begin(pods: readonly Pod[]): Promise<void> {
    await eventually('the witness has seen every pod as it is', 60, async () =>
      pods.filter(({ metadata }) => this.versionOf(metadata.uid) < Number(metadata.resourceVersion)).map(title),
    );
    this.reset();
  }

  /** From now on that machine's pods count as gone: the API goes on calling them ready until it misses the machine. */
  lose(machine: string): void {
    this.lost = machine;
    this.reset();
  }

  counts(): Count[] {
    return this.budgets.map((budget) => ({
      budget,
      // A database of three needs two, whatever its budget says.
      demanded: Math.max(budget.status.desiredHealthy, component(budget) === 'database' ? 2 : 0),
      lowest: this.lowest.get(budget) ?? 0,
    }));
  }

  /** Who had too few ready pods, in words. */
  broken(): string[] {
    return this.counts()
      .filter(({ lowest, demanded }) => lowest < demanded)
      .map(({ budget, lowest, demanded }) => `${title(budget)}: ${lowest} ready pods, at least ${demanded} are needed`);
  }

  stop(): Promise<void> {
    return this.watch.stop();
  }

  private versionOf(uid: string): number {
    return Number(this.pods.get(uid)?.metadata.resourceVersion ?? 0);
  }

  private reset(): void {
    this.lowest.clear();
    this.count();
  }

  private count(): void {
    for (const budget of this.budgets) {
      const ready = [...this.pods.values()].filter(
        (pod) =>
          pod.metadata.namespace === budget.metadata.namespace &&
          carries(pod, budget.spec.selector.matchLabels) &&
          isReady(pod) &&
          pod.spec.nodeName !== this.lost,
      );
      this.lowest.set(budget, Math.min(ready.length, this.lowest.get(budget) ?? Infinity));
    }
  }
}
