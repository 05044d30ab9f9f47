import { Field } from './field';
import { Pod } from './pod';
import { defineRule, Finding } from './rule';
import { Kind, placeOf, Stack, StackObject } from './stack';

/** A place that names a ConfigMap or Secret, and the keys that it takes from it. */
interface Reference {
  readonly at: Field;
  readonly keys: readonly Field[];
}

const PRIORITY_CLASSES_OF_THE_CLUSTER = ['system-cluster-critical', 'system-node-critical'];

/** No pod waits forever for a ConfigMap, or starts without a file of it. */
export const knownConfigMaps = defineRule(
  'known-config-maps',
  'Every ConfigMap that a pod mounts or reads exists and has the keys that are taken from it.',
  function* (stack): Iterable<Finding> {
    for (const pod of stack.pods) {
      for (const { at, keys } of configMapReferences(pod)) {
        const { namespace } = pod.owner;
        const configMap = stack.find('ConfigMap', namespace, at.text ?? '');
        if (!configMap) {
          if (!stack.exists('ConfigMap', namespace, at.text ?? '')) yield unknown(at, 'ConfigMap', pod.owner);
          continue;
        }
        const known = [...configMap.root.at('data').keys, ...configMap.root.at('binaryData').keys];
        yield* unknownKeys(keys, known, `ConfigMap ${configMap.name}`);
      }
    }
  },
);

/** No pod waits forever for a Secret that nobody was asked to make. */
export const knownSecrets = defineRule(
  'known-secrets',
  'Every Secret that is mounted, read or served from is required somewhere, with the keys that are taken from it.',
  function* (stack): Iterable<Finding> {
    const secrets = secretKeys(stack);
    const check = function* ({ at, keys }: Reference, { namespace }: StackObject): Iterable<Finding> {
      const known = secrets.get(`${namespace ?? ''}/${at.text}`);
      if (known) {
        if (known !== 'any') yield* unknownKeys(keys, known, `Secret ${at.text}`);
      } else if (!stack.exists('Secret', namespace, at.text ?? '')) {
        yield {
          at,
          rule: `nobody is asked to make this Secret in ${placeOf(namespace)}, so the pods would wait for it forever`,
          fix: 'require it by new RequiredSecret(...), and refer to it by its name',
        };
      }
    };
    for (const pod of stack.pods) {
      for (const reference of secretReferences(pod)) yield* check(reference, pod.owner);
    }
    for (const ingress of stack.ofKind('networking.k8s.io/Ingress')) {
      if (asksCertManager(ingress)) continue;
      for (const tls of ingress.spec.at('tls').list) yield* check({ at: tls.at('secretName'), keys: [] }, ingress);
    }
    for (const route of stack.ofKind('route.openshift.io/Route')) {
      const at = route.spec.at('tls', 'externalCertificate', 'name');
      if (at.exists) yield* check({ at, keys: [] }, route);
    }
  },
);

/** No pod waits forever for a volume. */
export const knownClaims = defineRule(
  'known-claims',
  'Every PersistentVolumeClaim that a pod mounts exists in its namespace.',
  function* (stack): Iterable<Finding> {
    for (const { owner, spec } of stack.pods) {
      for (const volume of spec.at('volumes').list) {
        const at = volume.at('persistentVolumeClaim', 'claimName');
        if (at.exists) yield* known(stack, 'PersistentVolumeClaim', at, owner);
      }
    }
  },
);

/** Nothing acts under an account that nobody made. */
export const knownAccounts = defineRule(
  'known-accounts',
  'Every ServiceAccount that a pod runs under, and every role and account in a binding of this run, exists.',
  function* (stack): Iterable<Finding> {
    for (const { owner, spec } of stack.pods) {
      const at = spec.at('serviceAccountName');
      if (at.exists && at.text !== 'default') yield* known(stack, 'ServiceAccount', at, owner);
    }
    const bindings = stack.ofKind(
      'rbac.authorization.k8s.io/RoleBinding',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    );
    for (const binding of bindings) {
      const role = binding.root.at('roleRef', 'name');
      if (binding.root.at('roleRef', 'kind').text === 'Role') {
        yield* known(stack, 'rbac.authorization.k8s.io/Role', role, binding);
      }
      for (const subject of binding.root.at('subjects').list) {
        const namespace = subject.at('namespace').text;
        // An account in a namespace of somebody else, like that of a router, is theirs.
        if (subject.at('kind').text !== 'ServiceAccount' || !stack.find('Namespace', undefined, namespace ?? '')) {
          continue;
        }
        const at = subject.at('name');
        if (!stack.has('ServiceAccount', namespace, at.text ?? '')) {
          yield {
            at,
            rule: `there is no ServiceAccount of this name in ${placeOf(namespace)}`,
            fix: 'refer to the ServiceAccount by its name property',
          };
        }
      }
    }
  },
);

/** A misspelled priority rejects every pod. */
export const knownPriorities = defineRule(
  'known-priorities',
  "Where a run makes PriorityClasses, every pod's is one of them, the cluster's own, or known.",
  function* (stack): Iterable<Finding> {
    if (stack.ofKind('scheduling.k8s.io/PriorityClass').length === 0) return;
    for (const { spec } of stack.pods) {
      const at = spec.at('priorityClassName');
      const { text } = at;
      if (!at.exists || PRIORITY_CLASSES_OF_THE_CLUSTER.includes(text ?? '')) continue;
      if (!stack.has('scheduling.k8s.io/PriorityClass', undefined, text ?? '')) {
        yield {
          at,
          rule: 'there is no PriorityClass of this name, and the API server rejects every pod that names it',
          fix: 'use one of PriorityClasses, or list it among the objects that exist already',
        };
      }
    }
  },
);

/** What scales exists. */
export const knownTargets = defineRule(
  'known-targets',
  'Every HorizontalPodAutoscaler scales a workload that exists.',
  function* (stack): Iterable<Finding> {
    for (const autoscaler of stack.ofKind('autoscaling/HorizontalPodAutoscaler')) {
      if (!targetOf(stack, autoscaler)) {
        const at = autoscaler.spec.at('scaleTargetRef', 'name');
        yield unknown(at, autoscaler.spec.at('scaleTargetRef', 'kind').text ?? 'workload', autoscaler);
      }
    }
  },
);

/** The workload that an autoscaler scales. */
export function targetOf(stack: Stack, { namespace, spec }: StackObject): StackObject | undefined {
  const target = spec.at('scaleTargetRef');
  const kind = target.at('kind').text;
  const groupKind = kind === 'Deployment' || kind === 'StatefulSet' ? (`apps/${kind}` as const) : undefined;
  return groupKind && target.at('apiVersion').text?.startsWith('apps/')
    ? stack.find(groupKind, namespace, target.at('name').text ?? '')
    : undefined;
}

function* known(stack: Stack, kind: Kind, at: Field, owner: StackObject): Iterable<Finding> {
  if (!stack.has(kind, owner.namespace, at.text ?? '')) {
    yield unknown(at, kind.slice(kind.lastIndexOf('/') + 1), owner);
  }
}

function unknown(at: Field, kind: string, { namespace }: StackObject): Finding {
  return {
    at,
    rule: `there is no ${kind} of this name in ${placeOf(namespace)}`,
    fix: `refer to the ${kind} by its name property, or list it among the objects that exist already`,
  };
}

function* unknownKeys(keys: readonly Field[], known: readonly string[], owner: string): Iterable<Finding> {
  for (const at of keys) {
    if (!known.includes(at.text ?? '')) {
      yield {
        at,
        rule: `${owner} has no such key, it has ${known.join(', ') || 'none'}`,
        fix: 'use one of these keys',
      };
    }
  }
}

function configMapReferences(pod: Pod): Reference[] {
  return references(pod, { volume: 'configMap', name: 'name', env: 'configMapKeyRef', envFrom: 'configMapRef' });
}

function secretReferences(pod: Pod): Reference[] {
  return [
    ...references(pod, { volume: 'secret', name: 'secretName', env: 'secretKeyRef', envFrom: 'secretRef' }),
    ...pod.spec.at('imagePullSecrets').list.map((secret) => ({ at: secret.at('name'), keys: [] })),
  ];
}

interface ReferenceFields {
  readonly volume: string;
  readonly name: string;
  readonly env: string;
  readonly envFrom: string;
}

/** All places in a pod that name a ConfigMap or Secret which must be there. */
function references({ spec, containers }: Pod, fields: ReferenceFields): Reference[] {
  const volumes = spec.at('volumes').list;
  return [
    ...volumes
      .filter((volume) => volume.at(fields.volume).exists)
      .map((volume) => ({
        source: volume.at(fields.volume),
        at: volume.at(fields.volume, fields.name),
        keys: [...itemKeys(volume.at(fields.volume)), ...subPaths(volume, fields.volume, containers)],
      })),
    ...volumes
      .flatMap((volume) => volume.at('projected', 'sources').list.map((source) => source.at(fields.volume)))
      .filter((source) => source.exists)
      .map((source) => ({ source, at: source.at('name'), keys: itemKeys(source) })),
    ...containers.flatMap(({ root }) => [
      ...root
        .at('env')
        .list.map((variable) => variable.at('valueFrom', fields.env))
        .filter((source) => source.exists)
        .map((source) => ({ source, at: source.at('name'), keys: [source.at('key')] })),
      ...root
        .at('envFrom')
        .list.map((variables) => variables.at(fields.envFrom))
        .filter((source) => source.exists)
        .map((source) => ({ source, at: source.at('name'), keys: [] })),
    ]),
  ].filter(({ source }) => source.at('optional').value !== true);
}

function itemKeys(source: Field): Field[] {
  return source.at('items').list.map((item) => item.at('key'));
}

/** Single files that containers mount from a volume without a list of its files; a wrong one becomes an empty folder. */
function subPaths(volume: Field, source: string, containers: Pod['containers']): Field[] {
  if (volume.at(source, 'items').exists) return [];
  return containers
    .flatMap(({ root }) => root.at('volumeMounts').list)
    .filter((mount) => mount.at('name').text === volume.at('name').text && mount.at('subPath').exists)
    .map((mount) => mount.at('subPath'));
}

/** Keys of all Secrets that there will be, by namespace and name. */
function secretKeys(stack: Stack): ReadonlyMap<string, readonly string[] | 'any'> {
  const keys = new Map<string, readonly string[] | 'any'>();
  const add = (namespace: string | undefined, name: string | undefined, more: readonly string[] | 'any') => {
    const address = `${namespace ?? ''}/${name}`;
    const before = keys.get(address) ?? [];
    keys.set(address, before === 'any' || more === 'any' ? 'any' : [...new Set([...before, ...more])]);
  };
  for (const { namespace, name, keys: required } of stack.secrets) add(namespace, name, required);
  for (const { namespace, spec } of stack.ofKind('cert-manager.io/Certificate')) {
    add(namespace, spec.at('secretName').text, ['tls.crt', 'tls.key', 'ca.crt']);
  }
  for (const { namespace, name } of stack.ofKind('elasticsearch.k8s.elastic.co/Elasticsearch')) {
    add(namespace, `${name}-es-elastic-user`, ['elastic']);
    add(namespace, `${name}-es-http-certs-public`, ['ca.crt', 'tls.crt']);
  }
  for (const { namespace, name, spec } of stack.ofKind('external-secrets.io/ExternalSecret')) {
    const written = spec.at('data').list.flatMap((item) => item.at('secretKey').text ?? []);
    const target = spec.at('target', 'name').text ?? name;
    add(namespace, target, spec.at('dataFrom').exists ? 'any' : written);
  }
  for (const { namespace, name, spec } of stack.ofKind('bitnami.com/SealedSecret')) {
    add(namespace, name, spec.at('encryptedData').keys);
  }
  return keys;
}

/** Whether cert-manager makes the Secrets that an Ingress names. */
function asksCertManager({ root }: StackObject): boolean {
  return root.at('metadata', 'annotations').keys.some((key) => /^cert-manager\.io\/(cluster-)?issuer$/.test(key));
}
