// The database of environment "testing" loses processes, pods, machines, networks, names and disks while clients write.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { testing } from '../../../environments/testing';
import { DatabaseRouting } from '../../../lib';
import { eventually, kubectl } from '../kubectl';
import { apply, withManifests } from '../nodes/stack';
import type { Pod } from '../objects';
import {
  claimOf,
  databasePods,
  logSince,
  machineOf,
  NAMESPACE,
  one,
  pods,
  readySince,
  restartsOf,
  sql,
  statement,
  STATEFUL_SET,
  status,
} from './database';
import { drill, expectRows, longestGap, transferOf, whole } from './drill';
import {
  breakDisks,
  deletePods,
  forgetPods,
  killServer,
  loseVolumes,
  machineNumber,
  runOnMachine,
  withFullDisk,
  withoutMachine,
  withoutNames,
  withoutNetwork,
} from './faults';
import { runJob } from './jobs';
import { loginAsRoot, rootPassword, rootPasswordIn, setRootPassword } from './passwords';
import { Results } from './results';
import { acknowledgedSince, attemptsSince, createTable, dropTable, startWriter, stopWriter } from './writer';

const MANIFESTS = join(process.env.DIST ?? 'dist', 'testing');
const results = new Results();
let writersMachine: string;

beforeAll(async () => {
  await whole(300);
  writersMachine = await machineOf(one(pods));
  await startWriter(writersMachine);
}, 400_000);

afterAll(async () => {
  results.write(process.env.DRILL_RESULTS ?? join(__dirname, '../../../build/drills/database.md'));
  await stopWriter();
}, 60_000);

/** The database pods that are not on the writers' machine. */
const others = async (): Promise<string[]> =>
  (await databasePods()).filter(({ spec }) => spec.nodeName !== writersMachine).map(({ metadata }) => metadata.name);

const victim = async (): Promise<string> => one(await others());

/** Another pod than this one. */
const survivorOf = (lost: string): string => one(pods.filter((pod) => pod !== lost));

/** Waits until the others have noticed that so many nodes are left. */
const noticed = (survivor: string, size: number): Promise<void> =>
  eventually(`${survivor} sees ${size} nodes`, 120, async () => {
    const its = await status(survivor);
    return its?.size === size && its.cluster === 'Primary' ? [] : [`it sees ${its?.size} nodes, ${its?.cluster}`];
  });

/** The node that sends its data to another one, once it does. */
async function donorOf(joiner: string): Promise<string> {
  const candidates = pods.filter((pod) => pod !== joiner);
  let donor: string | undefined;
  await eventually(`somebody sends ${joiner} its data`, 120, async () => {
    const states = await Promise.all(candidates.map(async (pod) => (await status(pod))?.state));
    donor = candidates.find((_, index) => states[index] === 'Donor/Desynced');
    return donor === undefined ? [states.join(', ')] : [];
  });
  return donor as string;
}

/** Waits until a node that is alone knows that it is, and tries to write there: that must be refused. */
async function refusesWrites(pod: string): Promise<void> {
  await eventually(`${pod} knows that it is cut off`, 60, async () => {
    const its = await status(pod, (command) => runOnMachine(pod, command));
    return its?.cluster === 'non-Primary' ? [] : [`it says: ${its?.cluster}`];
  });
  const insert = `insert into drill_writes values (0, ${Date.now()}, '')`;
  const { code, stderr } = await runOnMachine(pod, statement(insert));
  expect({ pod, code, stderr }).toEqual({ pod, code: 1, stderr: expect.stringContaining('ERROR 1047') as string });
}

describe('short', () => {
  drill(results, 'kill one server', async () => {
    await killServer(await victim());
  });

  drill(results, 'kill all three servers at once', async () => {
    await Promise.all(pods.map(killServer));
  });

  drill(results, 'delete all three pods', async () => {
    await deletePods(pods);
  });

  drill(results, 'lose one volume', async () => {
    await loseVolumes([await victim()]);
  });

  drill(results, 'network partition, one node against two', async () => {
    const cutOff = await victim();
    const survivor = survivorOf(cutOff);
    await withoutNetwork([await machineNumber(cutOff)], async () => {
      await noticed(survivor, 2);
      await refusesWrites(cutOff);
      await acknowledgedSince(Date.now());
    });
  });
});

describe('long', () => {
  drill(results, 'kill one machine', async () => {
    const lost = await victim();
    const survivor = survivorOf(lost);
    await withoutMachine(await machineNumber(lost), async () => {
      await noticed(survivor, 2);
      await acknowledgedSince(Date.now());
    });
  });

  drill(results, 'delete all three pods with --force', async () => {
    await forgetPods(pods);
  });

  drill(results, 'scale from 3 to 0 to 3', async () => {
    await kubectl(['scale', '-n', NAMESPACE, `statefulset/${STATEFUL_SET}`, '--replicas=0']);
    await eventually('no pod was left', 120, async () => (await databasePods()).map(({ metadata }) => metadata.name));
    await kubectl(['scale', '-n', NAMESPACE, `statefulset/${STATEFUL_SET}`, '--replicas=3']);
  });

  drill(results, 'rolling restart', async () => {
    await kubectl(['rollout', 'restart', '-n', NAMESPACE, `statefulset/${STATEFUL_SET}`]);
    await kubectl(['rollout', 'status', '-n', NAMESPACE, `statefulset/${STATEFUL_SET}`, '--timeout=300s']);
  });

  drill(results, 'kill a node in the middle of its full transfer', async () => {
    const joiner = await victim();
    const begin = new Date();
    await loseVolumes([joiner]);
    await eventually('the transfer had begun', 120, async () =>
      /requested state transfer/.test(await logSince(joiner, begin)) ? [] : ['it has not'],
    );
    await killServer(joiner);
    await eventually('the killed container was replaced', 120, async () => {
      const pod = (await databasePods()).find(({ metadata }) => metadata.name === joiner);
      return restartsOf(pod) > 0 ? [] : ['it was not'];
    });
    expect(await logSince(joiner, begin)).toContain('galera-start: state here: incomplete');
  });

  // Nobody has a majority then, and the half copied node has nothing to add to one.
  drill(results, 'kill a node in the middle of its full transfer together with the one that sends it', async () => {
    const joiner = await victim();
    await loseVolumes([joiner]);
    const donor = await donorOf(joiner);
    await Promise.all([joiner, donor].map(killServer));
  });

  drill(results, 'lose two volumes', async () => {
    await loseVolumes(await others());
  });

  drill(results, 'two disks break at once, and a person makes the last node go on alone', async () => {
    const broken = await others();
    const last = one(pods.filter((pod) => !broken.includes(pod)));
    await breakDisks(broken);
    await refusesWrites(last);
    await eventually('the new nodes wait', 120, async () => {
      const logs = await Promise.all(broken.map((pod) => logSince(pod, new Date(0))));
      return logs.every((log) => log.includes('galera-start: wait for a majority')) ? [] : logs;
    });
    // Not worth anything while the last one counts nodes that are gone already.
    await eventually('the last node was alone', 60, async () => {
      const its = await status(last);
      return its?.size === 1 ? [] : [`it sees ${its?.size} nodes`];
    });
    await sql(last, 'set global wsrep_provider_pc_bootstrap = ON');
  });

  drill(results, 'network partition, each node alone', async () => {
    const machines = await Promise.all(pods.map(machineNumber));
    await withoutNetwork(machines, async () => {
      await Promise.all(pods.map(refusesWrites));
    });
  });

  drill(results, 'no names during a restart', async () => {
    const restarted = await victim();
    const begin = new Date();
    await withoutNames(async () => {
      await deletePods([restarted]);
      await eventually('the node waits for the others', 120, async () =>
        /galera-start: wait for an answer of node/.test(await logSince(restarted, begin)) ? [] : ['it does not'],
      );
      await acknowledgedSince(Date.now());
    });
  });

  drill(results, 'disk full on one node', async () => {
    const full = await victim();
    const other = survivorOf(full);
    await withFullDisk(full, async () => {
      await writeBulk(other, 64);
      await eventually('the full node was in trouble', 120, async () => {
        const its = await status(full);
        return its?.state === 'Synced' ? ['it still is up to date'] : [];
      });
      await acknowledgedSince(Date.now());
    });
    await sql(other, 'drop table drill_bulk');
  });

  drill(results, 'one node cut off for longer than the cache of transactions lasts', async () => {
    const cutOff = await victim();
    const survivor = survivorOf(cutOff);
    await withoutNetwork([await machineNumber(cutOff)], async () => {
      await noticed(survivor, 2);
      await overflowTransferCache(survivor);
    });
  });
});

/** Makes an empty cluster of the manifests, after everything of the former one was deleted. */
async function startEmpty(): Promise<void> {
  await kubectl(['delete', 'statefulset', '-n', NAMESPACE, STATEFUL_SET, '--cascade=foreground']);
  await kubectl(['delete', 'persistentvolumeclaims', '-n', NAMESPACE, ...pods.map(claimOf)]);
  await kubectl(['apply', '--server-side', '-f', join(MANIFESTS, 'database.k8s.yaml')]);
}

describe('maintenance', () => {
  drill(
    results,
    'backup during load',
    async () => {
      expect(await runJob('backup')).toMatch(/backup\.sh: finished /);
    },
    { unnoticed: true },
  );

  drill(
    results,
    'password of root changed, and a volume lost after it',
    async () => {
      const former = await rootPassword();
      const next = randomBytes(24).toString('base64url');
      await setRootPassword(next);
      await eventually('every node took the new password', 240, async () => {
        const mounted = await Promise.all(pods.map(rootPasswordIn));
        const logins = await Promise.all(pods.map((pod) => loginAsRoot(pod, next)));
        return pods.filter((_, ordinal) => mounted[ordinal] !== next || logins[ordinal]?.code !== 0);
      });
      for (const pod of pods) {
        const { code, stderr } = await loginAsRoot(pod, former);
        expect({ pod, code, stderr }).toEqual({
          pod,
          code: 1,
          stderr: expect.stringContaining('ERROR 1045') as string,
        });
      }
      await loseVolumes([await victim()]);
    },
    { seconds: 300, unnoticed: true },
  );

  // What was written after the backup is not meant to be there; so this one is not like the others.
  test('restore while running', async () => {
    await whole(240);
    const before = await databasePods();
    const backupBegins = Date.now();
    await acknowledgedSince(backupBegins);
    await runJob('backup');
    const restoreBegins = Date.now();
    expect(await runJob('restore', { BACKUP: 'newest' }, 400)).toContain('restored all of');
    const end = Date.now();
    await acknowledgedSince(end);
    await whole(120);

    const attempts = await attemptsSince(0);
    const acknowledged = attempts.filter((attempt) => attempt.acknowledged);
    await expectRows(acknowledged.filter(({ time }) => time < backupBegins || time > end));
    const during = attempts.filter(({ time }) => time >= restoreBegins && time <= end);
    // No probe noticed it: the pods are the same, never restarted, and ready all the time.
    const lookOf = (pods: readonly Pod[]) =>
      pods.map((pod) => [pod.metadata.uid, restartsOf(pod), readySince(pod)].join(' ')).sort();
    expect(lookOf(await databasePods())).toEqual(lookOf(before));
    results.add({
      name: 'restore while running',
      gap: longestGap(during.filter((attempt) => attempt.acknowledged).map(({ time }) => time)),
      failed: during.filter((attempt) => !attempt.acknowledged).length,
      attempts: during.length,
      wholeAfter: end - restoreBegins,
      nodes: pods.map(() => 'stayed'),
    });
    await stopWriter();
    await dropTable();
    await startWriter(writersMachine);
  }, 900_000);
});

describe('one writer', () => {
  const router = 'database-router';

  beforeAll(async () => {
    const database = { ...testing.database, routing: DatabaseRouting.oneWriter() };
    await withManifests({ database }, (folder) => apply(folder));
    await kubectl(['rollout', 'status', '-n', NAMESPACE, `deployment/${router}`, '--timeout=120s']);
    await whole(300);
    await acknowledgedSince(Date.now());
  }, 600_000);

  afterAll(async () => {
    await kubectl(['apply', '--server-side', '-f', MANIFESTS]);
    const kinds = 'deployments,services,configmaps,networkpolicies,poddisruptionbudgets';
    await kubectl(['delete', kinds, '-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${router}`]);
    await whole(300);
  }, 600_000);

  /** Nodes that acknowledge writes from now on, once every client has had one acknowledged. */
  const writers = async (): Promise<string[]> => {
    const begin = Date.now();
    await acknowledgedSince(begin);
    const attempts = await attemptsSince(begin);
    return [...new Set(attempts.filter(({ acknowledged }) => acknowledged).map(({ node }) => node))].sort();
  };

  // A router that has just begun, or a node that has just come back, is looked at twice before it counts.
  const firstNodeWrites = () =>
    eventually('the first node was the writer', 60, async () => {
      const now = await writers();
      return now.join() === 'database-0' ? [] : now;
    });

  test('clients write on the first node alone', async () => {
    await firstNodeWrites();
    expect(await writers()).toEqual(['database-0']);
  }, 200_000);

  drill(results, 'kill the only writer', async () => {
    await killServer('database-0');
    await acknowledgedSince(Date.now());
  });

  drill(results, 'rolling restart with one writer', async () => {
    await kubectl(['rollout', 'restart', '-n', NAMESPACE, `statefulset/${STATEFUL_SET}`]);
    await kubectl(['rollout', 'status', '-n', NAMESPACE, `statefulset/${STATEFUL_SET}`, '--timeout=300s']);
  });

  test('clients come back to the first node', firstNodeWrites, 200_000);
});

// Last, because the site loses all that it had.
describe('first start', () => {
  // An installation is done once; the database that it was done in is gone.
  afterAll(async () => {
    await kubectl(['delete', 'jobs', '-n', NAMESPACE, '-l', 'app.kubernetes.io/instance=site']);
    await kubectl(['apply', '--server-side', '-f', join(MANIFESTS, 'site.k8s.yaml')]);
    await kubectl(['rollout', 'status', '-n', NAMESPACE, 'deployment/web', '--timeout=300s']);
  }, 400_000);

  test.each([1, 2, 3, 4, 5])(
    'of an empty cluster, time %d',
    async (time) => {
      const former = (await status(one(pods)))?.history;
      const begin = Date.now();
      await startEmpty();
      const undone = Date.now();
      await whole(240);
      const end = Date.now();
      expect((await status(one(pods)))?.history).not.toBe(former);
      await createTable();
      await acknowledgedSince(end);
      const started = await Promise.all(pods.map((pod) => logSince(pod, new Date(begin))));
      expect(started.filter((log) => log.includes('galera-start: initialise'))).toHaveLength(1);
      results.add({
        name: `first start of an empty cluster, ${time}`,
        undoneAfter: undone - begin,
        wholeAfter: end - begin,
        nodes: started.map((log) =>
          log.includes('galera-start: initialise') ? 'first' : `transfer: ${transferOf(log)}`,
        ),
      });
    },
    400_000,
  );
});

/** Writes so many MiB through one node. What it refuses at the moment in which another one leaves is written once more. */
async function writeBulk(pod: string, mebibytes: number): Promise<void> {
  await sql(pod, 'create table drill_bulk (number int primary key, filler longblob)');
  for (let number = 0; number < mebibytes; number += 8) {
    await eventually(`${number + 8} MiB were written`, 60, () =>
      sql(pod, `replace into drill_bulk values (${number}, repeat('x', 8 * 1024 * 1024))`).then(
        () => [],
        ({ message }: Error) => [message],
      ),
    );
  }
}

/** Makes more transactions than a node's cache of them holds. */
async function overflowTransferCache(pod: string): Promise<void> {
  const settings = await kubectl(['exec', '-n', NAMESPACE, pod, '-c', 'mariadb', '--', 'cat', '/etc/mysql/my.cnf']);
  const cache = Number(/gcache\.size=(\d+)/.exec(settings)?.[1]);
  // A changed row is in the transaction as a whole, before and after, and on the disk only with what was changed.
  const row = 8 * 1024 * 1024;
  await sql(pod, 'create table drill_bulk (id int primary key, number int, filler longblob)');
  await sql(pod, `insert into drill_bulk values (1, 0, repeat('x', ${row}))`);
  for (let written = row; written < 1.3 * cache; written += 2 * row) {
    await sql(pod, 'update drill_bulk set number = number + 1');
  }
  await sql(pod, 'drop table drill_bulk');
}
