import { spawnSync } from 'child_process';
import { join } from 'path';

const SCRIPT = join(__dirname, '../../lib/database/files/galera-decide.sh');
const HISTORY = 'aaaaaaaa-0000-0000-0000-000000000001';
const OTHER_HISTORY = 'bbbbbbbb-0000-0000-0000-000000000002';
const NO_HISTORY = '00000000-0000-0000-0000-000000000000';

interface State {
  readonly phase: string;
  readonly uuid: string;
  readonly seqno: number;
  readonly safe: boolean;
  readonly departure?: string;
}

function state(phase: string, uuid = NO_HISTORY, seqno = -1, safe = false): State {
  return { phase, uuid, seqno, safe };
}

const empty = state('empty');
const fresh = state('fresh');
const incomplete = state('incomplete');
const silent = state('silent');
const recovering = state('recovering');
const joining = state('joining');
const unknown = state('unknown', HISTORY);
// Its number is how many nodes it counts.
const primary = state('primary', HISTORY, 2, true);
const donor = state('primary', HISTORY, 2);
const unaware = state('primary', HISTORY, 3, true);
const leaving = { ...primary, departure: 'leaving' };
const nonprimary = state('nonprimary', HISTORY, 5);
const running = (seqno: number, uuid = HISTORY) => state('nonprimary', uuid, seqno);
const halfCopied = state('nonprimary', NO_HISTORY, -1);
const stopped = (seqno: number, safe = false, uuid = HISTORY) => state('stopped', uuid, seqno, safe);

/** What galera-decide.sh says for each of many cases, in one bash. */
function decisions(
  cases: readonly { readonly own: number; readonly nodes: readonly State[]; readonly order?: string }[],
): string[] {
  const input = cases
    .map(({ own, nodes, order = '' }) => {
      const lines = nodes.map(({ phase, uuid, seqno, safe, departure }, i) =>
        [i, phase, uuid, seqno, safe ? 1 : 0, ...(departure === undefined ? [] : [departure])].join(' '),
      );
      return `(set -- ${own} ${nodes.length} '${order}'; main "$@" <<'END'\n${lines.join('\n')}\nEND\n)`;
    })
    .join('\n');
  const { stdout, stderr, status } = spawnSync('bash', ['-s'], {
    input: `source '${SCRIPT}'\n${input}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.trimEnd().split('\n');
}

function decision(own: number, ...nodes: State[]): string {
  return decisions([{ own, nodes }])[0] ?? '';
}

/** A step's first word: what it does, without why. */
const step = (line: string) => line.split(' ')[0];

describe('galera-decide.sh', () => {
  test('the script decides when it is run, too', () => {
    const { stdout } = spawnSync('bash', [SCRIPT, '0', '1'], {
      input: `0 empty ${NO_HISTORY} -1 0\n`,
      encoding: 'utf8',
    });
    expect(stdout).toBe('initialise\n');
  });

  test.each<[string, number, State[], string]>([
    ['a first start: node 0 makes the data', 0, [empty, empty, empty], 'initialise'],
    ['a first start: the others wait', 2, [empty, empty, empty], 'wait for node 0: it starts the first cluster'],
    ['a first start that was cut off after the data was made', 0, [fresh, empty, empty], 'bootstrap'],
    ['a first start with a node unheard', 0, [empty, silent, empty], 'wait for an answer of node 1'],
    ['a single node, empty', 0, [empty], 'initialise'],
    ['a single node that was stopped', 0, [stopped(7)], 'bootstrap'],
    ['a single node that was killed before it served anybody', 0, [fresh], 'bootstrap'],
    ['a running cluster: an empty node joins', 1, [primary, empty, silent], 'join'],
    ['a running cluster: a stopped node joins, whoever is silent', 1, [silent, stopped(7), primary], 'join'],
    ['a running cluster: a half copied node joins', 2, [primary, primary, incomplete], 'join'],
    [
      'a running cluster: a half copied node lets a copy to it as it was come to its end',
      2,
      [primary, donor, incomplete],
      'wait for node 1: it may still copy to this one as it was before',
    ],
    [
      'a running cluster: a half copied node that is elsewhere now does not wait for that',
      2,
      [primary, donor, { ...incomplete, safe: true }],
      'join',
    ],
    ['a running cluster: others join while one copies itself', 2, [primary, donor, empty], 'join'],
    ['a running cluster: broken data of its history is replaced', 2, [primary, primary, unknown], 'join'],
    ['a running cluster, of which one is about to stop', 1, [leaving, stopped(7), primary], 'join'],
    [
      'a running cluster, of which the last one is about to stop',
      1,
      [{ ...primary, departure: 'going' }, stopped(7), silent],
      'wait for node 0: it is about to stop',
    ],
    [
      'a running cluster that still counts this node',
      1,
      [unaware, stopped(7), unaware],
      'wait for node 0, 2: it has not noticed yet that this one has stopped',
    ],
    [
      'the only one that is left still counts this node',
      1,
      [silent, incomplete, unaware],
      'wait for node 2: it has not noticed yet that this one has stopped',
    ],
    ['a running cluster of which one has noticed already', 1, [unaware, stopped(7), primary], 'join'],
    ['a cluster that grows: it counts those that it has', 1, [primary, empty, primary, silent], 'join'],
    [
      'a cluster that shrinks: it counts more than there will be',
      1,
      [state('primary', HISTORY, 4), stopped(7), primary],
      'join',
    ],
    [
      'one that was stopped and is about to be stopped again is what it is until then',
      1,
      [{ ...stopped(7), departure: 'leaving' }, stopped(9), stopped(8)],
      'bootstrap',
    ],
    [
      'a running cluster of another history',
      1,
      [state('primary', OTHER_HISTORY), stopped(7), silent],
      `wait for a person: the data here has the history ${HISTORY} but the cluster has ${OTHER_HISTORY}, delete its volume claim to have it replaced`,
    ],
    [
      'two clusters',
      2,
      [primary, state('primary', OTHER_HISTORY), empty],
      'wait until one cluster is left: nodes 0, 1 run with different histories',
    ],
    [
      'a cluster without a majority: who has data waits, too, since it may be needed as it is',
      0,
      [stopped(7), nonprimary, nonprimary],
      'wait for a majority: nodes 1, 2 are cut off from it',
    ],
    [
      'a cluster without a majority: who has none waits',
      0,
      [empty, nonprimary, nonprimary],
      'wait for a majority: nodes 1, 2 are cut off from it',
    ],
    [
      'a cluster without a majority: its half copied node counts for nothing',
      0,
      [stopped(7), nonprimary, halfCopied],
      'wait for a majority: nodes 1, 2 are cut off from it',
    ],
    [
      'a group without a majority is all there: the newest makes it one',
      1,
      [running(7), running(9), running(8)],
      'reform',
    ],
    [
      'a group without a majority is all there: the older ones wait',
      0,
      [running(7), running(9), running(8)],
      'wait for node 1: it has the most and makes the majority',
    ],
    ['a group without a majority: of equals the first', 0, [running(9), incomplete, running(9)], 'reform'],
    ['a group without a majority: numbers, not letters', 1, [running(9), running(10), incomplete], 'reform'],
    [
      'a group without a majority: one of three, and nobody else has anything',
      2,
      [incomplete, incomplete, running(9)],
      'reform',
    ],
    [
      'a group without a majority: whoever is silent may go on elsewhere',
      1,
      [silent, running(9), running(9)],
      'wait for node 0: it is silent, and may have what the others lack',
    ],
    [
      'a group without a majority: a lost volume may have had the newest',
      1,
      [empty, running(9), running(9)],
      'wait for node 0: it is empty, and may have what the others lack',
    ],
    [
      'a group without a majority: one has stopped and has no more than the others',
      1,
      [stopped(9), running(9), running(9)],
      'reform',
    ],
    [
      'a group without a majority: one has stopped and has more',
      1,
      [stopped(10), running(9), running(9)],
      'stop: node 0 has more, and starts the cluster when nobody runs',
    ],
    [
      'a group without a majority: a stopped one has another history',
      1,
      [stopped(10, false, OTHER_HISTORY), running(9), running(9)],
      'wait for a person: node 0 has another history than node 1',
    ],
    [
      'a group without a majority: the position of one can not be told',
      1,
      [unknown, running(9), running(9)],
      'wait for node 0: it is unknown, and may have what the others lack',
    ],
    [
      'a group without a majority: one runs that has no position',
      1,
      [halfCopied, running(9), running(9)],
      'wait for node 0: it is nonprimary, and may have what the others lack',
    ],
    [
      'a group without a majority, which somebody else has',
      1,
      [primary, running(9), running(9)],
      'wait for the network: node 0 has a majority',
    ],
    [
      'a group without a majority, which somebody has who is about to stop',
      1,
      [leaving, running(9), running(9)],
      'wait for the network: node 0 has a majority',
    ],
    [
      'groups of different histories',
      1,
      [running(9, OTHER_HISTORY), running(9), incomplete],
      'wait for a person: node 0 has another history than node 1',
    ],
    ['all were stopped: the newest starts', 1, [stopped(7), stopped(9), stopped(8)], 'bootstrap'],
    [
      'all were stopped: the older ones wait',
      0,
      [stopped(7), stopped(9), stopped(8)],
      'wait for node 1: it is the newest and starts the cluster',
    ],
    ['all were stopped: of equals the first', 0, [stopped(9), stopped(9), stopped(9)], 'bootstrap'],
    ['all were stopped: numbers, not letters', 1, [stopped(9), stopped(10), stopped(8)], 'bootstrap'],
    ['one is not heard: it may be the newest', 1, [silent, stopped(9), stopped(8)], 'wait for an answer of node 0'],
    ['one is not sure yet', 1, [recovering, stopped(9), stopped(8)], 'wait for node 0: it is starting'],
    ['one has started already', 1, [joining, stopped(9), stopped(8)], 'wait for node 0: it is starting'],
    [
      'one has lost its data, and may have gone on alone',
      1,
      [empty, stopped(9), stopped(8)],
      'wait for a person: node 0 has no data, it may have had the newest',
    ],
    ['one has no data, but the newest was alone at last', 1, [empty, stopped(9, true), stopped(8)], 'bootstrap'],
    [
      'one has no data, and an older one was once alone',
      1,
      [empty, stopped(9), stopped(8, true)],
      'wait for a person: node 0 has no data, it may have had the newest',
    ],
    ['one was being copied to: it has nothing of its own', 1, [incomplete, stopped(9), stopped(8)], 'bootstrap'],
    [
      'all were being copied to',
      0,
      [incomplete, incomplete, empty],
      'wait for a person: no node has complete data, node 0, 1 was being copied to',
    ],
    [
      "one can't tell its position",
      1,
      [unknown, stopped(9), stopped(8)],
      "wait for a person: the position of node 0 can't be told, it may be the newest",
    ],
    [
      'different histories',
      1,
      [stopped(7), stopped(9, true, OTHER_HISTORY), stopped(8)],
      'wait for a person: nodes 0, 1, 2 have different histories',
    ],
  ])('%s', (_, own, nodes, expected) => {
    expect(decision(own, ...nodes)).toBe(expected);
  });

  test('of all combinations in three nodes, never two start a cluster, and never one that may lack data', () => {
    const possible = [
      ...[silent, recovering, empty, fresh, incomplete, unknown, joining, nonprimary, primary, donor, unaware, leaving],
      ...[stopped(1), stopped(2), stopped(2, true), stopped(3, false, OTHER_HISTORY)],
      ...[halfCopied, running(1), running(2), running(7, OTHER_HISTORY)],
    ];
    // The same three states in two orders: what depends on the order is only which of equals is first.
    const sorted = possible.flatMap((a, i) =>
      possible.slice(i).flatMap((b, j) => possible.slice(i + j).map((c) => [a, b, c])),
    );
    const trios = [...sorted, ...sorted.map((nodes) => [...nodes].reverse())];
    const cases = trios.flatMap((nodes) => [0, 1, 2].map((own) => ({ own, nodes })));
    const waiting = cases.filter(({ own, nodes }) => isWaiting(nodes[own] ?? silent) || isCutOff(nodes[own] ?? silent));
    const answers = decisions(waiting);
    expect(answers).toHaveLength(waiting.length);

    const starters = new Map<readonly State[], number[]>();
    const reformers = new Map<readonly State[], number[]>();
    const stopping = new Map<readonly State[], number[]>();
    waiting.forEach(({ own, nodes }, index) => {
      const answer = step(answers[index] ?? '');
      const possibleSteps = isCutOff(nodes[own] ?? silent) ? ['reform', 'stop:'] : ['initialise', 'bootstrap', 'join'];
      expect([...possibleSteps, 'wait']).toContain(answer);
      if (answer === 'stop:') stopping.set(nodes, [...(stopping.get(nodes) ?? []), own]);
      if (answer === 'reform') reformers.set(nodes, [...(reformers.get(nodes) ?? []), own]);
      if (answer === 'initialise' || answer === 'bootstrap') starters.set(nodes, [...(starters.get(nodes) ?? []), own]);
      // Only a majority has all that was committed: what joins it may be replaced, what joins others may not.
      if (answer === 'join') expect(nodes.some(stays)).toBe(true);
    });
    for (const nodes of trios) {
      expect(starters.get(nodes) ?? []).toEqual(mayStart(nodes));
      expect(reformers.get(nodes) ?? []).toEqual(mayReform(nodes));
      expect(stopping.get(nodes) ?? []).toEqual(mustStop(nodes));
    }
    expect(reformers.size).toBeGreaterThan(0);
    expect(stopping.size).toBeGreaterThan(0);
  });
});

describe("a person's order", () => {
  const here = `${HISTORY}:9`;
  const other = stopped(20, true, OTHER_HISTORY);

  test.each<[string, number, State[], string, string]>([
    ['starts without a lost volume', 1, [empty, stopped(9), stopped(8)], `${here} without 0`, 'bootstrap'],
    [
      'starts without a machine that never answers',
      1,
      [silent, stopped(9), stopped(8)],
      `${here} without 0`,
      'bootstrap',
    ],
    ['starts without broken data', 1, [unknown, stopped(9), stopped(8)], `${here} without 0`, 'bootstrap'],
    ['starts without another history', 1, [other, stopped(9), stopped(8)], `${here} without 0`, 'bootstrap'],
    ['starts with one of three', 1, [silent, stopped(9), empty], `${here} without 0 2`, 'bootstrap'],
    ['may give up newer data', 1, [stopped(10), stopped(9), stopped(8)], `${here} without 0`, 'bootstrap'],
    [
      'gives up nobody whom it does not name',
      1,
      [empty, stopped(9), silent],
      `${here} without 0`,
      'wait for an answer of node 2',
    ],
    [
      'gives up no newer data that it does not name',
      1,
      [empty, stopped(9), stopped(10)],
      `${here} without 0`,
      'wait for node 2: it is the newest and starts the cluster',
    ],
    [
      'is for one position, and so is worth nothing later',
      1,
      [empty, stopped(11), stopped(8)],
      `${here} without 0`,
      `wait for a person: the order is for ${here}, and this node is stopped at ${HISTORY}:11`,
    ],
    [
      'is for one history',
      1,
      [empty, stopped(9, false, OTHER_HISTORY), stopped(8)],
      `${here} without 0`,
      `wait for a person: the order is for ${here}, and this node is stopped at ${OTHER_HISTORY}:9`,
    ],
    [
      'makes no newest of half copied data',
      1,
      [empty, incomplete, stopped(8)],
      `${NO_HISTORY}:0 without 0`,
      `wait for a person: the order is for ${NO_HISTORY}:0, and this node is incomplete at ${NO_HISTORY}:-1`,
    ],
    [
      'must say whom it gives up',
      1,
      [empty, stopped(9), stopped(8)],
      here,
      'wait for a person: the order is not like "UUID:SEQNO without 0 2"',
    ],
    [
      'gives up others only',
      1,
      [empty, stopped(9), stopped(8)],
      `${here} without 1`,
      "wait for a person: the order can't give up node 1",
    ],
    [
      'gives up nodes that there are',
      1,
      [empty, stopped(9), stopped(8)],
      `${here} without 3`,
      "wait for a person: the order can't give up node 3",
    ],
  ])('%s', (_, own, nodes, order, expected) => {
    expect(decisions([{ own, nodes, order }])).toEqual([expected]);
  });

  test.each([primary, leaving, nonprimary, joining, recovering])('changes nothing while somebody is %j', (someone) => {
    const nodes = [empty, stopped(9), someone];
    expect(decisions([{ own: 1, nodes, order: `${here} without 0 2` }])).toEqual(decisions([{ own: 1, nodes }]));
  });

  test('in all combinations of the nodes that are left, starts none but the one that it is for', () => {
    const possible = [silent, empty, fresh, incomplete, unknown, stopped(8), stopped(9), stopped(10), other];
    const trios = possible.flatMap((a) => possible.flatMap((b) => [silent, stopped(10)].map((c) => [a, b, c])));
    const cases = trios.flatMap((nodes) => [0, 1].map((own) => ({ own, nodes, order: `${here} without 2` })));
    const answers = decisions(cases);
    const started = cases.filter((_, index) => answers[index] === 'bootstrap');
    expect(started.length).toBeGreaterThan(0);
    for (const { own, nodes } of started) {
      expect(nodes[own]).toEqual(stopped(9));
      // Node 2 is given up; the other one has nothing newer and has answered.
      expect(['incomplete', 'stopped']).toContain(nodes[1 - own]?.phase);
      expect(nodes[1 - own]?.seqno).toBeLessThanOrEqual(9);
    }
  });
});

function isWaiting({ phase }: State): boolean {
  return ['empty', 'fresh', 'incomplete', 'unknown', 'stopped'].includes(phase);
}

/** Whether it has a majority, and keeps it without the node that asks. */
function stays({ phase, seqno, departure }: State): boolean {
  return phase === 'primary' && seqno < 3 && departure === undefined;
}

function isCutOff({ phase }: State): boolean {
  return phase === 'nonprimary';
}

/** Nodes that have whole data of one history, when every node was heard and none is left that may have more. */
function complete(nodes: readonly State[]): State[] | undefined {
  const whole = nodes.filter(({ phase, seqno }) => ['nonprimary', 'stopped'].includes(phase) && seqno >= 0);
  if (nodes.some((node) => !whole.includes(node) && node.phase !== 'incomplete')) return undefined;
  return new Set(whole.map(({ uuid }) => uuid)).size === 1 ? whole : undefined;
}

/** Who may make a group a majority again, said in another way than the script does: the first of those with the most that runs. */
function mayReform(nodes: readonly State[]): number[] {
  const most = Math.max(...(complete(nodes) ?? []).map(({ seqno }) => seqno));
  const first = nodes.findIndex(({ phase, seqno }) => phase === 'nonprimary' && seqno === most);
  return first < 0 ? [] : [first];
}

/** Who must stop so that another one can start: all that run, when none of them has the most. */
function mustStop(nodes: readonly State[]): number[] {
  const whole = complete(nodes);
  if (!whole?.some(isCutOff) || mayReform(nodes).length > 0) return [];
  return nodes.flatMap((node, ordinal) => (isCutOff(node) ? [ordinal] : []));
}

/** Who may start a cluster, said in another way than the script does: whoever can prove that nothing is newer. */
function mayStart(nodes: readonly State[]): number[] {
  const heardAndIdle = nodes.every((node) => isWaiting(node));
  if (!heardAndIdle || nodes.some(({ phase }) => phase === 'unknown')) return [];
  const withData = nodes.filter(({ phase }) => phase === 'stopped');
  if (withData.length === 0) return nodes.some(({ phase }) => phase === 'incomplete') ? [] : [0];
  if (new Set(withData.map(({ uuid }) => uuid)).size > 1) return [];
  const newest = withData.reduce((best, node) => (node.seqno > best.seqno ? node : best));
  const mayHaveLost = nodes.some(({ phase }) => phase === 'empty' || phase === 'fresh');
  return mayHaveLost && !newest.safe ? [] : [nodes.indexOf(newest)];
}
