// Lines of answered requests reach Kafka, while Filebeat, web servers and brokers come and go.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { eventually, get, kubectl, sleep } from '../kubectl';
import { isReady, type Pod, type Workload } from '../objects';
import { cluster, pods } from '../nodes/stack';
import { loadDuring, type Outcome, sentDuring, unloggedDuring, webPods } from './load';
import { Lines, startReader, stopReader } from './reader';
import { Results } from './results';
import { BROKERS, NAMESPACE, WEB_PODS } from './stack';

/** Of the steady load: requests a second to each web server, and for how long. */
const RATE = Number(process.env['RATE'] ?? 200);
const STEADY = Number(process.env['STEADY'] ?? 20);
/** Seconds of each of the other loads, and for how long all of Kafka is away. */
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 20);
const AWAY = Number(process.env['AWAY'] ?? 20);
/** For how long a machine is lost, in seconds: longer than anybody waits for an answer. */
const LOST = Number(process.env['LOST'] ?? 60);
const FLOOD = 2000;
/** Until then the compilers of new brokers take a third of a processor, which a broker elsewhere would not, in seconds. */
const WARM_UP = Number(process.env['WARM_UP'] ?? 60);

const results = new Results();
const lines = new Lines();
const brokers = Array.from({ length: BROKERS }, (_, ordinal) => `kafka-${ordinal}`);
const killed = (pod: string, container: string): Promise<void> => cluster('kill-process', NAMESPACE, pod, container);

const allReady = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const [instance, wanted] of [
    ['kafka', BROKERS],
    ['web', WEB_PODS],
  ] as const) {
    const ready = (await pods(instance, NAMESPACE)).filter(isReady).length;
    if (ready !== wanted) found.push(`${ready} of ${wanted} pods of ${instance} are ready`);
  }
  return found;
};

const seconds = async (action: () => Promise<unknown>): Promise<string> => {
  const began = Date.now();
  await action();
  return `${((Date.now() - began) / 1000).toFixed(0)} s`;
};

const ready = (): Promise<void> => eventually('all pods were ready', 400, allReady);

/** A machine with a broker and without a web server, whose loss nobody would answer for, and that broker's name. */
async function machineOfBrokerAlone(): Promise<readonly [string, string]> {
  const taken = (await webPods()).map(({ spec }) => spec.nodeName);
  const broker = (await pods('kafka', NAMESPACE)).find(({ spec }) => !taken.includes(spec.nodeName));
  if (broker?.spec.nodeName === undefined) throw new Error('there is a web server beside each broker');
  return [broker.spec.nodeName, broker.metadata.name];
}

/** The longest time within so many seconds in which no line came to the reader, in seconds. */
async function longestSilence(within: number): Promise<number> {
  const began = Date.now();
  let longest = 0;
  for (let came = began, before = lines.count; Date.now() - began < within * 1000; await sleep(500)) {
    await lines.update();
    longest = Math.max(longest, Date.now() - came);
    if (lines.count > before) came = Date.now();
    before = lines.count;
  }
  return longest / 1000;
}

function drill(name: string, longest: number, run: () => Promise<Outcome>, twiceAllowed = false): void {
  test(
    name,
    async () => {
      await ready();
      const outcome = await run();
      results.add(name, outcome);
      expect({ name, lost: outcome.lost, ...(!twiceAllowed && { twice: outcome.twice }) }).toEqual({
        name,
        lost: 0,
        ...(!twiceAllowed && { twice: 0 }),
      });
      expect(outcome.peak).toBeGreaterThan(0);
      expect(outcome.peak).toBeLessThanOrEqual(100 * 1024);
    },
    (longest + 900) * 1000,
  );
}

beforeAll(async () => {
  await ready();
  await eventually('the topic was made', 300, async () => {
    const jobs = await get<Workload>('jobs', '-n', NAMESPACE);
    return jobs.some(({ status }) => status.succeeded === 1) ? [] : ['its Job has not ended'];
  });
  const starts = (await pods('kafka', NAMESPACE)).map(({ metadata, status }) => {
    const since = status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
    return `${(Date.parse(since) - Date.parse(metadata.creationTimestamp)) / 1000} s`;
  });
  results.note(`the brokers' pods were ready ${starts.join(', ')} after they were made`);
  const [broker] = await get<Pod>('pod', 'kafka-0', '-n', NAMESPACE);
  await startReader(broker?.spec.containers[0]?.image ?? '');
}, 900_000);

afterAll(async () => {
  results.write(process.env['DRILL_RESULTS'] ?? join(__dirname, '../../../build/drills/logs.md'));
  await stopReader();
}, 60_000);

drill(`steady, ${RATE} a second to each web server`, STEADY, () => loadDuring(lines, RATE, () => sleep(STEADY * 1000)));

drill('50 a second, Filebeat killed', SECONDS, () =>
  loadDuring(lines, 50, async ([first]) => {
    await sleep((SECONDS / 3) * 1000);
    await killed(first?.metadata.name ?? '', 'filebeat');
    await sleep((SECONDS * 2000) / 3);
  }),
);

// Nobody refuses a connection to it: everybody has to notice by themselves that nothing comes back.
// Before a web server is deleted: the reader is beside one of the first, so never on that machine.
drill(
  `50 a second, a machine with a broker lost for ${LOST} s`,
  LOST,
  async () => {
    const [machine = '', broker = ''] = await machineOfBrokerAlone();
    let silence = 0;
    const outcome = await loadDuring(lines, 50, async () => {
      const fails = async (): Promise<void> => {
        await sleep(5000);
        await cluster('kill', machine.replace('node', ''));
      };
      [silence] = await Promise.all([longestSilence(LOST), fails()]);
      await cluster('up');
      await ready();
    });
    results.note(
      `${broker}'s machine lost: no line came for ${silence.toFixed(0)} s (load ${loadavg()[0]?.toFixed(0)})`,
    );
    return outcome;
  },
  true,
);

drill('50 a second, a web server deleted', SECONDS, () =>
  loadDuring(lines, 50, async ([first]) => {
    await sleep((SECONDS / 3) * 1000);
    await kubectl(['delete', 'pod', '-n', NAMESPACE, first?.metadata.name ?? '']);
  }),
);

// A broker that dies may have lines that it did not say it had: they are sent again.
drill(
  '200 a second, one broker killed',
  SECONDS,
  () =>
    loadDuring(lines, 200, async () => {
      await sleep((SECONDS / 3) * 1000);
      await killed('kafka-1', 'kafka');
      await sleep((SECONDS * 2000) / 3);
    }),
  true,
);

drill(
  '50 a second, all brokers killed at once, which start by themselves',
  SECONDS,
  () =>
    loadDuring(lines, 50, async () => {
      await Promise.all(brokers.map((broker) => killed(broker, 'kafka')));
      const took = await seconds(async () => {
        await sleep(10_000);
        await ready();
      });
      results.note(`brokers killed at once were all ready again after ${took} (load ${loadavg()[0]?.toFixed(0)})`);
    }),
  true,
);

drill(
  `50 a second, all brokers killed and away for ${AWAY} s`,
  AWAY,
  () =>
    loadDuring(lines, 50, async () => {
      await Promise.all(brokers.map((broker) => killed(broker, 'kafka')));
      await kubectl(['scale', '-n', NAMESPACE, 'statefulset/kafka', '--replicas=0']);
      await sleep(AWAY * 1000);
      await eventually('no broker was left', 180, async () =>
        (await get<Pod>('pods', '-n', NAMESPACE, '-l', 'app.kubernetes.io/instance=kafka')).map(
          ({ metadata }) => metadata.name,
        ),
      );
      await kubectl(['scale', '-n', NAMESPACE, 'statefulset/kafka', `--replicas=${BROKERS}`]);
      const took = await seconds(ready);
      results.note(`a cold start of all brokers took ${took} (load ${loadavg()[0]?.toFixed(0)})`);
    }),
  true,
);

/** Runs something while all other machines than this pod's wait for its processors: they would have their own. */
async function withoutOthers(pod: Pod | undefined, action: () => Promise<void>): Promise<void> {
  const machines = new Set(
    [...(await pods('kafka', NAMESPACE)), ...(await webPods())].map(({ spec }) => spec.nodeName),
  );
  const others = [...machines].flatMap((name) =>
    name === undefined || name === pod?.spec.nodeName ? [] : [name.replace('node', '')],
  );
  try {
    for (const machine of others) await cluster('rest', machine);
    await action();
  } finally {
    for (const machine of others) await cluster('work', machine);
  }
}

test('flood', async () => {
  await ready();
  const targets = (await webPods()).slice(0, 1);
  await withoutOthers(targets[0], () => floods(targets));
}, 1_800_000);

async function floods(targets: readonly Pod[]): Promise<void> {
  await sentDuring({ path: '/missing.php?warm-up=', rate: FLOOD }, targets, () => sleep(WARM_UP * 1000));
  const p99: { logged: number[]; unlogged: number[] } = { logged: [], unlogged: [] };
  // In turn, because a busy machine is not always equally so.
  for (const round of [1, 2, 3, 4, 5]) {
    const unlogged = await unloggedDuring(FLOOD, targets, () => sleep(SECONDS * 1000));
    results.note(
      `${FLOOD} a second that are not logged, round ${round}: ${unlogged.requests - unlogged.unanswered.length} answered, ` +
        `${unlogged.unanswered.length} not, median ${unlogged.median.toFixed(1)} ms, p99 ${unlogged.p99.toFixed(1)} ms ` +
        `(load ${loadavg()[0]?.toFixed(0)})`,
    );
    const flood = await loadDuring(lines, FLOOD, () => sleep(SECONDS * 1000), targets);
    results.add(`${FLOOD} a second to one web server, round ${round}`, flood);
    p99.unlogged.push(unlogged.p99);
    p99.logged.push(flood.p99);
    expect({ unanswered: flood.unanswered, errors: flood.errors }).toEqual({ unanswered: [], errors: [] });
    expect(flood.peak).toBeLessThanOrEqual(100 * 1024);
    results.note(
      `round ${round}: ${flood.lost} lines lost, of which nginx left out ${flood.leftOut}; ${flood.shed} bytes dropped`,
    );
    expect(flood.leftOut).toBeGreaterThan(0);
    expect(flood.leftOut).toBeLessThanOrEqual(flood.lost);
    // What else is lost is said by whoever drops it, which the shipper may have read.
    expect(flood.lost === flood.leftOut || flood.shed > 0).toBe(true);
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const share = mean(p99.logged) / mean(p99.unlogged);
  results.note(`p99 with a log that overflows: ${(share * 100).toFixed(0)} % of that without a log`);
}
