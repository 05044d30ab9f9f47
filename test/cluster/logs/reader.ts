// Reads the topic from its beginning with Kafka's own consumer, in a pod, and counts whose lines are there.
import { eventually, get, kubectl } from '../kubectl';
import { isReady, type Pod } from '../objects';
import { BOOTSTRAP, NAMESPACE, TOPIC, TOPIC_INSTANCE } from './stack';

const NAME = 'reader';
const FILE = '/read/lines';
/** Bytes that are fetched at a time. */
const CHUNK = 8_000_000;
const CONSUMER = [
  ...['java', '-Xmx96m', '-XX:TieredStopAtLevel=1', "-cp '/opt/kafka/libs/*'"],
  ...['-Dlog4j2.configurationFile=/etc/kafka-settings/log4j2.properties'],
  ...['org.apache.kafka.tools.consumer.ConsoleConsumer', `--bootstrap-server ${BOOTSTRAP}`, `--topic ${TOPIC}`],
  ...['--from-beginning', '--property print.partition=true', '--property print.offset=true'],
].join(' ');

/** Starts it; it goes on for as long as its pod. */
export async function startReader(image: string): Promise<void> {
  await stopReader();
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: NAME, namespace: NAMESPACE, labels: { 'app.kubernetes.io/instance': TOPIC_INSTANCE } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 1,
      // Not on a machine that may be lost.
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      },
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'reader',
          image,
          // When it starts again, the line that it was writing ends, and all of them come again.
          command: ['sh', '-c', `echo >>${FILE}; exec ${CONSUMER} >>${FILE}`],
          resources: {
            requests: { cpu: '50m', memory: '320Mi', 'ephemeral-storage': '2Gi' },
            limits: { memory: '320Mi', 'ephemeral-storage': '2Gi' },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [
            { name: 'settings', mountPath: '/etc/kafka-settings', readOnly: true },
            { name: 'read', mountPath: '/read' },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'settings', configMap: { name: 'kafka-config' } },
        { name: 'read', emptyDir: {} },
        { name: 'tmp', emptyDir: {} },
      ],
    },
  };
  await kubectl(['apply', '-f', '-'], JSON.stringify(pod));
  await eventually('the reader runs', 120, async () =>
    (await get<Pod>('pod', NAME, '-n', NAMESPACE)).every(isReady) ? [] : ['it does not'],
  );
}

export const stopReader = (): Promise<string> =>
  kubectl(['delete', 'pod', '-n', NAMESPACE, NAME, '--ignore-not-found']);

/** Lines of the topic. */
export class Lines {
  /** Places of lines that were seen: the reader itself may see one twice. */
  private readonly places = new Set<string>();
  private readonly ids = new Set<string>();
  private readonly uris = new Set<string>();
  private position = 1;
  private rest = '';
  /** URIs of lines whose request's id was there before. */
  private readonly again: string[] = [];

  /** Reads what has come. */
  async update(): Promise<void> {
    for (;;) {
      const command = `tail -c +${this.position} ${FILE} | head -c ${CHUNK}`;
      const text = await kubectl(['exec', '-n', NAMESPACE, NAME, '--', 'sh', '-c', command]);
      const bytes = Buffer.byteLength(text);
      this.position += bytes;
      const lines = (this.rest + text).split('\n');
      this.rest = lines.pop() ?? '';
      lines.forEach((line) => this.take(line));
      // Not until there is nothing: more may come all the time.
      if (bytes < CHUNK) return;
    }
  }

  /** How many requests are there. */
  get count(): number {
    return this.ids.size;
  }

  has(uri: string): boolean {
    return this.uris.has(uri);
  }

  /** Lines more than there are ids of requests, of the URIs that begin so. */
  twice(path: string): number {
    return this.again.filter((uri) => uri.startsWith(path)).length;
  }

  private take(text: string): void {
    const [, place, line] = /^(Partition:\d+\tOffset:\d+)\t(.*)$/.exec(text) ?? [];
    if (place === undefined || line === undefined || this.places.has(place)) return;
    this.places.add(place);
    try {
      const { request_id: id, uri } = JSON.parse(line) as { request_id?: string; uri?: string };
      // Where RAM is full, nginx writes the beginning of a line, and the next one behind it.
      if (id === undefined || uri === undefined) return;
      if (this.ids.has(id)) this.again.push(uri);
      this.ids.add(id);
      this.uris.add(uri);
    } catch {
      // It is none of a request.
    }
  }
}
