// Prints every image that an environment runs, or all of them do, a line each: `npm run --silent images -- production`.
import { loadAll } from 'js-yaml';
import { environments } from '../environments';
import { ConfigurationError, rejectionSentence, WordPressStackProps } from '../lib';
import { buildApp } from '../main';

interface Rendered {
  readonly [field: string]: unknown;
}

/** The images of containers, wherever a pod template is, in the order of their names. */
export function imagesOf(all: Readonly<Record<string, WordPressStackProps>>): string[] {
  const files = [...buildApp('dist', all).render().values()];
  const found = files.flatMap((text) => (loadAll(text) as Rendered[]).flatMap(containerImages));
  return [...new Set(found)].sort();
}

function containerImages(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { containers = [], initContainers = [], ...rest } = value as Rendered;
  const here = [containers, initContainers].flat() as { readonly image?: unknown }[];
  const images = here.map(({ image }) => image).filter((image) => typeof image === 'string');
  return [...images, ...Object.values(rest).flatMap(containerImages)];
}

function chosen(name: string | undefined): Readonly<Record<string, WordPressStackProps>> {
  if (name === undefined) return environments;
  const props = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (props) return { [name]: props };
  throw new ConfigurationError(
    rejectionSentence('npm run images', {
      prop: 'environment',
      value: name,
      rule: 'it must be one of environments/',
      fix: `use one of ${Object.keys(environments).join(', ')}, or none for all`,
    }),
  );
}

if (require.main === module) {
  try {
    process.stdout.write(`${imagesOf(chosen(process.argv[2])).join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
