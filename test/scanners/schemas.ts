/**
 * Writes the schemas that kubeconform needs, so that it asks no server for any:
 *
 *   node -r ./scripts/typescript.js test/scanners/schemas.ts <published schemas> <CRDs> <target>
 *
 * Those of Kubernetes are the strict ones of the Python package kubernetes-validate, made from each version's OpenAPI document; those of
 * custom resources come from the CRDs that `scripts/crds.ts` writes.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The three newest minor versions, which are also those that Kubernetes itself supports. */
export const NEWEST_MINOR = '1.37';
export const MINORS = ['1.35', '1.36', NEWEST_MINOR];

const DEFINITIONS = '_definitions.json';
const PUBLISHED_DEFINITIONS = `"/api/${DEFINITIONS}#`;

export interface Schema {
  readonly [keyword: string]: unknown;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

function main([published = '', crds = '', target = '']: readonly string[]): void {
  for (const minor of MINORS) {
    const from = join(published, `v${minor}.0-local-strict`);
    const to = join(target, minor);
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from).filter((file) => file.endsWith('.json'))) {
      // Without its $id a schema is known by its file's name, and so are the definitions beside it.
      const text = readFileSync(join(from, name), 'utf8').replaceAll(PUBLISHED_DEFINITIONS, `"${DEFINITIONS}#`);
      writeFileSync(join(to, name), JSON.stringify({ ...(JSON.parse(text) as Schema), $id: undefined }));
    }
  }
  for (const file of readdirSync(crds)) {
    const { spec } = parse(readFileSync(join(crds, file), 'utf8')) as Definition;
    const to = join(target, 'crds', spec.group);
    mkdirSync(to, { recursive: true });
    for (const { name, schema } of spec.versions) {
      writeFileSync(
        join(to, `${spec.names.kind.toLowerCase()}_${name}.json`),
        JSON.stringify(strict(schema.openAPIV3Schema)),
      );
    }
  }
}

/** A CRD's schema as a JSON schema that refuses unknown fields, where the API server would drop them silently. */
export function strict(schema: Schema): Schema {
  if (schema['x-kubernetes-int-or-string'] === true) return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  const { properties, items, additionalProperties, type, nullable, ...rest } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined;
  return {
    ...rest,
    ...(type === undefined ? {} : { type: nullable === true ? [type, 'null'] : type }),
    ...(isSchema(items) ? { items: strict(items) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: strict(additionalProperties) } : {}),
    ...(isSchema(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [
              name,
              isSchema(property) ? strict(property) : property,
            ]),
          ),
          ...(open ? {} : { additionalProperties: false }),
        }
      : {}),
  };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (require.main === module) main(process.argv.slice(2));
