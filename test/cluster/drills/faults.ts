// What can go wrong, as functions: the commands of the cluster of ../nodes, and its disks and pods.
import { join } from 'node:path';
import { kubectl, type Output, run, tryKubectl } from '../kubectl';
import { claimOf, machineOf, NAMESPACE } from './database';

const script = join(__dirname, '../nodes/cluster.sh');

async function cluster(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(script, args);
  if (code !== 0) {
    throw new Error(`npm run cluster -- ${args.join(' ')}\nexit code ${code}\n${stderr || stdout}`);
  }
  return stdout;
}

/** The server dies at once, and its container with it; the pod stays. */
export const killServer = (pod: string): Promise<string> => cluster('kill-process', NAMESPACE, pod, 'mariadb');

/** Runs something while a machine has no power, and switches it on again. */
export async function withoutMachine(machine: string, then: () => Promise<void>): Promise<void> {
  await cluster('kill', machine);
  try {
    await then();
  } finally {
    await cluster('up');
  }
}

/** Runs something while machines have no network, each of them alone. */
export async function withoutNetwork(machines: readonly string[], then: () => Promise<void>): Promise<void> {
  try {
    await Promise.all(machines.map((machine) => cluster('cut', machine)));
    await then();
  } finally {
    await Promise.all(machines.map((machine) => cluster('mend', machine)));
  }
}

/** Runs something while no name can be resolved. */
export async function withoutNames(then: () => Promise<void>): Promise<void> {
  try {
    await cluster('dns', 'off');
    await then();
  } finally {
    await cluster('dns', 'on');
  }
}

/** Runs something while a pod's disk is full to the last block. */
export async function withFullDisk(pod: string, then: () => Promise<void>): Promise<void> {
  try {
    await cluster('fill', NAMESPACE, claimOf(pod));
    await then();
  } finally {
    await cluster('free', NAMESPACE, claimOf(pod));
  }
}

const deleteClaims = (pods: readonly string[]): Promise<string> =>
  kubectl(['delete', 'persistentvolumeclaims', '-n', NAMESPACE, '--wait=false', ...pods.map(claimOf)]);

/** Takes pods away with their disks; the new pods have new, empty ones. */
export async function loseVolumes(pods: readonly string[]): Promise<void> {
  await deleteClaims(pods);
  await deletePods(pods);
}

/** The same without a chance for the servers to say goodbye. */
export async function breakDisks(pods: readonly string[]): Promise<void> {
  await Promise.all(pods.map((pod) => cluster('kill-process', NAMESPACE, pod, 'mariadb', 'STOP')));
  await deleteClaims(pods);
  await forgetPods(pods);
}

export const deletePods = (pods: readonly string[]): Promise<string> =>
  kubectl(['delete', 'pods', '-n', NAMESPACE, ...pods]);

/** Forgets pods without waiting for their machines, which then kill what is left of them. */
export async function forgetPods(pods: readonly string[]): Promise<void> {
  // It warns.
  const { code, stderr } = await tryKubectl([
    'delete',
    'pods',
    '-n',
    NAMESPACE,
    '--force',
    '--grace-period=0',
    ...pods,
  ]);
  if (code !== 0) throw new Error(stderr);
}

/** Runs a command in a pod's database container without the API server, which does not reach a machine without network. */
export const runOnMachine = (pod: string, command: readonly string[]): Promise<Output> =>
  run(script, ['exec', NAMESPACE, pod, 'mariadb', ...command]);

/** The number by which the commands know a pod's machine. */
export const machineNumber = async (pod: string): Promise<string> => (await machineOf(pod)).replace('node', '');
