import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Finding, objectName, Scanner } from './finding';
import { run, tool } from './tool';

type ResultSet = Readonly<Record<string, { readonly ID: string; readonly Message: string; readonly Success: boolean }>>;

interface Result {
  readonly Name: string;
  readonly Namespace: string;
  readonly Kind: string;
  readonly Results: ResultSet | null;
  readonly PodResult: {
    readonly Results: ResultSet | null;
    readonly ContainerResults: readonly { readonly Name: string; readonly Results: ResultSet }[];
  } | null;
}

/** Every check that Polaris has, and none of the exemptions that it grants by the names of well-known programs. */
export const polaris: Scanner = {
  name: 'polaris',
  proof: 'runAsPrivileged',
  scan(folder) {
    const names = readFileSync(tool('polaris-checks'), 'utf8').trim().split('\n');
    const work = mkdtempSync(join(tmpdir(), 'polaris-'));
    const config = join(work, 'config.json');
    writeFileSync(config, JSON.stringify({ checks: Object.fromEntries(names.map((name) => [name, 'danger'])) }));
    try {
      const output = run(tool('bin', 'polaris'), [
        'audit',
        '--config',
        config,
        '--audit-path',
        folder,
        '--format',
        'json',
      ]);
      const { Results } = JSON.parse(output) as { readonly Results: readonly Result[] };
      return {
        checks: new Set(names),
        objects: new Set(Results.map(({ Kind, Namespace, Name }) => objectName(Kind, Namespace, Name))),
        findings: Results.flatMap((result) => [
          ...failures(result, result.Results),
          ...failures(result, result.PodResult?.Results ?? null),
          ...(result.PodResult?.ContainerResults ?? []).flatMap(({ Name, Results: inContainer }) =>
            failures(result, inContainer, Name),
          ),
        ]),
      };
    } finally {
      rmSync(work, { recursive: true });
    }
  },
};

function failures({ Kind, Namespace, Name }: Result, results: ResultSet | null, container?: string): Finding[] {
  return Object.values(results ?? {})
    .filter(({ Success }) => !Success)
    .map(({ ID, Message }) => ({
      scanner: polaris.name,
      check: ID,
      object: objectName(Kind, Namespace, Name, container),
      message: Message,
    }));
}
