import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/**
 * A script or configuration file that runs in a container, from the `files` folder of a room.
 *
 * `{{name}}` in it is replaced by the value of that name; nothing else is touched, so that linters and the real
 * daemons check the bytes that ship.
 *
 * @param room the folder below `lib/`
 * @throws Error if a placeholder has no value, or a value no placeholder: a mistake in the library, not in a setting
 */
export function configurationFile(
  room: string,
  name: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const unused = new Set(Object.keys(values));
  const text = readFileSync(join(__dirname, '..', room, 'files', name), 'utf8').replace(
    PLACEHOLDER,
    (_, key: string) => {
      const value = values[key];
      if (value === undefined) throw new Error(`${room}/files/${name}: no value for {{${key}}}`);
      unused.delete(key);
      return String(value);
    },
  );
  if (unused.size > 0) throw new Error(`${room}/files/${name}: nothing takes ${[...unused].join(', ')}`);
  return text;
}

/** A short hash of configuration, for a pod template's annotation: a changed file then rolls the pods. */
export function contentHash(...contents: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 16);
}
