import { formatBytes, parseQuantity } from '../kubernetes/quantity';
import { Field } from './field';
import { defineRule, Finding } from './rule';

/** Every mount has its volume, every volume its mount. */
export const mountedVolumes = defineRule(
  'mounted-volumes',
  'Every volume that is mounted is there once, every one that is there is mounted, and no two mounts are in one place.',
  function* ({ pods }): Iterable<Finding> {
    for (const { owner, spec, containers } of pods) {
      const volumes = spec.at('volumes').list.map((volume) => volume.at('name'));
      const claims = owner.spec.at('volumeClaimTemplates').list.map((claim) => claim.at('metadata', 'name'));
      const names = [...volumes, ...claims];
      const mounts = containers.flatMap(({ root }) => [
        ...root.at('volumeMounts').list,
        ...root.at('volumeDevices').list,
      ]);
      const mounted = new Set(mounts.map((mount) => mount.at('name').text));
      for (const at of repeated(names)) {
        yield { at, rule: 'another volume of the pod has this name', fix: 'rename one of them' };
      }
      for (const at of names) {
        if (!mounted.has(at.text)) {
          yield { at, rule: 'no container mounts this volume, so it does nothing', fix: 'mount it, or leave it out' };
        }
      }
      for (const at of mounts.map((mount) => mount.at('name'))) {
        if (!names.some(({ text }) => text === at.text)) {
          yield { at, rule: 'the pod has no volume of this name', fix: 'add the volume, or correct the name' };
        }
      }
      for (const { root } of containers) {
        for (const at of repeated(root.at('volumeMounts').list.map((mount) => mount.at('mountPath')))) {
          yield { at, rule: 'another mount of the container is in this place', fix: 'use another mountPath' };
        }
      }
    }
  },
);

/** Files in memory count against the containers' limits, and kill them when they exceed these. */
export const memoryVolumes = defineRule(
  'memory-volumes',
  'Every emptyDir in memory has a size, and all of a pod fit into the memory of its containers.',
  function* ({ pods }): Iterable<Finding> {
    for (const { spec, containers } of pods) {
      const volumes = spec.at('volumes').list.map((volume) => volume.at('emptyDir'));
      const sizes = volumes
        .filter((volume) => volume.at('medium').text === 'Memory')
        .map((volume) => volume.at('sizeLimit'));
      for (const at of sizes) {
        if (!at.exists) {
          yield {
            at,
            rule: 'a volume in memory without a size may fill the memory of its containers, which are then killed',
            fix: 'give it a sizeLimit',
          };
        }
      }
      const used = sum(sizes);
      const limits = containers.filter(({ ends }) => !ends).map(({ root }) => root.at('resources', 'limits', 'memory'));
      if (used > sum(limits)) {
        yield {
          at: spec.at('volumes'),
          value: `${formatBytes(used)} in memory`,
          rule: `files in memory count against the containers' memory, which is ${formatBytes(sum(limits))}`,
          fix: 'use smaller volumes, volumes on disk, or more memory',
        };
      }
    }
  },
);

function repeated(fields: readonly Field[]): Field[] {
  return fields.filter(({ text }, index) => fields.findIndex((other) => other.text === text) !== index);
}

function sum(quantities: readonly Field[]): number {
  return quantities.reduce((total, { text }) => total + (parseQuantity(text ?? '') ?? 0), 0);
}
