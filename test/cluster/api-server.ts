// The API server without kubectl between: hundreds of requests a second.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { kubectl } from './kubectl';
import type { KubernetesObject } from './objects';

interface Answer {
  readonly status: number;
  readonly warnings: readonly string[];
  readonly body: { readonly message?: string; readonly reason?: string };
}

interface Discovery {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

interface Configuration {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority': string } },
  ];
  readonly users: readonly [
    { readonly user: { readonly 'client-certificate': string; readonly 'client-key': string } },
  ];
}

/** The API server of a control plane of the tests' own, whose certificates are files. */
export class ApiServer {
  static async connect(): Promise<ApiServer> {
    const text = await kubectl(['config', 'view', '--raw', '--minify', '--output=json']);
    const { clusters, users } = JSON.parse(text) as Configuration;
    const { cluster } = clusters[0];
    const { user } = users[0];
    const agent = new Agent({
      keepAlive: true,
      maxSockets: 16,
      ca: readFileSync(cluster['certificate-authority']),
      cert: readFileSync(user['client-certificate']),
      key: readFileSync(user['client-key']),
    });
    return new ApiServer(cluster.server, agent);
  }

  private readonly discovered = new Map<string, Promise<Discovery>>();

  private constructor(
    private readonly server: string,
    private readonly agent: Agent,
  ) {}

  /** What the server says against a new object; nothing if it would take it without a warning. */
  async objections(object: KubernetesObject): Promise<string[]> {
    const path = await this.pathOf(object);
    const answer = await this.patiently(
      'POST',
      `${path}?dryRun=All&fieldValidation=Strict&fieldManager=random`,
      object,
    );
    // It looks at all of an object before it looks whether the name is taken.
    const taken = answer.status === 409 && answer.body.reason === 'AlreadyExists';
    return answer.status === 201 || taken ? [...answer.warnings] : [answer.body.message ?? `status ${answer.status}`];
  }

  close(): void {
    this.agent.destroy();
  }

  private async pathOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    if (!this.discovered.has(group)) {
      this.discovered.set(
        group,
        this.send('GET', group).then(({ body }) => body as unknown as Discovery),
      );
    }
    const { resources } = (await this.discovered.get(group)) as Discovery;
    const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
    if (!found) throw new Error(`the API server knows no ${kind} of ${apiVersion}`);
    return `${group}${found.namespaced ? `/namespaces/${metadata.namespace}` : ''}/${found.name}`;
  }

  /** A dry run can be asked for again: a busy server may close a connection that is kept for the next request. */
  private async patiently(method: string, path: string, body: unknown): Promise<Answer> {
    for (let attempt = 1; attempt < 4; attempt += 1) {
      try {
        return await this.send(method, path, body);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
      }
    }
    return this.send(method, path, body);
  }

  private send(method: string, path: string, body?: unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.server}${path}`,
        { method, agent: this.agent, headers: { 'content-type': 'application/json' } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { warning } = response.headers;
            resolve({
              status: response.statusCode ?? 0,
              warnings: warning === undefined ? [] : [warning],
              body: JSON.parse(Buffer.concat(chunks).toString()) as Answer['body'],
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
