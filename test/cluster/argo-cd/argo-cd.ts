// Argo CD's own programs beside the simulated cluster, and a git repository for them.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually, kubectl, run } from '../kubectl';
import type { KubernetesObject } from '../objects';

/** The namespace that `dist/argo-cd` expects it in. */
export const NAMESPACE = 'argocd';

export interface Resource {
  readonly group?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly status?: string;
  readonly health?: { readonly status: string; readonly message?: string };
  readonly requiresPruning?: boolean;
}

export interface Application extends KubernetesObject {
  readonly spec: {
    readonly source: { readonly path: string; readonly repoURL: string; readonly targetRevision: string };
  };
  readonly status?: {
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly health?: { readonly status: string };
    readonly resources?: readonly Resource[];
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly operationState?: {
      readonly phase: string;
      readonly message?: string;
      readonly startedAt: string;
      readonly finishedAt?: string;
      readonly syncResult?: { readonly revision: string };
    };
  };
}

/** Why an application is not as git says and well. */
export function shortcomings({ metadata: { name }, status = {} }: Application): string[] {
  const { sync, health, resources = [], conditions = [], operationState } = status;
  // Where everything is as git says from the beginning, nothing is done.
  const done = operationState === undefined || operationState.phase === 'Succeeded';
  if (sync?.status === 'Synced' && health?.status === 'Healthy' && done) return [];
  return [
    `${name}: ${sync?.status ?? 'not compared'}, ${health?.status ?? 'no health'}, ${operationState?.phase ?? 'nothing done'}: ${operationState?.message ?? ''}`,
    ...conditions.map(({ type, message }) => `  ${type}: ${message}`),
    ...resources
      .filter((resource) => resource.status !== 'Synced' || !['Healthy', undefined].includes(resource.health?.status))
      .map(
        ({ kind, namespace, name: resource, status: synced, health: healthy }) =>
          `  ${kind} ${namespace ?? ''} ${resource}: ${synced}, ${healthy?.status ?? 'no health'} ${healthy?.message ?? ''}`,
      ),
  ];
}

/** The programs of an Argo CD without its web page, and what they need. */
export class ArgoCd {
  private readonly programs: ChildProcess[] = [];
  private readonly ended: string[] = [];

  private constructor(
    private readonly bin: string,
    private readonly state: string,
  ) {}

  /** Starts it with the cluster of KUBECONFIG as its own. */
  static async start(bin: string, state: string): Promise<ArgoCd> {
    const argoCd = new ArgoCd(bin, state);
    await argoCd.configure();
    const [redis, repoServer, repoMetrics, metrics] = await freePorts(4);
    await argoCd.run('redis', [`127.0.0.1:${redis}`]);
    await argoCd.run('argocd-repo-server', [
      ...['--address', '127.0.0.1', '--port', String(repoServer)],
      ...['--metrics-address', '127.0.0.1', '--metrics-port', String(repoMetrics)],
      ...['--redis', `127.0.0.1:${redis}`, '--logformat', 'text'],
    ]);
    await argoCd.run('argocd-application-controller', [
      ...['--kubeconfig', process.env['KUBECONFIG'] ?? '', '--namespace', NAMESPACE],
      ...['--repo-server', `127.0.0.1:${repoServer}`, '--redis', `127.0.0.1:${redis}`],
      ...['--metrics-port', String(metrics), '--logformat', 'text', '--persist-resource-health'],
    ]);
    return argoCd;
  }

  /** Fails when a program has ended. */
  check(): void {
    if (this.ended.length > 0) throw new Error(`ended: ${this.ended.join(', ')}; see ${this.state}`);
  }

  async stop(): Promise<void> {
    for (const program of this.programs.reverse()) program.kill();
    await eventually('Argo CD has stopped', 20, async () =>
      this.programs.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).map(String),
    );
  }

  /** What its installation makes in the cluster, with its published default settings. */
  private async configure(): Promise<void> {
    mkdirSync(join(this.state, 'tmp'), { recursive: true });
    await kubectl(['create', 'namespace', NAMESPACE]);
    await kubectl(['apply', '--namespace', NAMESPACE, '-f', join(this.bin, '../argocd-cm.yaml')]);
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'argocd-secret', namespace: NAMESPACE, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
      stringData: { 'server.secretkey': randomBytes(32).toString('base64') },
    };
    await kubectl(['apply', '-f', '-'], JSON.stringify(secret));
  }

  private async run(name: string, args: readonly string[]): Promise<void> {
    const log = createWriteStream(join(this.state, `${name}.log`));
    await new Promise((resolve) => log.on('open', resolve));
    const program = spawn(join(this.bin, name), args, {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        // Shorter periods only: it looks at git every two or three minutes by itself.
        ARGOCD_RECONCILIATION_TIMEOUT: '30s',
        ARGOCD_RECONCILIATION_JITTER: '0s',
        // "https://kubernetes.default.svc" is the cluster of KUBECONFIG.
        ARGOCD_FAKE_IN_CLUSTER: 'true',
        ARGOCD_GPG_ENABLED: 'false',
        ARGOCD_ASK_PASS_SOCK: join(this.state, 'ask-pass.sock'),
        ARGOCD_SSH_DATA_PATH: this.state,
        ARGOCD_TLS_DATA_PATH: this.state,
        HOME: this.state,
        PATH: `${this.bin}:${process.env['PATH'] ?? ''}`,
        TMPDIR: join(this.state, 'tmp'),
      },
    });
    program.on('exit', (code, signal) => this.ended.push(`${name} (${code ?? signal})`));
    this.programs.push(program);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const { port } = server.address() as { port: number };
      await new Promise((resolve) => server.close(resolve));
      return port;
    }),
  );
}

/** A git repository as a team's, and one clone of it. */
export class Repository {
  /** What Argo CD reads. */
  readonly url: string;

  private constructor(
    bare: string,
    /** The clone. */
    readonly clone: string,
  ) {
    this.url = `file://${bare}`;
  }

  static async make(folder: string): Promise<Repository> {
    const bare = join(folder, 'wordpress.git');
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
    const repository = new Repository(bare, join(folder, 'wordpress'));
    await run('git', ['clone', '--quiet', bare, repository.clone]);
    await repository.git('config', 'user.name', 'Platform team');
    await repository.git('config', 'user.email', 'platform@example.org');
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await run('git', ['-C', this.clone, ...args]);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  /** Commits everything and pushes it to branches; the commit. */
  async publish(message: string, branches: readonly string[]): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
    await this.git('push', '--quiet', 'origin', ...branches.map((branch) => `HEAD:${branch}`));
    return this.git('rev-parse', 'HEAD');
  }
}
