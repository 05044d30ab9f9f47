// Who reaches whom. Every pair is tried, and exactly those that are wired may speak.
import { get, kubectl, waitFor } from '../kubectl';
import { isReady, type KubernetesObject, type Pod } from '../objects';
import { figure } from './figures';
import { entrance, fullService, inContainer, NAMESPACE, pods } from './stack';

const BUSYBOX = 'docker.io/library/busybox:1.37.0';
/** Neither has anything to do with the site; the first stands in its namespace, the second in one of its own. */
const STRANGER = 'stranger';
const ELSEWHERE = 'elsewhere';
/** Where the access log goes, in the namespace that the environment names. */
const KAFKA = { namespace: 'logging', port: 9092 };
const GROUP_PORTS = [4444, 4567, 4568, 4570];
/** Longer than any connection on one machine takes. */
const PATIENCE = 2;

interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** The machine, if it is one. A pod and its own machine may always speak: no policy is asked. */
  readonly machine?: string;
}

/** Something that answers on a port and can be asked to speak to others. */
const pod = (name: string, namespace: string, instance: string, port: number): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { 'app.kubernetes.io/instance': instance } },
  spec: {
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'main',
        image: BUSYBOX,
        command: ['busybox', 'httpd', '-f', '-p', String(port), '-h', '/tmp'],
        ports: [{ name: 'main', containerPort: port, protocol: 'TCP' }],
        resources: {
          requests: { cpu: '10m', memory: '16Mi', 'ephemeral-storage': '1Mi' },
          limits: { memory: '16Mi', 'ephemeral-storage': '1Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
  },
});

/** Pods that are made for this test: strangers, and stand-ins for Jobs, which run only now and then. */
const visiting = [
  { name: STRANGER, namespace: NAMESPACE, instance: STRANGER, port: 8080 },
  { name: ELSEWHERE, namespace: ELSEWHERE, instance: 'web', port: 8080 },
  { name: 'kafka', namespace: KAFKA.namespace, instance: 'kafka', port: KAFKA.port },
  { name: 'like-a-backup', namespace: NAMESPACE, instance: 'backup', port: 8080 },
  { name: 'like-an-installation', namespace: NAMESPACE, instance: 'site', port: 8080 },
];

/** Web servers and databases by what they are, the others by their names. */
const nameOf = ({ metadata }: Pod): string => /^(web|database)-/.exec(metadata.name)?.[1] ?? metadata.name;

/** Those of `targets` that answer to a pod, be it with a refusal: what is closed says nothing at all. */
async function reach(source: Pod, targets: readonly Target[]): Promise<Target[]> {
  const { name, namespace = '' } = source.metadata;
  const inPod = (...command: readonly string[]): Promise<string> =>
    kubectl(['-n', namespace, 'exec', name, '-c', source.spec.containers[0]?.name ?? '', '--', ...command]);
  const all = (command: (target: Target) => string): string =>
    targets
      .map((target, index) => `(${command(target)} 2>/dev/null; [ $? -ge 124 ] || echo ${index}) &`)
      .concat('wait')
      .join('\n');
  switch (nameOf(source)) {
    case 'database':
      return chosen(
        targets,
        await inPod(
          'bash',
          '-c',
          all(({ address, port }) => `timeout ${PATIENCE} bash -c '</dev/tcp/${address}/${port}'`),
        ),
      );
    case 'web':
      return chosen(targets, await inContainer(name, 'php-fpm', 'php', '-r', PHP, JSON.stringify(targets)));
    default:
      return chosen(
        targets,
        await inPod(
          'busybox',
          'sh',
          '-c',
          all(({ address, port }) => `busybox timeout ${PATIENCE} busybox nc ${address} ${port} -e busybox true`),
        ),
      );
  }
}

/** The same for where there is no shell that connects. */
const PHP = `
  $tries = [];
  foreach (json_decode($argv[1]) as $index => $target)
    $tries[$index] = @stream_socket_client("tcp://$target->address:$target->port", $code, $text, 0,
      STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
  $tries = array_filter($tries);
  for ($end = microtime(true) + ${PATIENCE}; $tries && microtime(true) < $end; usleep(20000)) {
    $read = []; $write = $tries; $except = null;
    if (!stream_select($read, $write, $except, 0)) continue;
    foreach ($write as $index => $try) {
      echo "$index\\n";
      unset($tries[$index]);
    }
  }`;

const chosen = (all: readonly Target[], indexes: string): Target[] =>
  indexes.split('\n').flatMap((line) => (line === '' ? [] : (all[Number(line)] ?? [])));

/** Every port that a pod says it has. */
const portsOf = ({ metadata, spec, status }: Pod, name = metadata.name): Target[] =>
  [...spec.containers, ...(spec.initContainers ?? [])]
    .flatMap(({ ports = [] }) => ports)
    .filter(({ protocol }) => protocol === 'TCP')
    .map(({ containerPort: port }) => ({ name: `${name}:${port}`, address: status.podIP ?? '', port }));

/** Who may speak with whom; nobody else may with anybody. Where no policy holds, whatever lies outside of the site. */
const OUTSIDE = ['names:53', 'API server:6443', 'kubelet:10250', 'way in:443', 'elsewhere:8080', 'kafka:9092'];
const WIRED: Readonly<Record<string, readonly string[]>> = {
  web: ['database:3306', 'database Service:3306', 'kafka:9092', 'names:53'],
  database: [...GROUP_PORTS.map((port) => `database:${port}`), 'names:53'],
  'like-a-backup': ['database:3306', 'database Service:3306', 'names:53'],
  'like-an-installation': ['database:3306', 'database Service:3306', 'names:53'],
  stranger: [],
  elsewhere: OUTSIDE.filter((target) => target !== 'elsewhere:8080'),
  kafka: OUTSIDE.filter((target) => target !== 'kafka:9092'),
};

interface Machine extends KubernetesObject {
  readonly status: { readonly addresses: readonly { readonly address: string }[] };
}

async function allTargets(): Promise<Target[]> {
  const [database, web, names, visitors, service, machines, server, { address }] = await Promise.all([
    get<Pod>('pod', 'database-1', '-n', NAMESPACE),
    pods('web'),
    get<Pod>('pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns'),
    Promise.all(visiting.map(({ name, namespace }) => get<Pod>('pod', name, '-n', namespace))),
    kubectl(['-n', NAMESPACE, 'get', 'service', 'database-service', '-o', 'jsonpath={.spec.clusterIP}']),
    get<Machine>('nodes'),
    kubectl([
      'get',
      'endpointslices',
      '-l',
      'kubernetes.io/service-name=kubernetes',
      '-o',
      'jsonpath={.items[0].endpoints[0].addresses[0]}',
    ]),
    entrance(),
  ]);
  return [
    ...database.flatMap((pod) => portsOf(pod, 'database')),
    ...web.slice(0, 1).flatMap((pod) => portsOf(pod, 'web')),
    ...names.slice(0, 1).map(({ status }) => ({ name: 'names:53', address: status.podIP ?? '', port: 53 })),
    ...visitors.flat().flatMap((pod) => portsOf(pod)),
    { name: 'database Service:3306', address: service, port: 3306 },
    ...machines.map(({ metadata, status }) => ({
      name: 'kubelet:10250',
      address: status.addresses[0]?.address ?? '',
      port: 10250,
      machine: metadata.name,
    })),
    { name: 'API server:6443', address: server, port: 6443 },
    { name: 'way in:443', address, port: 443 },
  ];
}

beforeAll(async () => {
  await fullService(120);
  const namespaces = [ELSEWHERE, KAFKA.namespace].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  const items = [...namespaces, ...visiting.map((one) => pod(one.name, one.namespace, one.instance, one.port))];
  await kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  for (const { name, namespace } of visiting) {
    await waitFor('-n', namespace, '--for=condition=Ready', `pod/${name}`, '--timeout=60s');
  }
});

afterAll(async () => {
  for (const { name, namespace } of visiting) {
    await kubectl(['-n', namespace, 'delete', 'pod', name]);
  }
});

test('exactly the wired pairs reach each other', async () => {
  const targets = await allTargets();
  const [web] = (await pods('web')).filter(isReady).slice(-1);
  const [database] = await get<Pod>('pod', 'database-0', '-n', NAMESPACE);
  const made = await Promise.all(visiting.map(({ name, namespace }) => get<Pod>('pod', name, '-n', namespace)));
  const sources = [web, database, ...made.flat()].filter((pod) => pod !== undefined);
  const reached: Record<string, string[]> = {};
  let pairs = 0;
  for (const source of sources) {
    const others = targets.filter(
      ({ address, machine }) => address !== source.status.podIP && machine !== source.spec.nodeName,
    );
    pairs += others.length;
    const open = await reach(source, others);
    reached[nameOf(source)] = [...new Set(open.map((target) => target.name))].sort();
  }
  const wired = Object.entries(WIRED).map(([source, wanted]) => [source, [...wanted].sort()] as const);
  expect(reached).toEqual(Object.fromEntries(wired));
  figure(`${pairs} pairs tried, ${Object.values(reached).flat().length} open, all others closed`);
});
