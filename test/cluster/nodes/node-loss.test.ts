// A machine loses its power, with a database and web servers on it.
import { eventually, sleep, waitFor } from '../kubectl';
import { isReady } from '../objects';
import { figure, timed } from './figures';
import {
  cluster,
  clusterProblems,
  DATABASES,
  databaseLogs,
  entrance,
  fullService,
  pods,
  testOnOwnNodes,
  WEB_PODS,
} from './stack';
import { inWords, visitedDuring } from './visitors';

/** Calm for so many seconds is calm. */
const CALM = 20;

testOnOwnNodes('the site goes on, is complete again without the machine, and takes it back', async () => {
  await fullService(180);
  const way = await entrance();
  // Whether visitors find a way in when its machine is lost is the business of the way in.
  const database = (await pods('database')).find(({ spec }) => spec.nodeName !== way.node);
  const machine = database?.spec.nodeName ?? '';
  const seconds: Record<'noticed' | 'complete' | 'returned', string> = { noticed: '', complete: '', returned: '' };

  const report = await visitedDuring({ ...way, visitors: 12, pause: 500 }, async (visitors) => {
    await sleep(3000);
    const began = Date.now();
    const since = (): string => `${((Date.now() - began) / 1000).toFixed(0)} s`;

    await cluster('kill', machine.replace('node', ''));
    await waitFor('--for=condition=Ready=Unknown', `node/${machine}`, '--timeout=120s');
    seconds.noticed = since();
    await eventually('visitors get what they ask for', 120, () =>
      Promise.resolve(visitors.calm >= CALM ? [] : [`the last failure was ${visitors.calm.toFixed(0)} s ago`]),
    );
    await eventually('web servers run on the other machines', 180, async () => {
      const ready = (await pods('web')).filter((pod) => isReady(pod) && pod.spec.nodeName !== machine).length;
      return ready >= WEB_PODS ? [] : [`${ready} of ${WEB_PODS} are ready`];
    });
    seconds.complete = since();
    seconds.returned = await timed(async () => {
      await cluster('up');
      await fullService(240);
    });
  });
  figure(
    `machine lost, noticed after ${seconds.noticed}; last failed request after ${report.lastFailure.toFixed(0)} s; all web servers back after ${seconds.complete}; complete ${seconds.returned} after the machine came back; ${inWords(report)}`,
  );
  if ((await clusterProblems()).length > 0) console.error(await databaseLogs());
  expect(await clusterProblems()).toEqual([]);
  expect(DATABASES).toHaveLength(3);
  // The database decides for some 7 s who is left, and pages are kept for 10; a busy machine takes 16 s for both. Nobody
  // may have to wait until Kubernetes has noticed.
  expect(report.longestSilence).toBeLessThan(40_000);
});
