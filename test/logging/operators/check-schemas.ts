import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { loadAll } from 'js-yaml';

/**
 * Compares resources with the schemas of their CustomResourceDefinitions: every field must be known there, have its type, and be one
 * of its values; none that is required may lack.
 *
 * check-schemas.ts DEFINITIONS FOLDER
 */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
}
interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema?: { readonly openAPIV3Schema: Schema } }[];
  };
}
interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
}

function problems(value: unknown, schema: Schema, path: string): string[] {
  if (schema['x-kubernetes-int-or-string']) {
    return typeof value === 'string' || Number.isInteger(value) ? [] : [`${path} is no number or text`];
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is ${String(value)}`];
  if (schema.pattern && !(typeof value === 'string' && new RegExp(schema.pattern).test(value)))
    return [`${path} is ${String(value)}`];
  switch (schema.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${path} is no list`];
      if (schema['x-kubernetes-preserve-unknown-fields']) return [];
      return value.flatMap((item, index) => problems(item, schema.items ?? {}, `${path}[${index}]`));
    case 'object':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
      return fieldProblems(value as Record<string, unknown>, schema, path);
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} is no whole number`];
    case 'number':
    case 'boolean':
    case 'string':
      return typeof value === schema.type ? [] : [`${path} is no ${schema.type}`];
    default:
      return [];
  }
}

function fieldProblems(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const lacking = required.filter((name) => !(name in value)).map((name) => `${path}.${name} lacks`);
  const wrong = Object.entries(value).flatMap(([name, field]) => {
    const known = properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (known) return problems(field, known, `${path}.${name}`);
    const anything = schema['x-kubernetes-preserve-unknown-fields'] ?? additionalProperties === true;
    return anything || (!schema.properties && !additionalProperties && path.endsWith('.metadata'))
      ? []
      : [`${path}.${name} is unknown`];
  });
  return [...lacking, ...wrong];
}

const [, , definitionsFile = '', folder = ''] = process.argv;
const definitions = (loadAll(readFileSync(definitionsFile, 'utf8')) as (Definition | null)[]).flatMap(
  (each) => each ?? [],
);
let compared = 0;
for (const file of readdirSync(folder)) {
  const resource = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Resource;
  const [group, version] = resource.apiVersion.split('/');
  const definition = definitions.find(({ spec }) => spec.group === group && spec.names.kind === resource.kind);
  const schema = definition?.spec.versions.find(({ name }) => name === version)?.schema?.openAPIV3Schema;
  if (!schema) continue;
  const found = problems(resource, schema, resource.kind);
  compared += 1;
  console.log(`${file}: ${found.length === 0 ? 'as its definition says' : found.join('; ')}`);
  if (found.length > 0) process.exitCode = 1;
}
if (compared === 0) throw new Error('no resource has a definition');
