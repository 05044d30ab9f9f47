import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { ApiObject, App, AppProps, Chart } from 'cdk8s';
import { dump } from 'js-yaml';
import { ConfigurationError } from './kubernetes/configuration-error';
import { JsonObject } from './kubernetes/override';
import { RequiredSecret } from './kubernetes/required-secret';
import { violations } from './rules';
import { ExistingObject, RenderedObject, SecretContract } from './rules/rule';

const FILE_ENDING = '.k8s.yaml';

/** Settings of a {@link CheckedApp}. */
export interface CheckedAppProps extends AppProps {
  /**
   * Objects that are in the cluster already, to which the rendered ones may refer: a namespace, a priority class.
   * @default - none
   */
  readonly existing?: readonly ExistingObject[];
}

/**
 * An app that writes nothing unless everything is right.
 *
 * All charts are rendered in memory, checked by the rules, and only then written: one file for each chart, named after
 * its path, as `production/database.k8s.yaml`.
 */
export class CheckedApp extends App {
  private readonly existing: readonly ExistingObject[];

  constructor({ existing = [], ...props }: CheckedAppProps = {}) {
    super(props);
    this.existing = existing;
  }

  /**
   * @throws ConfigurationError with a line for each violation
   */
  override synth(): void {
    const files = this.render();
    for (const [name, text] of files) {
      const path = join(this.outdir, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    removeOthers(this.outdir, new Set(files.keys()));
  }

  /** The files' texts by name, checked but not written. */
  render(): Map<string, string> {
    const charts = this.node.findAll().filter((construct) => construct instanceof Chart);
    const objects = new Map(charts.map((chart) => [chart, renderedObjects(chart)]));
    this.check([...objects.values()].flat());
    return new Map(
      charts
        .map((chart) => [chart.node.path + FILE_ENDING, objects.get(chart) ?? []] as const)
        .filter(([, rendered]) => rendered.length > 0)
        .map(([name, rendered]) => [name, rendered.map(({ json }) => toYaml(json)).join('---\n')]),
    );
  }

  private check(objects: readonly RenderedObject[]): void {
    const invalid = this.node
      .findAll()
      .flatMap((construct) => construct.node.validate().map((text) => `${construct.node.path}: ${text}`));
    const { existing } = this;
    const found = violations({ objects, secrets: this.secretContracts(), existing }).map(({ message }) => message);
    // One setting may break a rule in several places: a quota of memory is for requests and for limits.
    const sentences = new Set([...invalid, ...found]);
    if (sentences.size > 0) throw new ConfigurationError([...sentences].join('\n'));
  }

  private secretContracts(): SecretContract[] {
    return RequiredSecret.below(this).map((secret) => ({
      namespace: Chart.of(secret).namespace,
      name: secret.name,
      keys: Object.keys(secret.keys),
    }));
  }
}

function renderedObjects(chart: Chart): RenderedObject[] {
  return chart.node
    .findAll()
    .filter((construct) => construct instanceof ApiObject && Chart.of(construct) === chart)
    .map((object) => ({ path: object.node.path, json: (object as ApiObject).toJson() as JsonObject }));
}

function toYaml(object: JsonObject): string {
  // Long lines stay whole: a folded script is hard to read in a diff.
  return dump(object, { lineWidth: -1, noRefs: true });
}

/** What an earlier run wrote and this one doesn't must not be applied again. */
function removeOthers(folder: string, names: ReadonlySet<string>): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith(FILE_ENDING) && !names.has(name)) rmSync(join(folder, name));
  }
}
