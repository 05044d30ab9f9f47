// What the tests do to a cluster besides looking: install, provide what an administrator and a storage array provide, wait.
import { join } from 'node:path';
import { type Environment, missingNamespaces, missingStorageClasses } from './environments';
import { eventually, get, kubectl, run, tryKubectl, waitFor } from './kubectl';
import {
  type Autoscaler,
  carries,
  type Certificate,
  type Claim,
  type DisruptionBudget,
  type ExternalSecret,
  isReady,
  type KubernetesObject,
  type Pod,
  title,
  type Volume,
  type Workload,
} from './objects';

/** The state folder of the control plane that run.sh started; unset when the cluster is somebody else's. */
const controlPlane = process.env['CONTROL_PLANE'];

/** For what must not be done to a cluster that somebody else owns, or cannot work there. */
export const describeOnOwnControlPlane = controlPlane === undefined ? describe.skip : describe;

export async function installDefinitions(): Promise<void> {
  const definitions = process.env['CRDS'];
  if (definitions === undefined) {
    throw new Error('CRDS must name the folder of the custom resource definitions: start the tests with run.sh');
  }
  await kubectl(['apply', '--server-side', '-f', definitions]);
  await waitFor('--for=condition=Established', '--timeout=300s', 'crd', '--all');
}

/** Namespaces first, then what the manifests refer to but must not contain: storage classes and Secrets. */
export async function prepare(environment: Environment, applyOptions: readonly string[]): Promise<void> {
  for (const file of environment.namespaceFiles) {
    await kubectl(['apply', ...applyOptions, '-f', file]);
  }
  await provideStorageClasses(environment);
  const namespaces = missingNamespaces(environment);
  if (namespaces.length > 0) {
    const objects = namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    await kubectl(['apply', '--server-side', '-f', '-'], asList(objects));
  }
}

/** The storage classes that an environment expects to be there. */
export async function provideStorageClasses(environment: Environment): Promise<void> {
  const existing = (await get('storageclasses')).map((object) => (object as KubernetesObject).metadata.name);
  const provided = missingStorageClasses(environment)
    .filter((name) => !existing.includes(name))
    .map((name) => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    }));
  if (provided.length > 0) {
    await kubectl(['apply', '--server-side', '-f', '-'], asList(provided));
  }
}

/** `npm run secrets`: what an environment needs and the cluster has not. */
export async function printSecrets(environment: Environment): Promise<string> {
  const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'secrets', '--', environment.name]);
  if (code !== 0) {
    throw new Error(`npm run secrets -- ${environment.name}: ${stderr}`);
  }
  return stdout;
}

/** The accounts of the database in the vault, as the documentation asks for them; each second password is optional. */
const VAULT_ENTRY = ['root', 'wordpress', 'backup', 'restore'];

/** Single keys of the vault's, or a whole entry. */
const fetchedKeys = ({ data, dataFrom }: ExternalSecret['spec']): readonly string[] =>
  dataFrom === undefined ? (data ?? []).map(({ secretKey }) => secretKey) : VAULT_ENTRY;

/** The Secrets that cert-manager would make of Certificates; nobody here looks into them. */
const issued = (environment: Environment): object[] =>
  environment.objects
    .filter(({ kind }) => kind === 'Certificate')
    .map((object) => {
      const { metadata, spec } = object as Certificate;
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: spec.secretName, namespace: metadata.namespace },
        stringData: { 'tls.crt': 'certificate', 'tls.key': 'key', 'ca.crt': 'authority' },
      };
    });

/**
 * The Secrets that `npm run secrets` prints, those that the External Secrets operator would fetch from a vault, and those
 * of cert-manager.
 */
export async function applySecrets(environment: Environment): Promise<void> {
  const fetched = environment.objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map((object) => {
      const { metadata, spec } = object as ExternalSecret;
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: spec.target?.name ?? metadata.name, namespace: metadata.namespace },
        stringData: Object.fromEntries(fetchedKeys(spec).map((key) => [key, `value of ${key}`])),
      };
    });
  const made = [...fetched, ...issued(environment)];
  if (made.length > 0) {
    await kubectl(['apply', '--server-side', '-f', '-'], asList(made));
  }
  const printed = await printSecrets(environment);
  if (printed !== '') {
    await kubectl(['apply', '--server-side', '-f', '-'], printed);
  }
}

export const apply = (environment: Environment, ...options: readonly string[]): Promise<string> =>
  kubectl(['apply', '--server-side', ...options, '-f', environment.directory]);

/** Makes sure that the environments are there and settled, whatever ran before. */
export async function install(environments: readonly Environment[]): Promise<void> {
  await installDefinitions();
  for (const environment of environments) {
    if ((await tryKubectl(['get', '-f', environment.directory])).code !== 0) {
      await prepare(environment, ['--server-side']);
      await applySecrets(environment);
      await apply(environment);
    }
  }
  await settle(environments);
}

/** Waits until every workload has all its pods ready, every claim is bound and every job is done. */
export const settle = (environments: readonly Environment[], seconds = 150): Promise<void> =>
  eventually('everything runs', seconds, async () => {
    const state = await look(environments);
    await provideVolumes(state.of<Claim>('PersistentVolumeClaim'));
    return state.unsettled();
  });

/** Everything of the environments that moves, at one moment. */
export async function look(environments: readonly Environment[]): Promise<State> {
  const kinds = [
    'nodes',
    'pods',
    'deployments',
    'statefulsets',
    'daemonsets',
    'jobs',
    'persistentvolumeclaims',
    'horizontalpodautoscalers',
    'poddisruptionbudgets',
  ];
  const objects = await get<KubernetesObject>(kinds.join(','), '--all-namespaces');
  const namespaces = environments.flatMap((environment) => environment.namespaces);
  return new State(objects, namespaces);
}

export class State {
  private readonly objects: readonly KubernetesObject[];
  private readonly nodes: ReadonlySet<string>;

  constructor(objects: readonly KubernetesObject[], namespaces: readonly string[]) {
    this.objects = objects.filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ''));
    this.nodes = new Set(objects.filter(({ kind }) => kind === 'Node').map(({ metadata }) => metadata.name));
  }

  of<T extends KubernetesObject>(kind: string): T[] {
    return this.objects.filter((object) => object.kind === kind) as T[];
  }

  /** The pods that match labels and work. A pod of a machine that is gone still says that it is ready: it is not. */
  readyPods(namespace: string | undefined, labels: Readonly<Record<string, string>>): Pod[] {
    return this.of<Pod>('Pod').filter(
      (pod) =>
        pod.metadata.namespace === namespace &&
        carries(pod, labels) &&
        isReady(pod) &&
        this.nodes.has(pod.spec.nodeName ?? ''),
    );
  }

  unsettled(): string[] {
    const autoscalers = this.of<Autoscaler>('HorizontalPodAutoscaler');
    const problems: string[] = [];
    for (const workload of [...this.of<Workload>('Deployment'), ...this.of<Workload>('StatefulSet')]) {
      const autoscaler = autoscalers.find(
        ({ metadata, spec }) =>
          metadata.namespace === workload.metadata.namespace &&
          spec.scaleTargetRef.kind === workload.kind &&
          spec.scaleTargetRef.name === workload.metadata.name,
      );
      const wanted = Math.max(workload.spec.replicas ?? 1, autoscaler?.spec.minReplicas ?? 0);
      const ready = this.readyPods(workload.metadata.namespace, workload.spec.selector.matchLabels).length;
      if (ready !== wanted || workload.status.readyReplicas !== wanted || workload.status.updatedReplicas !== wanted) {
        problems.push(`${title(workload)}: ${ready} of ${wanted} pods are ready`);
      }
      if (autoscaler !== undefined && autoscaler.status?.currentReplicas !== wanted) {
        problems.push(`${title(autoscaler)}: counts ${autoscaler.status?.currentReplicas ?? 'no'} of ${wanted} pods`);
      }
    }
    for (const workload of this.of<Workload>('DaemonSet')) {
      const ready = this.readyPods(workload.metadata.namespace, workload.spec.selector.matchLabels).length;
      const wanted = workload.status.desiredNumberScheduled ?? 0;
      if (wanted === 0 || ready !== wanted || workload.status.numberReady !== wanted) {
        problems.push(`${title(workload)}: ${ready} of ${wanted} pods are ready`);
      }
    }
    for (const job of this.of<Workload>('Job')) {
      const scheduled = job.metadata.ownerReferences?.some(({ kind }) => kind === 'CronJob') ?? false;
      if (!scheduled && !job.status.conditions?.some(({ type, status }) => type === 'Complete' && status === 'True')) {
        problems.push(`${title(job)}: not complete`);
      }
    }
    // What the controllers count must have caught up, too: evictions and tests go by it.
    for (const budget of this.of<DisruptionBudget>('PodDisruptionBudget')) {
      const ready = this.readyPods(budget.metadata.namespace, budget.spec.selector.matchLabels).length;
      if (budget.status?.currentHealthy !== ready) {
        problems.push(`${title(budget)}: counts ${budget.status?.currentHealthy ?? 'no'} pods, ${ready} are ready`);
      }
    }
    for (const claim of this.of<Claim>('PersistentVolumeClaim')) {
      if (claim.status?.phase !== 'Bound') {
        problems.push(`${title(claim)}: ${claim.status?.phase ?? 'no phase'}`);
      }
    }
    return problems;
  }
}

/**
 * Stands in for the storage array: one volume per claim that waits, reserved for it, as a provisioner would make it.
 * Binding the two is left to the real controller, which refuses a volume whose size, class or access modes do not fit.
 */
export async function provideVolumes(claims: readonly Claim[]): Promise<void> {
  const waiting = claims.filter(({ spec, status }) => status?.phase === 'Pending' && spec.volumeName === undefined);
  if (controlPlane === undefined || waiting.length === 0) {
    return;
  }
  const volumes = waiting.map(({ metadata, spec }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `volume-${metadata.uid}` },
    spec: {
      capacity: { storage: spec.resources.requests.storage },
      accessModes: spec.accessModes,
      volumeMode: spec.volumeMode,
      storageClassName: spec.storageClassName,
      persistentVolumeReclaimPolicy: 'Retain',
      claimRef: { namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
      nfs: { server: '192.0.2.1', path: `/export/${metadata.namespace}/${metadata.name}` },
    },
  }));
  await kubectl(['apply', '--server-side', '-f', '-'], asList(volumes));
}

/** Deletes an environment and the volumes that its claims had, and waits until nothing of it is left. */
export async function remove(environment: Environment): Promise<void> {
  await kubectl(['delete', '--ignore-not-found', '--wait', '--timeout=120s', '-f', environment.directory]);
  const released = (await get<Volume>('persistentvolumes')).filter(({ status }) => status.phase === 'Released');
  if (released.length > 0) {
    // Another environment that is deleted at the same time may be faster.
    await kubectl([
      'delete',
      '--ignore-not-found',
      'persistentvolume',
      ...released.map(({ metadata }) => metadata.name),
    ]);
  }
}

/** Runs `action` while no controller, scheduler or node acts, so that whatever changes was changed by `action`. */
export async function whileNothingElseMoves<T>(action: () => Promise<T>): Promise<T> {
  const send = async (command: string): Promise<void> => {
    const { code, stderr } = await run(join(__dirname, 'control-plane.sh'), [command, controlPlane ?? '']);
    if (code !== 0) {
      throw new Error(`control-plane.sh ${command}: ${stderr}`);
    }
  };
  await send('pause');
  try {
    return await action();
  } finally {
    await send('resume');
  }
}

export const asList = (items: readonly unknown[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
