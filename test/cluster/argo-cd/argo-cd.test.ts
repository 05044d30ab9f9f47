// Argo CD itself brings the environments up from git, keeps them as git says, and never takes data away.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { DEFAULT_IMAGES } from '../../../lib';
import {
  applySecrets,
  asList,
  describeOnOwnControlPlane,
  installDefinitions,
  prepare,
  provideStorageClasses,
} from '../cluster';
import { argoCd as delivery, type Environment, environment } from '../environments';
import { eventually, get, kubectl, type Output, sleep, tryKubectl, watch } from '../kubectl';
import { figure, timed } from '../nodes/figures';
import { withManifests } from '../nodes/stack';
import { type Autoscaler, carries, type KubernetesObject, type Pod, title, type Workload } from '../objects';
import { type Application, ArgoCd, NAMESPACE, Repository, type Resource, shortcomings } from './argo-cd';
import { Metrics, standIns } from './stand-ins';

const controlPlane = process.env['CONTROL_PLANE'] ?? '';
/** All environments, or those in ENVIRONMENTS. */
const wanted = process.env['ENVIRONMENTS']?.split(',');
const folderOf = ({ spec }: Application): string => spec.source.path.replace(/^.*\//, '');
const templates = (delivery.objects.filter(({ kind }) => kind === 'Application') as Application[]).filter(
  (application) => wanted?.includes(folderOf(application)) ?? true,
);
const delivered: readonly Environment[] = templates.map((application) => environment(folderOf(application)));
const branches = ['testing', 'preproduction', 'production'];
const page = readFileSync(join(__dirname, '../../../docs/how-to/deliver-with-argo-cd.md'), 'utf8');
const address = templates[0]?.spec.source.repoURL ?? '';
const KEPT = ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'StatefulSet'];
const TESTING = 'wordpress-testing';

describeOnOwnControlPlane('with a control plane of its own', () => {
  let repository: Repository;
  let argoCd: ArgoCd;
  let metrics: Metrics;
  let others: ReturnType<typeof standIns>;
  /** The repository of the example is nowhere; all else stays as it was rendered or written. */
  const here = (text: string): string => text.replaceAll(address, repository.url);
  const projectsAndApplications = (): string => {
    const names = templates.map(({ metadata }) => metadata.name);
    const objects = delivery.objects.filter(({ metadata }) => names.includes(instanceOf(metadata)));
    return asList(JSON.parse(here(JSON.stringify(objects))) as unknown[]);
  };

  beforeAll(async () => {
    await installDefinitions();
    // What is there goes with the control plane's logs.
    const folder = join(controlPlane, 'log/argo-cd');
    mkdirSync(folder);
    repository = await Repository.make(folder);
    for (const { name, directory } of delivered) {
      cpSync(directory, join(repository.clone, 'dist', name), { recursive: true });
    }
    const applications = join(repository.clone, 'dist/argo-cd');
    mkdirSync(applications);
    for (const file of delivered.map(({ name }) => `${name}.k8s.yaml`)) {
      writeFileSync(join(applications, file), here(readFileSync(join(delivery.directory, file), 'utf8')));
    }
    await repository.publish('Render all environments', branches);

    metrics = await Metrics.serve(controlPlane);
    others = standIns();
    for (const each of delivered) await provideStorageClasses(each);
    // As the documentation says, for one of them; the others show that Argo CD can do without.
    for (const each of delivered.filter(({ name }) => name === 'production')) {
      await prepare(each, ['--server-side']);
      await applySecrets(each);
    }
    argoCd = await ArgoCd.start(process.env['ARGO_CD'] ?? '', folder);
  });

  afterAll(async () => {
    await argoCd?.stop();
    await others?.stop();
    metrics?.stop();
  });

  const applications = (): Promise<Application[]> => {
    argoCd.check();
    return get<Application>('applications', '-n', NAMESPACE);
  };
  const application = async (name: string): Promise<Application> => {
    const found = (await applications()).find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw new Error(`there is no application ${name}`);
    return found;
  };
  const settled = (seconds = 120): Promise<void> =>
    eventually('everything is as git says', seconds, async () => (await applications()).flatMap(shortcomings));
  /** Has Argo CD look at git at once, as a webhook of the git server would. */
  const look = (): Promise<string> =>
    kubectl(['annotate', 'applications', '--all', '--overwrite', 'argocd.argoproj.io/refresh=normal', '-n', NAMESPACE]);
  /** Until Argo CD has applied a commit; before, "synced" may be about the one before it. */
  const reached = (name: string, commit: string, seconds = 120): Promise<void> =>
    eventually(`${name} has ${commit}`, seconds, async () => {
      const found = await application(name);
      return found.status?.sync?.revision === commit && found.status.operationState?.syncResult?.revision === commit
        ? shortcomings(found)
        : [`${name} has ${found.status?.sync?.revision}`];
    });
  const live = (each: Environment): Promise<KubernetesObject[]> =>
    get<KubernetesObject>('-f', each.directory, '--ignore-not-found');

  test('every application becomes synced and healthy by itself', async () => {
    const all = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
    const took = await timed(async () => {
      await kubectl(['apply', '--server-side', '-f', '-'], here(all));
      await eventually('there are all applications', 60, async () =>
        (await applications()).length === templates.length + 1 ? [] : ['not yet'],
      );
      await settled(170);
    });
    figure(`${templates.length} environments synced and healthy after ${took}`);
  });

  test.each(delivered)('in $name each wave begins when the one before is well', async (each) => {
    const begin = (await application(`wordpress-${each.name}`)).metadata.creationTimestamp;
    const made = (await live(each)).filter(({ metadata }) => metadata.creationTimestamp >= begin);
    const pods = await get<Pod>('pods', '--all-namespaces');
    const order = [...new Set(made.map(waveOf))].sort((one, other) => one - other);
    expect(order.length).toBeGreaterThan(4);
    const waves = order.map((wave) => {
      const members = made.filter((object) => waveOf(object) === wave);
      return { wave, members, begun: members.map(({ metadata }) => metadata.creationTimestamp).sort()[0] ?? '' };
    });
    const early = waves.flatMap(({ wave, begun }, index) =>
      (waves[index - 1]?.members ?? [])
        .map((member) => ({ member, well: wellSince(member, createdBefore(pods, begun)) }))
        .filter(({ well }) => well > begun)
        .map(({ member, well }) => `wave ${wave} began at ${begun}, and ${title(member)} was well at ${well}`),
    );
    expect(early).toEqual([]);
  });

  test('of every object Argo CD knows whether it is well, or its kind just has to be there', async () => {
    const resources = (await applications())
      .filter(({ spec }) => spec.source !== undefined)
      .flatMap(({ status }) => status?.resources ?? []);
    const unknown = resources.filter(({ health }) => health === undefined).map(({ kind }) => kind);
    const documented = /^Kinds without health: (.*?)\.$/ms.exec(page)?.[1] ?? '';
    const kinds = new Set(delivered.flatMap((each) => each.objects.map(({ kind }) => kind)));
    expect([...new Set(unknown)].sort()).toEqual(documented.split(/,\s+/).filter((kind) => kinds.has(kind)));
  });

  test('for a minute nothing is out of sync, while the autoscalers change the number of web servers', async () => {
    const before = (await applications()).map(({ status }) => status?.operationState?.startedAt);
    const states = new Set<string>();
    const changes = watch<Application>(['applications', '-n', NAMESPACE], ({ object }) =>
      states.add(`${object.metadata.name} ${object.status?.sync?.status}`),
    );
    metrics.load = 2;
    const autoscalers = (): Promise<Autoscaler[]> => get<Autoscaler>('horizontalpodautoscalers', '--all-namespaces');
    await eventually('the autoscalers have added all that they may', 90, async () =>
      (await autoscalers())
        .filter(({ spec, status }) => status.currentReplicas !== spec.maxReplicas)
        .map((autoscaler) => `${title(autoscaler)}: ${autoscaler.status.currentReplicas}`),
    );
    await sleep(60_000);
    await changes.stop();
    metrics.load = 0.5;
    expect([...states].filter((state) => !state.endsWith(' Synced'))).toEqual([]);
    expect(states.size).toBe(templates.length + 1);
    // And nothing was applied to make it so.
    expect((await applications()).map(({ status }) => status?.operationState?.startedAt)).toEqual(before);
    const rendered = delivered.flatMap((each) => each.objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler'));
    expect((await autoscalers()).map(title).sort()).toEqual(rendered.map(title).sort());
    await settled();
  });

  const imageOf = async (): Promise<string | undefined> => {
    const [deployment] = await get<Workload>('deployment', 'web', '-n', TESTING);
    return deployment?.spec.template.spec.containers.find(({ name }) => name === 'nginx')?.image;
  };
  const change = (): Promise<string> =>
    kubectl(['set', 'image', 'deployment/web', 'nginx=registry.example.org/nginx:1', '-n', TESTING]);

  test('what somebody changes or deletes by hand is put right', async () => {
    const took = await timed(async () => {
      await change();
      await kubectl(['delete', 'service', 'front', '-n', TESTING]);
      await eventually('the change is undone', 60, async () => {
        const { code } = await tryKubectl(['get', 'service', 'front', '-n', TESTING]);
        return [...((await imageOf()) === DEFAULT_IMAGES.nginx ? [] : ['image']), ...(code === 0 ? [] : ['service'])];
      });
    });
    figure(`changed and deleted by hand, undone after ${took}`);
    await settled();
  });

  test('what git says nothing about stays, and is no difference', async () => {
    await kubectl(['label', 'deployment/web', 'example.org/note=mine', '-n', TESTING]);
    await kubectl(['annotate', 'applications', '--all', 'argocd.argoproj.io/refresh=hard', '-n', NAMESPACE]);
    await sleep(10_000);
    const [deployment] = await get<Workload>('deployment', 'web', '-n', TESTING);
    expect(deployment?.metadata.labels).toHaveProperty(['example.org/note'], 'mine');
    expect((await applications()).flatMap(shortcomings)).toEqual([]);
    await kubectl(['label', 'deployment/web', 'example.org/note-', '-n', TESTING]);
  });

  test('with the automation switched off it is shown, and put right once it is on again', async () => {
    const off = JSON.stringify({ spec: { syncPolicy: { automated: { enabled: false } } } });
    await kubectl(['patch', 'application', TESTING, '-n', NAMESPACE, '--type=merge', '--patch', off]);
    await change();
    await eventually('the difference is shown', 60, async () => {
      const { status } = await application(TESTING);
      const different = (status?.resources ?? []).filter((resource) => resource.status === 'OutOfSync');
      return different.map(describeResource).join() === 'Deployment web'
        ? []
        : different.map(describeResource).concat('other');
    });
    await sleep(15_000);
    expect(await imageOf()).toBe('registry.example.org/nginx:1');
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], projectsAndApplications());
    await eventually('the change is undone', 60, async () =>
      (await imageOf()) === DEFAULT_IMAGES.nginx ? [] : ['not yet'],
    );
    await settled();
  });

  test('a new version is installed before web servers have it, and the job of the old one goes', async () => {
    const image = DEFAULT_IMAGES.wordpress.replace(/:\d+\.\d+\.\d+/, ':7.99.0');
    const jobs = (): Promise<Workload[]> =>
      get<Workload>('jobs', '-n', TESTING, '-l', 'app.kubernetes.io/instance=site');
    const installations = async (): Promise<Workload[]> =>
      (await jobs()).filter(({ metadata }) => metadata.ownerReferences === undefined);
    const before = (await installations()).map(({ metadata }) => metadata.name);
    const commit = await withManifests({ images: { wordpress: image } }, async (manifests) => {
      cpSync(manifests, join(repository.clone, 'dist/testing'), { recursive: true });
      return repository.publish('A newer WordPress', ['testing']);
    });
    await look();
    await reached(TESTING, commit);
    const after = (await installations()) as (Workload & { readonly status: { readonly completionTime: string } })[];
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]?.metadata.name);
    const replicaSets = await get<KubernetesObject>(
      'replicasets',
      '-n',
      TESTING,
      '-l',
      'app.kubernetes.io/instance=web',
    );
    const newest =
      replicaSets
        .map(({ metadata }) => metadata.creationTimestamp)
        .sort()
        .at(-1) ?? '';
    expect(newest >= (after[0]?.status.completionTime ?? 'never')).toBe(true);
  });

  test('what vanishes from git is deleted, but for what holds data', async () => {
    const testing = environment('testing');
    const uids = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        (await live(testing))
          .filter(({ kind }) => KEPT.includes(kind))
          .map((object) => [title(object), object.metadata.uid]),
      );
    const before = await uids();
    const folder = join(repository.clone, 'dist/testing');
    for (const file of readdirSync(folder)) {
      const documents = parseAllDocuments(readFileSync(join(folder, file), 'utf8'));
      const left = documents.filter((document) => {
        const object = document.toJS() as KubernetesObject | null;
        return !['CronJob', 'PersistentVolumeClaim', 'StatefulSet'].includes(object?.kind ?? '');
      });
      writeFileSync(join(folder, file), left.map(String).join('---\n'));
    }
    await repository.publish('Take away what is not needed', ['testing']);
    await look();
    await eventually('the scheduled jobs are gone', 90, async () =>
      (await get<KubernetesObject>('cronjobs', '-n', TESTING)).map(title),
    );
    await eventually('what stays is shown', 60, async () => {
      const { status } = await application(TESTING);
      const kinds = (status?.resources ?? []).filter(({ requiresPruning }) => requiresPruning).map(({ kind }) => kind);
      return [...new Set(kinds)].sort().join() === 'PersistentVolumeClaim,StatefulSet' ? [] : [kinds.join()];
    });
    expect(await uids()).toEqual(before);
    await repository.git('revert', '--no-edit', 'HEAD');
    await repository.git('push', '--quiet', 'origin', 'HEAD:testing');
    await look();
    await reached(TESTING, await repository.git('rev-parse', 'HEAD'));
    expect(await uids()).toEqual(before);
  });

  test('without its application everything stays', async () => {
    const names = ['Deployment', 'StatefulSet', 'PersistentVolumeClaim', 'Service', 'Namespace'];
    const testing = environment('testing');
    const remaining = async (): Promise<string[]> =>
      (await live(testing))
        .filter(({ kind }) => names.includes(kind))
        .map((object) => `${title(object)} ${object.metadata.uid}`);
    const before = await remaining();
    await kubectl(['delete', 'application', TESTING, '-n', NAMESPACE]);
    await sleep(10_000);
    expect(await remaining()).toEqual(before);
    await kubectl(['apply', '--server-side', '-f', '-'], projectsAndApplications());
    await settled();
    expect(await remaining()).toEqual(before);
  });

  test('whoever deletes it with all that it made is asked before anything goes', async () => {
    const testing = environment('testing');
    const remaining = async (): Promise<string[]> =>
      (await live(testing))
        .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
        .map((object) => `${title(object)} ${object.metadata.uid}`);
    const annotate = (patch: object): Promise<Output> =>
      // The API server warns about the name of the finalizer, which is Argo CD's choice.
      tryKubectl(['patch', 'application', TESTING, '-n', NAMESPACE, '--type=merge', '--patch', JSON.stringify(patch)]);
    const before = await remaining();
    expect(before.length).toBeGreaterThan(40);
    const finalizers = ['resources-finalizer.argocd.argoproj.io'];
    expect((await annotate({ metadata: { finalizers } })).code).toBe(0);
    await kubectl(['delete', 'application', TESTING, '-n', NAMESPACE, '--wait=false']);
    await sleep(20_000);
    expect(await remaining()).toEqual(before);
    expect((await application(TESTING)).metadata.deletionTimestamp).toBeDefined();

    // As the button does, or "argocd app confirm-deletion". The namespaces take all that is in them along.
    const annotations = { 'argocd.argoproj.io/deletion-approved': new Date().toISOString() };
    expect((await annotate({ metadata: { annotations } })).code).toBe(0);
    await eventually('all namespaces are gone', 120, async () =>
      (await live(testing)).filter(({ kind }) => kind === 'Namespace').map(title),
    );
  });
});

const instanceOf = ({ labels }: KubernetesObject['metadata']): string => labels?.['app.kubernetes.io/instance'] ?? '';

const describeResource = ({ kind, name }: Resource): string => `${kind} ${name}`;

const waveOf = ({ metadata }: KubernetesObject): number =>
  Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? NaN);

/** An autoscaler adds pods later. */
const createdBefore = (pods: readonly Pod[], time: string): Pod[] =>
  pods.filter(({ metadata }) => metadata.creationTimestamp < time);

/** When an object could be called well: what is only there is well from its beginning. */
function wellSince(object: KubernetesObject, pods: readonly Pod[]): string {
  const workload = object as Workload & { readonly status: { readonly completionTime?: string } };
  const { creationTimestamp, namespace } = object.metadata;
  if (object.kind === 'Job') return workload.status.completionTime ?? 'never';
  if (!['Deployment', 'StatefulSet'].includes(object.kind)) return creationTimestamp;
  const ready = pods
    .filter((pod) => pod.metadata.namespace === namespace && carries(pod, workload.spec.selector.matchLabels))
    .map(({ status }) => status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? 'never');
  return ready.sort().at(-1) ?? 'never';
}
