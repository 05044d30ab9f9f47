import { Json } from '../kubernetes/override';
import { Field } from './field';
import { defineRule, Finding } from './rule';

/** Fields that end in `name` and mean something when they are empty. */
const MAY_BE_EMPTY = new Set(['storageClassName']);

/** What is applied is what is served: a second comparison finds nothing. */
export const cleanJson = defineRule(
  'clean-json',
  'No object has a status, a null, or a name that is empty, which the API server would drop, default or reject.',
  function* ({ objects }): Iterable<Finding> {
    for (const { root } of objects) {
      if (root.at('status').value !== undefined) {
        yield {
          at: root.at('status'),
          value: 'there',
          rule: 'the status is what the cluster reports, and never what is applied',
          fix: 'leave it out',
        };
      }
      for (const { trail, isName } of wrongIn(root.value, [], [])) {
        const at = trail.reduce<Field>(
          (field, key) => (typeof key === 'number' ? (field.list[key] ?? field) : field.at(key)),
          root,
        );
        yield isName
          ? { at, rule: 'an empty name names nothing', fix: 'write the name, or leave the field out' }
          : {
              at,
              value: 'null',
              rule: 'the API server takes a field that is nothing for one to default or delete, and every comparison finds a difference',
              fix: 'leave the field out',
            };
      }
    }
  },
);

interface Wrong {
  /** Keys and indexes on the way to it. */
  readonly trail: readonly (string | number)[];
  /** Whether it is an empty name; a null otherwise. */
  readonly isName: boolean;
}

/** Walks the plain JSON, which is most of the work of all rules, and keeps the way only when something is wrong. */
function wrongIn(value: Json | undefined, way: (string | number)[], found: Wrong[]): Wrong[] {
  if (value === null || value === undefined) found.push({ trail: [...way], isName: false });
  if (typeof value !== 'object' || value === null) return found;
  const below = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of below) {
    way.push(key);
    if (item === '' && isName(key)) found.push({ trail: [...way], isName: true });
    else wrongIn(item, way, found);
    way.pop();
  }
  return found;
}

function isName(key: string | number): boolean {
  return typeof key === 'string' && /(^n|N)ame$/.test(key) && !MAY_BE_EMPTY.has(key);
}
