import { Construct } from 'constructs';
import { App, Testing } from 'cdk8s';
import { Platform } from '../lib/kubernetes/platform';
import { StableChart } from '../lib/kubernetes/stable-chart';

/** A rendered object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What a chart renders, in a namespace `blog`. */
export function render(build: (chart: StableChart) => unknown, platform = Platform.DEFAULT): Manifest[] {
  return Testing.synth(newChart(build, platform)) as Manifest[];
}

/** A chart `test/…` in a namespace `blog`, for constructs that are looked at before rendering. */
export function newChart(
  build: (chart: StableChart) => unknown = () => undefined,
  platform = Platform.DEFAULT,
): StableChart {
  const root = new Construct(new App(), 'test');
  platform.setOn(root);
  const chart = new StableChart(root, 'chart', { namespace: 'blog' });
  build(chart);
  return chart;
}

/** The one object of a kind (and name). */
export function only(objects: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1 || !found[0]) {
    const seen = objects.map((object) => `${object.kind}/${object.metadata.name}`).join(', ');
    throw new Error(`${found.length} objects are ${kind} ${name ?? ''}; there are: ${seen}`);
  }
  return found[0];
}
