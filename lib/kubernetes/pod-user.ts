import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { Platform } from './platform';

/** Who processes are. */
export interface PodUser {
  /** User that the image expects. */
  readonly uid: number;
  /** @default - the uid */
  readonly gid?: number;
}

type ProcessUser = Pick<k8s.SecurityContext, 'runAsUser' | 'runAsGroup'>;

/** Who processes are, as a security context says it: nothing where the {@link Platform} chooses users. */
export function processUser(scope: IConstruct, { uid, gid = uid }: PodUser): ProcessUser {
  return Platform.of(scope).choosesUsers ? {} : { runAsUser: uid, runAsGroup: gid };
}

/** A pod's security context at the `restricted` Pod Security level: nobody is root, and its volumes belong to its group. */
export function podSecurityContext(scope: IConstruct, user: PodUser): k8s.PodSecurityContext {
  const { uid, gid = uid } = user;
  return {
    runAsNonRoot: true,
    ...processUser(scope, user),
    ...(!Platform.of(scope).choosesUsers && { fsGroup: gid }),
    // A recursive chown of a large volume at each start would take minutes.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/**
 * The account of a workload and of its Jobs, by the workload's name; undefined where users are numbers. It has no token.
 *
 * Where the {@link Platform} chooses users, security context constraints are granted to accounts, and what is granted to
 * `default` is granted to everybody in the namespace.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/authentication_and_authorization/managing-pod-security-policies
 */
export function ownAccount(scope: IConstruct, labels: Readonly<Record<string, string>>): string | undefined {
  const name = labels['app.kubernetes.io/instance'];
  if (name === undefined || !Platform.of(scope).choosesUsers) return undefined;
  const chart = Chart.of(scope);
  const id = `Account-${name}`;
  if (!chart.node.tryFindChild(id)) {
    new k8s.KubeServiceAccount(chart, id, { metadata: { name, labels }, automountServiceAccountToken: false });
  }
  return name;
}
