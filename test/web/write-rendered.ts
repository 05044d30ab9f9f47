import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { loadAll } from 'js-yaml';

/**
 * Writes the files of all ConfigMaps of `dist/` into folders: `ENVIRONMENT/CONFIGMAP/FILE`.
 *
 * write-rendered.ts FOLDER
 */
interface ConfigMap {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

const folder = process.argv[2] ?? '';
for (const environment of readdirSync('dist')) {
  for (const file of readdirSync(join('dist', environment)).filter((name) => name.endsWith('.yaml'))) {
    const objects = loadAll(readFileSync(join('dist', environment, file), 'utf8')) as (ConfigMap | null)[];
    for (const object of objects) if (object?.kind === 'ConfigMap') write(join(folder, environment), object);
  }
}

function write(parent: string, { metadata, data = {} }: ConfigMap): void {
  mkdirSync(join(parent, metadata.name), { recursive: true });
  for (const [file, text] of Object.entries(data)) writeFileSync(join(parent, metadata.name, file), text);
}
