import { Construct } from 'constructs';
import { Application, AppProject } from '../../imports/argoproj.io';
import { reject } from '../kubernetes/configuration-error';
import { instanceName } from '../kubernetes/instance-name';
import { platformLabels } from '../kubernetes/labels';
import { DeliveredObject } from './delivered-object';
import { resourceKinds } from './resource-kinds';
import { SYNC_WAVE } from './sync-waves';

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const REPOSITORY = /^(https:\/\/|ssh:\/\/(?:[\w.-]+@)?|[\w.-]+@(?=[\w.-]+:))[\w.-]+(?::\d+)?[:/][\w./~-]+$/;
const SERVER = /^https:\/\/[\w.-]+(?::\d+)?\/?$/;

/** Settings of an {@link ArgoCdDelivery}. */
export interface ArgoCdDeliveryProps {
  /** Git repository with the rendered manifests, by https or ssh and without a password in it. */
  readonly repository: string;
  /** Branch, tag or commit to follow. */
  readonly revision: string;
  /** Folder of the rendered manifests in the repository: `dist/production`. */
  readonly path: string;
  /** The rendered objects. What they are, and where they go, is what Argo CD may touch. */
  readonly objects: readonly DeliveredObject[];
  /**
   * URL of the cluster's API server.
   * @default - the cluster where Argo CD runs
   */
  readonly server?: string;
  /**
   * Namespace where Argo CD runs.
   * @default argocd
   */
  readonly argoCdNamespace?: string;
  /**
   * Whether a new commit is applied without a person.
   * @default true
   */
  readonly automated?: boolean;
  /**
   * Whether what vanished from git is deleted, but for what holds data.
   * @default true
   */
  readonly prune?: boolean;
  /**
   * Whether a change that somebody made in the cluster by hand is undone.
   * @default true
   */
  readonly selfHeal?: boolean;
}

/**
 * Has Argo CD apply one environment's manifests from git and keep the cluster as they say.
 *
 * Its project allows no other repository, namespace or kind than the environment has, and of what belongs to no
 * namespace only those very objects. Deleting the Application leaves the site running. Argo CD must track objects by
 * annotation, as it does from version 3 on; by label it would overwrite ours.
 *
 * @throws ConfigurationError if repository, revision, path or server can't be, or the objects would go anywhere
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
 */
export class ArgoCdDelivery extends Construct {
  /** What may be applied, from where and to where. */
  readonly project: AppProject;
  /** What is applied. */
  readonly application: Application;

  constructor(scope: Construct, id: string, props: ArgoCdDeliveryProps) {
    super(scope, id);
    this.check(props);
    const { repository, revision, path, objects, automated = true, prune = true, selfHeal = true } = props;
    const server = props.server ?? 'https://kubernetes.default.svc';
    const metadata = {
      namespace: props.argoCdNamespace ?? 'argocd',
      labels: platformLabels('delivery', instanceName(this)),
    };
    const kinds = resourceKinds(objects);
    const destinations = this.namespacesOf(objects).map((namespace) => ({ server, namespace }));

    this.project = new AppProject(this, 'Project', {
      // Where an application of all applications makes both, the project is there first.
      metadata: { ...metadata, annotations: { [SYNC_WAVE]: '-1' } },
      spec: {
        description: `What ${path} may change`,
        sourceRepos: [repository],
        destinations,
        clusterResourceWhitelist: kinds.flatMap(({ group, kind, clusterNames = [] }) =>
          clusterNames.map((name) => ({ group, kind, name })),
        ),
        namespaceResourceWhitelist: kinds
          .filter(({ clusterNames }) => !clusterNames)
          .map(({ group, kind }) => ({ group, kind })),
      },
    });
    this.application = new Application(this, 'Resource', {
      metadata: {
        ...metadata,
        // Compares as the API server would apply it, with its defaults.
        annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
      },
      spec: {
        project: this.project.name,
        // Its folders are left out by default; Argo CD deletes from an application what says as much.
        source: { repoUrl: repository, targetRevision: revision, path },
        destination: destinations[0] ?? { server },
        syncPolicy: {
          ...(automated && { automated: { enabled: true, prune, selfHeal, allowEmpty: false } }),
          syncOptions: [
            'CreateNamespace=false',
            'FailOnSharedResource=true',
            'PruneLast=true',
            'RespectIgnoreDifferences=true',
            'ServerSideApply=true',
          ],
          retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        },
      },
    });
  }

  private namespacesOf(objects: readonly DeliveredObject[]): string[] {
    const namespaces = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
    return [...new Set(namespaces)].sort();
  }

  private check({ repository, revision, path, objects, server, argoCdNamespace }: ArgoCdDeliveryProps): void {
    if (!REPOSITORY.test(repository)) {
      reject(this, {
        prop: 'repository',
        value: repository.replace(/\/\/[^/@]*:[^/@]*@/, '//…@'),
        rule: 'Argo CD reads one repository by https or ssh, and its password is no part of the address',
        fix: 'write it like https://git.example.org/team/site.git or git@git.example.org:team/site.git',
      });
    }
    if (!/^[\w][^\s*~^:?[\\\p{C}]*$/u.test(revision)) {
      reject(this, {
        prop: 'revision',
        value: revision,
        rule: 'it must name one branch, tag or commit, so that everybody knows what is applied',
        fix: 'write it like main or v1.4.0',
      });
    }
    if (!path.split('/').every((part) => /^[\w][\w.-]*$/.test(part))) {
      reject(this, {
        prop: 'path',
        value: path,
        rule: 'it must be one folder inside of the repository, without / at the ends, . or ..',
        fix: 'write it like dist/production',
      });
    }
    if (server !== undefined && !SERVER.test(server)) {
      reject(this, {
        prop: 'server',
        value: server,
        rule: 'it must be the address of one API server, by https',
        fix: 'see "argocd cluster list"',
      });
    }
    if (argoCdNamespace !== undefined && !NAMESPACE.test(argoCdNamespace)) {
      reject(this, {
        prop: 'argoCdNamespace',
        value: argoCdNamespace,
        rule: 'it must be the name of a namespace',
        fix: 'see "kubectl get applications -A"',
      });
    }
    const namespaces = this.namespacesOf(objects);
    if (namespaces.length === 0) {
      reject(this, {
        prop: 'objects',
        value: titles(objects),
        rule: 'a project that allows no namespace can deliver nothing',
        fix: 'give all rendered objects of the environment',
      });
    }
    const unnamed = namespaces.find((namespace) => !NAMESPACE.test(namespace));
    if (unnamed !== undefined) {
      reject(this, {
        prop: 'objects',
        value: unnamed,
        rule: 'a project must allow namespaces by their whole names, never by a pattern',
        fix: 'give the chart of these objects a namespace',
      });
    }
  }
}

function titles(objects: readonly DeliveredObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}
