// What other controllers would do in a whole cluster: kwok plays the machines, the tests play these.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { provideVolumes } from '../cluster';
import { get, kubectl, sleep } from '../kubectl';
import type { Claim, KubernetesObject, Pod } from '../objects';

type WithStatus = KubernetesObject & {
  readonly spec?: unknown;
  readonly status?: Readonly<Record<string, unknown>>;
};

const ready = { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }] };
const condition = (type: string, generation: number) => ({
  type,
  status: 'True',
  reason: type,
  message: '',
  observedGeneration: generation,
  lastTransitionTime: '2026-01-01T00:00:00Z',
});

/** What a controller writes once it has done its part, by the kind that it looks after. */
const REPORTS: Readonly<Record<string, (object: WithStatus) => object>> = {
  ingresses: () => ({ loadBalancer: { ingress: [{ ip: '192.0.2.80' }] } }),
  externalsecrets: () => ready,
  certificates: () => ready,
  httproutes: ({ metadata, spec }) => ({
    parents: (spec as { parentRefs: readonly object[] }).parentRefs.map((parentRef) => ({
      parentRef,
      controllerName: 'example.org/gateway',
      conditions: ['Accepted', 'ResolvedRefs'].map((type) => condition(type, metadata.generation ?? 1)),
    })),
  }),
};

/** The storage array, the Ingress and Gateway controllers, External Secrets and cert-manager; until it is stopped. */
export function standIns(): { stop(): Promise<void> } {
  let stopped = false;
  const work = async (): Promise<void> => {
    while (!stopped) {
      const objects = await get<WithStatus>(
        ['persistentvolumeclaims', ...Object.keys(REPORTS)].join(','),
        '--all-namespaces',
      );
      await provideVolumes(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim') as unknown as Claim[]);
      for (const object of objects) await report(object);
      await sleep(1000);
    }
  };
  const working = work();
  return {
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}

async function report(object: WithStatus): Promise<void> {
  const resource = Object.keys(REPORTS).find((name) => name.startsWith(object.kind.toLowerCase()));
  const write = resource === undefined ? undefined : REPORTS[resource];
  const { status = {}, metadata } = object;
  if (write === undefined || ['conditions', 'parents'].some((field) => field in status)) return;
  if (Object.keys((status['loadBalancer'] as object | undefined) ?? {}).length > 0) return;
  const patch = JSON.stringify({ status: write(object) });
  await kubectl([
    ...['patch', `${resource}/${metadata.name}`, '--namespace', metadata.namespace ?? ''],
    ...['--subresource=status', '--type=merge', '--patch', patch],
  ]);
}

/** The API of metrics-server, by which autoscalers learn what pods use: as much of what they ask for as is said here. */
export class Metrics {
  /** Of the CPU that a pod asks for; 1 is all of it. */
  load = 0.5;

  private constructor(private readonly server: Server) {}

  /** Serves it, as one that the API server passes on. */
  static async serve(controlPlane: string): Promise<Metrics> {
    const file = (name: string) => readFileSync(join(controlPlane, 'pki', name));
    const metrics: Metrics = new Metrics(
      createServer({ cert: file('server.crt'), key: file('server.key') }, ({ url = '' }, response) => {
        metrics.answer(new URL(url, 'https://localhost')).then(
          (answer) => {
            response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
            response.end(JSON.stringify(answer ?? {}));
          },
          (error: unknown) => {
            response.writeHead(500);
            response.end(String(error));
          },
        );
      }),
    );
    await new Promise<void>((resolve) => metrics.server.listen(0, '127.0.0.1', resolve));
    const { port } = metrics.server.address() as { port: number };
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'metrics', namespace: 'kube-system' },
      spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
    };
    const registration = {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        service: { name: 'metrics', namespace: 'kube-system', port },
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    };
    for (const object of [service, registration]) await kubectl(['apply', '-f', '-'], JSON.stringify(object));
    return metrics;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer({ pathname, searchParams }: URL): Promise<object | undefined> {
    if (pathname === '/apis/metrics.k8s.io/v1beta1') {
      return {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: 'metrics.k8s.io/v1beta1',
        resources: [{ name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] }],
      };
    }
    const namespace = /^\/apis\/metrics\.k8s\.io\/v1beta1\/namespaces\/([^/]+)\/pods$/.exec(pathname)?.[1];
    if (namespace === undefined) return undefined;
    const pods = await get<Pod>('pods', '-n', namespace, '-l', searchParams.get('labelSelector') ?? '');
    return {
      kind: 'PodMetricsList',
      apiVersion: 'metrics.k8s.io/v1beta1',
      metadata: {},
      items: pods.map((pod) => this.usage(pod)),
    };
  }

  private usage({ metadata: { name, namespace }, spec }: Pod): object {
    const containers = [...spec.containers, ...(spec.initContainers ?? [])] as (Pod['spec']['containers'][number] & {
      readonly resources?: { readonly requests?: { readonly cpu?: string } };
    })[];
    return {
      metadata: { name, namespace },
      timestamp: new Date().toISOString(),
      window: '15s',
      containers: containers.map((container) => ({
        name: container.name,
        usage: { cpu: `${Math.round(millicores(container.resources?.requests?.cpu) * this.load)}m`, memory: '64Mi' },
      })),
    };
  }
}

const millicores = (cpu = '0'): number => (cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000);
