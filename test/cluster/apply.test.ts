// The real API server accepts every manifest, and a second look at it finds nothing to change.
import {
  apply,
  applySecrets,
  installDefinitions,
  prepare,
  remove,
  settle,
  testOnOwnControlPlane,
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
describe('the workflow of `kubectl apply -f DIRECTORY`, from nothing to nothing', () => {
  const development = environment('development');

  testOnOwnControlPlane('brings an environment up', async () => {
    await prepare(development, []);
    await applySecrets(development);
    await kubectl(['apply', '-f', development.directory]);
    await settle([development]);
  });

  testOnOwnControlPlane('finds nothing to change the second time', async () => {
    await whileNothingElseMoves(async () => {
      const before = await versions([development]);
      await kubectl(['apply', '-f', development.directory]);
      expect(await versions([development])).toEqual(before);
    });
    expect(await tryKubectl(['diff', '-f', development.directory])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  testOnOwnControlPlane('takes all of it away with `kubectl delete -f DIRECTORY`', async () => {
    await remove(development);
    const left = await get<KubernetesObject>('-f', development.directory, '--ignore-not-found');
    expect(left.map(title)).toEqual([]);
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

describe('once everything runs', () => {
  beforeAll(() => settle(environments));

  // The controllers are halted: a version that moves was moved by this apply.
  testOnOwnControlPlane('applying all of it again changes no object', async () => {
    await whileNothingElseMoves(async () => {
      const all = [...environments, argoCd];
      const before = await versions(all);
      for (const each of all) {
        await apply(each);
      }
      expect(await versions(all)).toEqual(before);
    });
  });

  test.each([...environments, argoCd])('`kubectl diff` finds no difference in $name', async (each) => {
    const difference = await tryKubectl(['diff', '--server-side', '-f', each.directory]);
    expect(difference).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

async function versions(all: typeof environments): Promise<Record<string, string>> {
  const objects = await get<KubernetesObject>(...all.flatMap(({ directory }) => ['-f', directory]));
  const found = Object.fromEntries(objects.map((object) => [title(object), object.metadata.resourceVersion]));
  expect(Object.keys(found).sort()).toEqual([...new Set(all.flatMap((each) => each.objects.map(title)))].sort());
  return found;
}
