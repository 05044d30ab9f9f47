import { Field } from './field';
import { defineRule, Finding } from './rule';
import { Stack } from './stack';

/** The limit of etcd, behind the API server. */
const LARGEST_CONFIG_MAP = 2 ** 20;
const BASE64_EXPANSION = 4 / 3;

/** Nobody gets a volume of whatever class is the default that day. */
export const namedStorageClasses = defineRule(
  'named-storage-classes',
  'Every claim of a volume names its storage class, or the volume itself.',
  function* (stack): Iterable<Finding> {
    for (const claim of claims(stack)) {
      const at = claim.at('storageClassName');
      const fixed = at.text === '' && claim.at('volumeName').exists;
      if (!at.text && !fixed) {
        yield {
          at,
          rule: "without one the volume is of the cluster's default class, which may be another one or none",
          fix: 'ask for a class, as in volume: { size, class }',
        };
      }
    }
  },
);

/** Databases lock and sync; NFS promises neither. */
export const noDataOnNfs = defineRule(
  'no-data-on-nfs',
  "No StatefulSet keeps its data on a class that this run's NFS provisioner serves.",
  function* (stack): Iterable<Finding> {
    const nfs = nfsClasses(stack);
    for (const at of claimTemplates(stack).map((claim) => claim.at('storageClassName'))) {
      if (nfs.has(at.text)) {
        yield {
          at,
          rule: 'this class is on NFS, which neither locks nor syncs as databases and queues need it',
          fix: 'use a class of block storage',
        };
      }
    }
  },
);

/** The API server takes it. */
export const configMapSizes = defineRule(
  'config-map-sizes',
  'Every ConfigMap is smaller than 1 MiB.',
  function* (stack): Iterable<Finding> {
    for (const { root } of stack.ofKind('ConfigMap')) {
      const bytes = sizeOf(root.at('data')) + sizeOf(root.at('binaryData')) / BASE64_EXPANSION;
      if (bytes >= LARGEST_CONFIG_MAP) {
        yield {
          at: root.at('data'),
          value: `${Math.ceil(bytes)} bytes`,
          rule: 'the API server takes less than 1048576 bytes',
          fix: 'put large files into an image or a volume',
        };
      }
    }
  },
);

function claims(stack: Stack): Field[] {
  return [...stack.ofKind('PersistentVolumeClaim').map(({ spec }) => spec), ...claimTemplates(stack)];
}

function claimTemplates(stack: Stack): Field[] {
  return stack
    .ofKind('apps/StatefulSet')
    .flatMap(({ spec }) => spec.at('volumeClaimTemplates').list.map((template) => template.at('spec')));
}

/** Classes whose provisioner is known for NFS by its name, or runs here with an NFS server. */
function nfsClasses(stack: Stack): ReadonlySet<string | undefined> {
  const provisioners = new Set(
    stack.pods
      .flatMap(({ containers }) => containers)
      .map(({ root }) => new Map(root.at('env').list.map((each) => [each.at('name').text, each.at('value').text])))
      .filter((variables) => variables.has('NFS_SERVER'))
      .map((variables) => variables.get('PROVISIONER_NAME')),
  );
  return new Set(
    stack
      .ofKind('storage.k8s.io/StorageClass')
      .filter(({ root }) => {
        const provisioner = root.at('provisioner').text;
        return /(^|[./-])nfs([./-]|$)/.test(provisioner ?? '') || provisioners.has(provisioner);
      })
      .map(({ name }) => name),
  );
}

function sizeOf(data: Field): number {
  return Object.entries(data.texts).reduce(
    (sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text),
    0,
  );
}
