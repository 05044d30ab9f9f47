// The real API server accepts every manifest, and a second look at it finds nothing to change.
import {
  apply,
  applySecrets,
  describeOnOwnControlPlane,
  installDefinitions,
  prepare,
  printSecrets,
  remove,
  settle,
  whileNothingElseMoves,
} from './cluster';
import { argoCd, environment, environments, missingNamespaces } from './environments';
import { get, kubectl, tryKubectl } from './kubectl';
import { type KubernetesObject, title } from './objects';

beforeAll(installDefinitions);

test('dist/ holds the four environments', () => {
  expect(environments.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['development', 'preproduction', 'production', 'testing']),
  );
});

test.each(environments)('$name creates every namespace that it uses', (each) => {
  expect(missingNamespaces(each)).toEqual([]);
});

// First, while the cluster is empty; the rest of the file and the other files use server-side apply.
describeOnOwnControlPlane('the workflow of `kubectl apply -f DIRECTORY`, from nothing to nothing', () => {
  const development = environment('development');

  test('brings an environment up', async () => {
    await prepare(development, []);
    await applySecrets(development);
    await kubectl(['apply', '-f', development.directory]);
    await settle([development]);
  });

  test('finds nothing to change the second time', async () => {
    await whileNothingElseMoves(async () => {
      const before = await versions([development]);
      await kubectl(['apply', '-f', development.directory]);
      expect(await versions([development])).toEqual(before);
    });
    await noDifference(['-f', development.directory]);
  });

  test('takes all of it away with `kubectl delete -f DIRECTORY`', async () => {
    await remove(development);
    expect(await kubectl(['get', '-f', development.directory, '--ignore-not-found', '-o', 'name'])).toBe('');
  });
});

describe.each([...environments, argoCd])('$name', (each) => {
  test('passes strict validation and admission as a server-side dry run, without a warning', async () => {
    await prepare(each, ['--server-side']);
    const output = await apply(each, '--dry-run=server', '--validate=strict');
    expect(output.trimEnd().split('\n')).toHaveLength(each.objects.length);
  });

  test('is applied without an error or a warning', async () => {
    if (each !== argoCd) {
      await applySecrets(each);
    }
    const output = await apply(each);
    expect(output.trimEnd().split('\n')).toHaveLength(each.objects.length);
  });
});

test('`npm run secrets` leaves the passwords of a running environment alone', async () => {
  expect(await printSecrets(environment('production'))).toBe('');
});

describeOnOwnControlPlane('once everything runs', () => {
  beforeAll(() => settle(environments));

  // The controllers are halted: a version that moves was moved by this apply.
  test('applying all of it again changes no object', async () => {
    await whileNothingElseMoves(async () => {
      const all = [...environments, argoCd];
      const before = await versions(all);
      for (const each of all) {
        await apply(each);
      }
      expect(await versions(all)).toEqual(before);
    });
  });
});

test.each([...environments, argoCd])('`kubectl diff` finds no difference in $name', async (each) => {
  await noDifference(['--server-side', '-f', each.directory]);
});

async function versions(all: typeof environments): Promise<Record<string, string>> {
  const objects = await get<KubernetesObject>(...all.flatMap(({ directory }) => ['-f', directory]));
  const found = Object.fromEntries(objects.map((object) => [title(object), object.metadata.resourceVersion]));
  expect(Object.keys(found).sort()).toEqual([...new Set(all.flatMap((each) => each.objects.map(title)))].sort());
  return found;
}

async function noDifference(args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await tryKubectl(['diff', ...args]);
  // The beginning tells which object and field; all of it can be thousands of lines.
  const beginning = `${stdout}${stderr}`.split('\n').slice(0, 60).join('\n');
  expect({ code, beginning }).toEqual({ code: 0, beginning: '' });
}
