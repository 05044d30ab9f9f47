import { Field } from './field';
import { defineRule, Finding } from './rule';
import { Json } from '../kubernetes/override';

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
      yield* wrongIn(root, root.value);
    }
  },
);

/** Walks the plain JSON, and names a place only when something is wrong there. */
function* wrongIn(at: Field, value: Json | undefined): Iterable<Finding> {
  if (Array.isArray(value)) {
    if (value.some(isWrongWithin)) {
      const places = at.list;
      for (const [index, item] of value.entries()) {
        const place = places[index];
        if (place) yield* isNothing(item) ? [nothing(place)] : wrongIn(place, item);
      }
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (isNothing(item)) yield nothing(at.at(key));
    else if (isEmptyName(key, item)) {
      yield {
        at: at.at(key),
        rule: 'an empty name names nothing',
        fix: 'write the name, or leave the field out',
      };
    } else if (typeof item === 'object' && isWrongWithin(item)) yield* wrongIn(at.at(key), item);
  }
}

function isWrongWithin(value: Json): boolean {
  if (isNothing(value)) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(isWrongWithin);
  return Object.entries(value).some(([key, item]) => isEmptyName(key, item) || isWrongWithin(item));
}

function isNothing(value: Json | undefined): value is null | undefined {
  return value === null || value === undefined;
}

function isEmptyName(key: string, value: Json): boolean {
  return value === '' && /(^n|N)ame$/.test(key) && !MAY_BE_EMPTY.has(key);
}

function nothing(at: Field): Finding {
  return {
    at,
    value: 'null',
    rule: 'the API server takes a field that is nothing for one to default or delete, and every comparison finds a difference',
    fix: 'leave the field out',
  };
}
