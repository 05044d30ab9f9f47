// dist/ as the tests see it: one folder per environment, and what each still needs from an administrator.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Claim, KubernetesObject, Workload } from './objects';

const dist = process.env['DIST'] ?? join(__dirname, '../../dist');

export interface Environment {
  readonly name: string;
  readonly directory: string;
  readonly objects: readonly KubernetesObject[];
  /** The files that create namespaces: they are applied before the rest. */
  readonly namespaceFiles: readonly string[];
  readonly namespaces: readonly string[];
}

function read(folder: string, name: string): Environment {
  const directory = join(folder, name);
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const documents = parseAllDocuments(readFileSync(join(directory, file), 'utf8'));
      return {
        path: join(directory, file),
        objects: documents
          .map((document) => document.toJS() as KubernetesObject | null)
          .filter((object) => object !== null),
      };
    });
  const objects = files.flatMap((file) => file.objects);
  return {
    name,
    directory,
    objects,
    namespaceFiles: files
      .filter((file) => file.objects.some(({ kind }) => kind === 'Namespace'))
      .map(({ path }) => path),
    namespaces: objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
  };
}

const argoCdFolder = 'argo-cd';

/** The environments of a folder like `dist`, in the order of their names. */
export const environmentsIn = (folder: string): readonly Environment[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== argoCdFolder)
    .map(({ name }) => name)
    .sort()
    .map((name) => read(folder, name));

/** The environments of the architecture. */
export const environments: readonly Environment[] = environmentsIn(dist);

/** What Argo CD is given to deploy the environments from git. */
export const argoCd: Environment = read(dist, argoCdFolder);

/** Those whose database is a cluster; development is content with one of everything. */
export const replicated: readonly string[] = ['preproduction', 'production', 'testing'];

export const environment = (name: string): Environment => {
  const found = environments.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`dist/ has no environment "${name}", only ${environments.map((each) => each.name).join(', ')}`);
  }
  return found;
};

/** Storage classes that claims ask for and nobody in the environment defines: those an administrator owns. */
export function missingStorageClasses({ objects }: Environment): string[] {
  const asked = objects.flatMap((object) => {
    const claims = object.kind === 'PersistentVolumeClaim' ? [object as Claim] : [];
    return [...claims, ...((object as Workload).spec?.volumeClaimTemplates ?? [])].map(
      (claim) => claim.spec.storageClassName,
    );
  });
  const defined = objects.filter(({ kind }) => kind === 'StorageClass').map(({ metadata }) => metadata.name);
  // The empty name asks for no class: such a claim waits for one certain volume.
  return [...new Set(asked)].filter((name): name is string => Boolean(name) && !defined.includes(name ?? '')).sort();
}

/** Namespaces that objects live in and nobody in the environment defines. */
export function missingNamespaces({ objects, namespaces }: Environment): string[] {
  const used = objects.map(({ metadata }) => metadata.namespace).filter((name) => name !== undefined);
  return [...new Set(used)].filter((name) => !namespaces.includes(name)).sort();
}
