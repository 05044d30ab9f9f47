import { ApiObject, Chart, ChartProps } from 'cdk8s';
import { Construct, Node } from 'constructs';
import { isClusterScoped } from './cluster-scoped';
import { reject } from './configuration-error';

/** Ids that name the main object of a construct and so add nothing to its name. */
const SILENT_IDS = new Set(['Resource', 'Default']);

/** Settings of a {@link StableChart}. */
export interface StableChartProps extends ChartProps {
  /**
   * Put before the names of objects that live in no namespace, with a dash: others in the cluster have such objects too.
   * @default - nothing
   */
  readonly clusterNamePrefix?: string;
}

/**
 * A chart whose objects are named after their construct ids alone: `Web/Config` is `web-config`.
 *
 * cdk8s' own names carry a hash of the path, or collide without it. Here a collision and a name that is too long
 * stop the synthesis.
 */
export class StableChart extends Chart {
  private readonly clusterNamePrefix: string;

  constructor(scope: Construct, id: string, props: StableChartProps = {}) {
    super(scope, id, { disableResourceNameHashes: true, ...props });
    this.clusterNamePrefix = props.clusterNamePrefix ? `${props.clusterNamePrefix}-` : '';
  }

  override generateObjectName(object: ApiObject): string {
    const prefix = isClusterScoped(object.kind) ? this.clusterNamePrefix : '';
    const name = prefix + objectName(Node.of(this).path, object.node.path);
    // Names of workloads and Services become labels and DNS names; those of roles, classes and volumes don't.
    const longest = prefix && object.kind !== 'Namespace' ? 253 : 63;
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) || name.length > longest) {
      reject(object, {
        prop: 'the name made from its construct ids',
        value: name,
        rule: `Kubernetes takes lower-case letters, digits and dashes, at most ${longest}`,
        fix: 'shorten or rename the construct ids on its path',
      });
    }
    return name;
  }
}

function objectName(chartPath: string, objectPath: string): string {
  const ids = objectPath.slice(chartPath.length).split('/').filter(Boolean);
  return ids
    .filter((id) => !SILENT_IDS.has(id))
    .map(kebab)
    .join('-');
}

function kebab(id: string): string {
  return id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
