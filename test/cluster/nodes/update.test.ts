// Software is updated by replacing pods, while visitors go on reading.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_IMAGES, type Images } from '../../../lib';
import { run } from '../kubectl';
import { figure, timed } from './figures';
import { apply, entrance, fullService, MANIFESTS, pods, STATE, testOnOwnNodes, withManifests } from './stack';
import { inWords, visitedDuring } from './visitors';

/** Gives an image a second name on every node, as a registry would have a newer version of it. */
async function publish(image: string, name: string): Promise<void> {
  for (const node of readdirSync(STATE).filter((entry) => /^n\d$/.test(entry))) {
    const socket = join(STATE, node, 'run/containerd/containerd.sock');
    const containerd = ['--address', socket, '--namespace', 'k8s.io'];
    const { code, stderr } = await run(join(STATE, 'bin/ctr'), [
      ...containerd,
      'images',
      'tag',
      '--force',
      image,
      name,
    ]);
    if (code !== 0) throw new Error(`${node} did not take ${name}: ${stderr}`);
  }
}

const imagesInUse = async (container: string): Promise<string[]> => {
  const used = (await pods('web')).flatMap(({ spec }) => [...spec.containers, ...(spec.initContainers ?? [])]);
  return [...new Set(used.filter(({ name }) => name === container).map(({ image }) => image))];
};

beforeAll(() => fullService(120));

afterAll(async () => {
  await apply(MANIFESTS);
  await fullService(180);
});

testOnOwnNodes.each<[string, string, keyof Images]>([
  ['web server', 'nginx', 'nginx'],
  ['sidecar', 'filebeat', 'filebeat'],
])('the %s alone is updated, and no request fails', async (_, container, key) => {
  const newer = `${DEFAULT_IMAGES[key]}-newer`;
  await publish(DEFAULT_IMAGES[key], newer);
  const old = new Set((await pods('web')).map(({ metadata }) => metadata.uid));
  let replaced = '';
  const report = await visitedDuring({ ...(await entrance()), visitors: 4, pause: 150 }, async () => {
    replaced = await withManifests({ images: { [key]: newer } }, (manifests) =>
      timed(async () => {
        await apply(manifests);
        await fullService(300);
      }),
    );
  });
  figure(`${container} of all web servers replaced in ${replaced}: ${inWords(report)}`);
  expect((await pods('web')).filter(({ metadata }) => old.has(metadata.uid))).toEqual([]);
  expect(await imagesInUse(container)).toEqual([newer]);
  expect(report.failures).toEqual([]);
  expect(report.requests).toBeGreaterThan(100);
});
