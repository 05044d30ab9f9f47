import { loadAll } from 'js-yaml';
import { WordPressStackProps } from '../lib';
import { buildApp } from '../main';
import { Manifest } from './objects';

/** Every file that a synthesis would write, by its name in `dist/`. */
export function renderFiles(environments?: Readonly<Record<string, WordPressStackProps>>): ReadonlyMap<string, string> {
  return buildApp('dist', environments).render();
}

/** The objects of an environment, or of one of its files: `production`, `production/site`. */
export function objectsOf(files: ReadonlyMap<string, string>, prefix: string): Manifest[] {
  return [...files]
    .filter(([name]) => name.startsWith(`${prefix}/`) || name.startsWith(`${prefix}.`))
    .flatMap(([, text]) => loadAll(text) as Manifest[]);
}
