// More visitors, more web servers; and fewer again.
import { Duration } from 'cdk8s';
import { testing } from '../../../environments/testing';
import { Scale } from '../../../lib';
import { eventually, get, kubectl } from '../kubectl';
import type { Autoscaler } from '../objects';
import { figure, timed } from './figures';
import { apply, entrance, fullService, MANIFESTS, NAMESPACE, pods, withManifests } from './stack';
import { inWords, visitedDuring } from './visitors';

const FEWEST = 3;
const MOST = 4;
const scale = Scale.between(FEWEST, MOST, 70, Duration.seconds(15));

const webServers = (wanted: number, seconds: number): Promise<void> =>
  eventually(`${wanted} web servers`, seconds, async () => {
    const found = (await pods('web')).length;
    return found === wanted ? [] : [`there are ${found}: ${await autoscaler()}`];
  });

async function autoscaler(): Promise<string> {
  const [{ status } = {}] = await get<Autoscaler>('horizontalpodautoscaler', '-n', NAMESPACE);
  return JSON.stringify(status);
}

beforeAll(() => fullService(180));

// As the documentation says: the autoscaler is in no file any more, and the number was its own.
afterAll(async () => {
  await kubectl(['-n', NAMESPACE, 'delete', 'horizontalpodautoscaler/web-autoscaler']);
  await apply(MANIFESTS, '--force-conflicts');
  await fullService(180);
});

test('the autoscaler adds web servers under load, and takes them away after it', async () => {
  // Whose number it is must be said before the manifests leave it out, or there is one pod for a moment.
  await kubectl(['-n', NAMESPACE, 'scale', 'deployment/web', `--replicas=${FEWEST}`]);
  await withManifests({ web: { ...testing.web, scale } }, (folder) => apply(folder));
  await fullService(180);

  const path = (n: number): string => `/?s=load-${n}`;
  let up = '';
  const report = await visitedDuring({ ...(await entrance()), visitors: 6, pause: 0, path }, async () => {
    up = await timed(() => webServers(MOST, 180));
  });
  const down = await timed(() => webServers(FEWEST, 300));
  figure(
    `${FEWEST} to ${MOST} web servers after ${up} of load, back after ${down} of calm; meanwhile ${inWords(report)}`,
  );
  expect(report.failures).toEqual([]);
});
