import { readFileSync } from 'fs';
import { join } from 'path';
import { load } from 'js-yaml';
import { Json, JsonObject } from '../../lib/kubernetes/override';
import { RULES } from '../../lib/rules';
import { RuleInput, Violation } from '../../lib/rules/rule';
import { Stack } from '../../lib/rules/stack';

const { objects } = load(readFileSync(join(__dirname, 'house.yaml'), 'utf8')) as { objects: JsonObject[] };

/** Changes one thing in a stack. */
export type Edit = (input: RuleInput) => RuleInput;

/** The stack of `house.yaml`, made by constructs `house/<kind>/<name>`, after some edits. */
export function house(...edits: readonly Edit[]): RuleInput {
  const input: RuleInput = {
    objects: objects.map(rendered),
    secrets: [
      { namespace: 'blog', name: 'database-accounts', keys: ['wordpress', 'backup'] },
      { namespace: 'blog', name: 'blog-tls', keys: ['tls.crt', 'tls.key'] },
    ],
  };
  return edits.reduce((before, edit) => edit(before), input);
}

/** Puts a value at a place, which is written as in the sentences: `spec.template.spec.containers[nginx].image`. */
export function set(target: string, place: string, value: Json): Edit {
  return change(target, place, (parent, key) => {
    parent[key] = value;
  });
}

/** Takes away what is at a place. */
export function drop(target: string, place: string): Edit {
  return change(target, place, (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  });
}

/** Adds an item to the list at a place. */
export function push(target: string, place: string, value: Json): Edit {
  return change(target, place, (parent, key) => {
    parent[key] = [...((parent[key] as Json[] | undefined) ?? []), value];
  });
}

/** Adds an object. */
export function add(json: JsonObject): Edit {
  return (input) => ({ ...input, objects: [...input.objects, rendered(json)] });
}

/** Adds a copy of an object that differs in some places. */
export function copy(target: string, places: Readonly<Record<string, Json>>): Edit {
  return (input) => {
    const { json } = find(input, target);
    const added = { ...input, objects: [{ path: `house/copy/${target}`, json: clone(json) }] };
    const [object] = Object.entries(places).reduce(
      (before, [place, value]) => set(target, place, value)(before),
      added as RuleInput,
    ).objects;
    return object ? { ...input, objects: [...input.objects, object] } : input;
  };
}

/** Takes an object away. */
export function remove(target: string): Edit {
  return (input) => ({ ...input, objects: input.objects.filter((object) => object !== find(input, target)) });
}

/** Says that an object is there already. */
export function existing(kind: string, name: string, namespace?: string): Edit {
  return (input) => ({ ...input, existing: [...(input.existing ?? []), { kind, name, namespace }] });
}

/** What one rule finds. */
export function check(rule: string, input: RuleInput): Violation[] {
  const found = RULES.find(({ name }) => name === rule);
  if (!found) throw new Error(`there is no rule ${rule}`);
  return found.check(new Stack(input));
}

interface RuleCases {
  /** Edits after which the stack still keeps the rule. */
  readonly accepts?: Readonly<Record<string, readonly Edit[]>>;
  /** Edits after which it doesn't, and the sentences about it. */
  readonly rejects: Readonly<Record<string, readonly [readonly Edit[], ...string[]]>>;
}

/** Tests of one rule. The stack as it is keeps all of them. */
export function testRule(rule: string, { accepts = {}, rejects }: RuleCases): void {
  describe(rule, () => {
    test.each(Object.entries({ 'the stack as it is': [], ...accepts }))('accepts %s', (_, edits) => {
      expect(check(rule, house(...edits))).toEqual([]);
    });

    test.each(Object.entries(rejects))('rejects %s', (_, [edits, ...sentences]) => {
      const found = check(rule, house(...edits));
      expect(found.map(({ message }) => message)).toEqual(sentences);
      for (const violation of found) {
        expect(violation.rule).toBe(rule);
        expect(violation.message.startsWith(`${violation.path}: `)).toBe(true);
      }
    });
  });
}

function rendered(json: JsonObject): RuleInput['objects'][number] {
  const { name } = (json.metadata ?? {}) as JsonObject;
  return { path: `house/${String(json.kind)}/${String(name)}`, json: clone(json) };
}

function clone(json: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(json)) as JsonObject;
}

function find({ objects: all }: RuleInput, target: string): RuleInput['objects'][number] {
  const found = all.find(({ path }) => path === `house/${target}`) ?? all.find(({ path }) => path.endsWith(target));
  if (!found) throw new Error(`the house has no ${target}`);
  return found;
}

function change(target: string, place: string, edit: (parent: Parent, key: string) => void): Edit {
  return (input) => {
    const before = find(input, target);
    const json = clone(before.json);
    const keys = [...place.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map(([, bracket, plain]) => bracket ?? plain ?? '');
    const last = keys.pop() ?? '';
    const parent = keys.reduce<Json>(below, json) as Parent;
    edit(parent, Array.isArray(parent) ? String(indexOf(parent, last)) : last);
    return { ...input, objects: input.objects.map((object) => (object === before ? { ...object, json } : object)) };
  };
}

/** A list or an object; both are written to by keys. */
type Parent = JsonObject & Json[];

function below(value: Json, key: string): Json {
  if (Array.isArray(value)) return value[indexOf(value, key)] ?? null;
  const object = value as JsonObject;
  return (object[key] ??= {});
}

function indexOf(list: readonly Json[], key: string): number {
  const index = list.findIndex((item) => (item as JsonObject).name === key);
  return index >= 0 ? index : Number(key);
}
