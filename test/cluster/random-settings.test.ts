// Whatever settings are accepted, the real API server takes what is rendered from them.
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { ConfigurationError } from '../../lib';
import { buildApp } from '../../main';
import { ENVIRONMENT, randomStack } from '../random-settings';
import { ApiServer } from './api-server';
import { describeOnOwnControlPlane, installDefinitions } from './cluster';
import { kubectl } from './kubectl';
import type { KubernetesObject } from './objects';

/** `SEED=... npm run test:simulated -- random-settings` tries others, `STACKS=...` more or fewer. */
const seed = Number(process.env['SEED'] ?? 20261121);
const wanted = Number(process.env['STACKS'] ?? 300);

describeOnOwnControlPlane(`stacks with random settings, seed ${seed}`, () => {
  let server: ApiServer;
  const namespaces = new Set<string>();

  beforeAll(async () => {
    await installDefinitions();
    server = await ApiServer.connect();
  });
  afterAll(async () => {
    server.close();
    if (namespaces.size > 0) await kubectl(['delete', 'namespace', '--wait=false', ...namespaces]);
  });

  test(`the API server takes ${wanted} of them, strictly and without a warning`, async () => {
    let accepted = 0;
    let looked = 0;
    // Most objects of a stack are those of another one, too.
    const known = new Set<string>();
    const objections = new Set<string>();
    for (const props of stream()) {
      looked += 1;
      let files: ReadonlyMap<string, string>;
      try {
        const app = buildApp('dist', { [ENVIRONMENT]: props });
        files = app.render();
      } catch (error) {
        if (error instanceof ConfigurationError) continue;
        throw error;
      }
      const objects = [...files.values()].flatMap((text) => loadAll(text) as KubernetesObject[]);
      const fresh = objects.filter((object) => isNew(known, JSON.stringify(object)));
      await makeNamespaces(fresh);
      const said = await Promise.all(fresh.map((object) => server.objections(object)));
      said.flat().forEach((text) => objections.add(`stack ${looked}: ${text}`));
      accepted += 1;
      if (accepted === wanted) break;
    }
    console.info(`${accepted} of ${looked} stacks were rendered, with ${known.size} different objects`);
    expect([...objections].slice(0, 20)).toEqual([]);
    expect(accepted).toBe(wanted);
  }, 1_800_000);

  /** Without their quotas, which would count the objects of many stacks together. */
  async function makeNamespaces(objects: readonly KubernetesObject[]): Promise<void> {
    const names = new Set(objects.map(({ metadata }) => metadata.namespace).filter((name) => name !== undefined));
    const missing = [...names].filter((name) => !namespaces.has(name));
    if (missing.length === 0) return;
    const items = missing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    await kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    missing.forEach((name) => namespaces.add(name));
  }
});

/** Settings, as many as are asked for; some of every fifth batch have something in them that nobody should accept. */
function* stream() {
  for (let batch = 0; batch < 1000; batch += 1) {
    yield* fc.sample(randomStack(batch % 5 === 4 ? 2 : 0), { seed: seed + batch, numRuns: 10 });
  }
}

function isNew(known: Set<string>, text: string): boolean {
  if (known.has(text)) return false;
  known.add(text);
  return true;
}
