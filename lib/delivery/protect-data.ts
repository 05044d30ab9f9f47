import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const KEPT = ['Prune=false', 'Delete=false'];
/** What holds data, or takes what holds data with it when it goes. */
const KINDS = new Set(['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet', 'Namespace']);

/**
 * Keeps Argo CD from deleting what holds data below a scope, whether it vanished from git or the Application goes.
 * Someone must delete it by hand. An object's own options on pruning and deletion stay.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export function protectData(scope: IConstruct): void {
  for (const object of scope.node.findAll()) {
    if (object instanceof ApiObject && KINDS.has(object.kind)) addOptions(object);
  }
}

function addOptions({ metadata }: ApiObject): void {
  const { annotations = {} } = metadata.toJson() as { annotations?: Record<string, string> };
  const own = (annotations[SYNC_OPTIONS] ?? '')
    .split(',')
    .map((option) => option.trim())
    .filter(Boolean);
  const decided = new Set(own.map(nameOf));
  metadata.addAnnotation(SYNC_OPTIONS, [...own, ...KEPT.filter((option) => !decided.has(nameOf(option)))].join(','));
}

function nameOf(option: string): string {
  return option.slice(0, option.indexOf('='));
}
