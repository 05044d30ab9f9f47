import { claimsOf, podTemplateOf, DeliveredObject, RenderedPod, selects, specOf, titleOf } from './delivered-object';
import { SYNC_WAVE } from './sync-waves';

/**
 * What is wrong with the sync waves of rendered objects, a sentence for each; empty if Argo CD can apply them.
 *
 * Nothing may be in an earlier wave than what it refers to, and nothing may be in a wave where it can't get healthy
 * because what it waits for is in a later one. Secrets don't count: they are there before.
 */
export function syncOrderMistakes(objects: readonly DeliveredObject[]): string[] {
  const named = new Map(objects.map((object) => [titleOf(object), object]));
  return [
    ...objects.flatMap((object) => missing(object, named)),
    ...objects.flatMap((object) => stuck(object, objects)),
  ];
}

function missing(object: DeliveredObject, named: ReadonlyMap<string, DeliveredObject>): string[] {
  return [...new Set([...referencesOf(object), ...addressesOf(object, named)])].flatMap((title) => {
    const reference = named.get(title);
    if (!reference || waveOf(reference) <= waveOf(object)) return [];
    return `${inWave(object)} refers to ${inWave(reference)}`;
  });
}

function stuck(object: DeliveredObject, objects: readonly DeliveredObject[]): string[] {
  const awaited = objects.filter((other) =>
    object.kind === 'PersistentVolumeClaim'
      ? other.metadata.namespace === object.metadata.namespace && claimsOf(other).includes(object.metadata.name)
      : object.kind === 'PodDisruptionBudget' && selects(object, other),
  );
  const first = awaited.sort((one, other) => waveOf(one) - waveOf(other))[0];
  return first && waveOf(first) > waveOf(object) ? [`${inWave(object)} waits for ${inWave(first)}`] : [];
}

/** Titles of what an object refers to; some of it may be somebody else's. */
function referencesOf(object: DeliveredObject): string[] {
  const { namespace = '' } = object.metadata;
  const spec = specOf(object);
  const here = (kind: string, names: readonly (string | undefined)[]) =>
    names.flatMap((name) => (name ? `${kind} ${namespace}/${name}` : []));
  const anywhere = (kind: string, names: readonly (string | undefined)[]) =>
    names.flatMap((name) => (name ? `${kind} ${name}` : []));
  const pod = podTemplateOf(object)?.spec ?? {};
  const rules = spec.rules ?? [];
  return [
    ...anywhere('Namespace', [namespace]),
    ...here('ServiceAccount', [pod.serviceAccountName]),
    ...anywhere('PriorityClass', [pod.priorityClassName]),
    ...here('ConfigMap', configMapsOf(pod)),
    ...here('PersistentVolumeClaim', claimsOf(object)),
    ...anywhere('StorageClass', [
      spec.storageClassName,
      ...(spec.volumeClaimTemplates ?? []).map((template) => template.spec?.storageClassName),
    ]),
    ...here('Service', [
      spec.serviceName,
      spec.to?.name,
      ...rules.flatMap((rule) => (rule.http?.paths ?? []).map(({ backend }) => backend.service?.name)),
      ...rules.flatMap((rule) => (rule.backendRefs ?? []).map(({ name }) => name)),
    ]),
    ...(spec.scaleTargetRef ? here(spec.scaleTargetRef.kind, [spec.scaleTargetRef.name]) : []),
    ...rightsOf(object),
  ];
}

function configMapsOf(pod: RenderedPod): (string | undefined)[] {
  const containers = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  return [
    ...(pod.volumes ?? []).flatMap(({ configMap, projected }) => [
      configMap?.name,
      ...(projected?.sources ?? []).map((source) => source.configMap?.name),
    ]),
    ...containers.flatMap(({ envFrom = [], env = [] }) => [
      ...envFrom.map(({ configMapRef }) => configMapRef?.name),
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
    ]),
  ];
}

const ADDRESS = /\b([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b/g;

/** Titles of Services whose addresses a workload has, in its own settings or in a ConfigMap's, and of what answers there. */
function addressesOf(object: DeliveredObject, named: ReadonlyMap<string, DeliveredObject>): string[] {
  const pod = podTemplateOf(object)?.spec;
  if (!pod) return [];
  const { namespace = '' } = object.metadata;
  const settings = configMapsOf(pod).map((name) => named.get(`ConfigMap ${namespace}/${name}`)?.data);
  const text = JSON.stringify([pod, ...settings]);
  return [...text.matchAll(ADDRESS)].flatMap(([, name, space]) => {
    const title = `Service ${space}/${name}`;
    const service = named.get(title);
    return service ? [title, ...[...named.values()].filter((other) => selects(service, other)).map(titleOf)] : [];
  });
}

interface Binding {
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

function rightsOf(object: DeliveredObject): string[] {
  const { roleRef, subjects = [] } = object as Binding;
  const { namespace } = object.metadata;
  const scoped = (kind: string, name: string, space?: string) => `${kind} ${space ? `${space}/` : ''}${name}`;
  return [
    ...(roleRef ? [scoped(roleRef.kind, roleRef.name, roleRef.kind === 'Role' ? namespace : undefined)] : []),
    ...subjects.map((subject) => scoped(subject.kind, subject.name, subject.namespace)),
  ];
}

function waveOf({ metadata }: DeliveredObject): number {
  return Number(metadata.annotations?.[SYNC_WAVE] ?? 0);
}

function inWave(object: DeliveredObject): string {
  return `${titleOf(object)} in wave ${waveOf(object)}`;
}
