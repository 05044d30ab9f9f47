import { defineRule, Finding } from './rule';
import { StackObject } from './stack';

const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Kinds whose names may have a colon, as `system:node`. */
const LOOSE_GROUP = 'rbac.authorization.k8s.io';

/** No object overwrites another one, in whatever environment. */
export const uniqueNames = defineRule(
  'unique-names',
  'No two objects of one kind have one name in one namespace, over all environments of a run.',
  function* ({ objects }): Iterable<Finding> {
    const seen = new Map<string, StackObject>();
    for (const object of objects) {
      const key = `${object.groupKind} ${object.namespace ?? ''}/${object.name}`;
      const first = seen.get(key);
      if (first) {
        const place = object.namespace === undefined ? 'the cluster' : `namespace ${object.namespace}`;
        yield {
          at: object.root.at('metadata', 'name'),
          rule: `${first.root.constructPath} makes the ${object.kind} ${object.name} in ${place} too, and the one that is applied last would overwrite the other`,
          fix: 'give one of them another name or namespace',
        };
      }
      seen.set(key, first ?? object);
    }
  },
);

/** Every object has a kind, a version and a name that the API server takes. */
export const validNames = defineRule(
  'valid-names',
  'Every object has an apiVersion, a kind and a name of its own that the API server takes.',
  function* ({ objects }): Iterable<Finding> {
    for (const { root, name, group } of objects) {
      for (const field of ['apiVersion', 'kind']) {
        const at = root.at(field);
        if (!at.text) yield { at, rule: 'every object says what it is', fix: `give the object its ${field}` };
      }
      const valid = group === LOOSE_GROUP ? name !== '' && !/[/%]/.test(name) : OBJECT_NAME.test(name);
      if (!valid || name.length > 253) {
        yield {
          at: root.at('metadata', 'name'),
          rule: 'a name has lower-case letters, digits, dashes and dots, at most 253, so that a second run finds the object again',
          fix: 'use a StableChart, or write a name like blog-tls',
        };
      }
    }
  },
);
