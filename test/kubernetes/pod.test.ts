import { Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { container, ContainerProps, PodProps, podTemplate, spreadPods } from '../../lib/kubernetes/pod';
import { only, render } from '../objects';

const web = new Construct(new Construct(Testing.app(), 'production'), 'Web');
const labels = { 'app.kubernetes.io/instance': 'web' };

const nginx: ContainerProps = {
  name: 'nginx',
  image: 'docker.io/nginxinc/nginx-unprivileged:1.28.0',
  resources: { cpu: '100m', memory: '128Mi' },
};

/** The specification of a pod, as it goes to the API server. */
function renderedPod(props: Partial<PodProps>): unknown {
  const pod = podTemplate(web, { labels, user: { uid: 33 }, containers: [], ...props });
  return only(
    render((chart) => new k8s.KubePod(chart, 'Pod', pod)),
    'Pod',
  ).spec;
}

test('R29, R31: a container as small as it goes', () => {
  const [rendered] = (renderedPod({ containers: [container(web, '', nginx)] }) as { containers: unknown[] }).containers;

  expect(rendered).toEqual({
    name: 'nginx',
    image: 'docker.io/nginxinc/nginx-unprivileged:1.28.0',
    imagePullPolicy: 'IfNotPresent',
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      limits: { memory: '128Mi', 'ephemeral-storage': '256Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  });
});

test('what else a container has is kept', () => {
  expect(container(web, '', { ...nginx, command: ['nginx'], stdin: true })).toMatchObject({
    command: ['nginx'],
    stdin: true,
  });
});

test.each([
  ['', 'image'],
  ['nginx', 'nginx.image'],
])('rejects an image that floats, by the prop below %j', (prop, path) => {
  expect(() => container(web, prop, { ...nginx, image: 'docker.io/library/nginx:latest' })).toThrow(
    new ConfigurationError(
      `production/Web: ${path} is docker.io/library/nginx:latest; the tag latest means another image tomorrow; use the ` +
        'tag of a version, like 11.8.8',
    ),
  );
});

test('rejects resources by their prop', () => {
  expect(() => container(web, 'nginx', { ...nginx, resources: { cpu: '1', memory: 'much' } })).toThrow(
    new ConfigurationError(
      'production/Web: nginx.resources.memory is much; it must be a positive Kubernetes quantity, a number with a unit ' +
        'that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});

test('R29: a pod is nobody special, and has no token for the API', () => {
  expect(renderedPod({})).toEqual({
    containers: [],
    restartPolicy: 'Always',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 33,
      runAsGroup: 33,
      fsGroup: 33,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
});

test('a process of another user than the others of its pod', () => {
  expect(container(web, '', { ...nginx, user: { uid: 65534, gid: 33 } }).securityContext).toMatchObject({
    runAsUser: 65534,
    runAsGroup: 33,
  });
});

test('a pod of a Job says itself whether it starts again', () => {
  expect(renderedPod({ restartPolicy: 'Never' })).toMatchObject({ restartPolicy: 'Never' });
});

test('a group of its own', () => {
  expect(renderedPod({ user: { uid: 1000, gid: 0 } })).toMatchObject({
    securityContext: { runAsUser: 1000, runAsGroup: 0, fsGroup: 0 },
  });
});

test('R23: whoever has a service account talks to the API', () => {
  expect(renderedPod({ serviceAccountName: 'provisioner' })).toMatchObject({
    automountServiceAccountToken: true,
    serviceAccountName: 'provisioner',
  });
});

test('R11: copies prefer nodes without one of them, and even zones; neither is a must', () => {
  expect(spreadPods(labels)).toEqual({
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
          },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labels },
      },
    ],
  });
});
