import { Field } from './field';
import { Container, Pod } from './pod';
import { defineRule, Finding } from './rule';

const VOLUME_KINDS = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const PROFILES = ['RuntimeDefault', 'Localhost'];
const HOOKS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const LEAVE_OUT = 'leave it out';
const MAKE = 'make the pod by podTemplate(...) and its containers by container(...)';

/**
 * Pod Security would reject the pods when they start, long after the manifests were applied.
 *
 * A pod passes here only if it passes under every Kubernetes version that the stack supports.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restrictedPods = defineRule(
  'restricted-pods',
  'Every pod passes the Pod Security level restricted.',
  function* ({ pods }): Iterable<Finding> {
    for (const pod of pods) {
      yield* restrictedPod(pod);
      for (const container of pod.containers) yield* restrictedContainer(pod, container);
    }
  },
);

/** An intruder can't leave a program behind. */
export const readOnlyRoots = defineRule(
  'read-only-roots',
  'Every container has a read-only root file system.',
  function* ({ pods }): Iterable<Finding> {
    for (const { root } of pods.flatMap(({ containers }) => containers)) {
      const at = root.at('securityContext', 'readOnlyRootFilesystem');
      if (at.value !== true) {
        yield {
          at,
          rule: "what runs in a container can't change its own programs",
          fix: 'make it by container(...), and mount an emptyDir where it writes',
        };
      }
    }
  },
);

/** Programs take no variables for settings that nobody wrote. */
export const noServiceLinks = defineRule(
  'no-service-links',
  'No pod gets a variable for each Service of its namespace.',
  function* ({ pods }): Iterable<Finding> {
    for (const { spec } of pods) {
      const at = spec.at('enableServiceLinks');
      if (at.value !== false) {
        yield {
          at,
          rule: 'variables like MARIADB_PORT, which Kubernetes makes for each Service, are taken for settings by images',
          fix: 'make the pod by podTemplate(...)',
        };
      }
    }
  },
);

function* restrictedPod({ spec, metadata }: Pod): Iterable<Finding> {
  for (const at of ['hostNetwork', 'hostPID', 'hostIPC'].map((name) => spec.at(name))) {
    yield* unless(at.value === undefined || at.value === false, at, 'a pod shares nothing of its node');
  }
  for (const volume of spec.at('volumes').list) {
    yield* unless(
      VOLUME_KINDS.some((kind) => volume.at(kind).exists),
      volume,
      `volumes are of the kinds ${VOLUME_KINDS.join(', ')}`,
      'use a persistentVolumeClaim, or an emptyDir',
    );
  }
  for (const at of spec.at('securityContext', 'sysctls').list.map((sysctl) => sysctl.at('name'))) {
    yield* unless(SYSCTLS.has(at.text ?? ''), at, 'only sysctls that stay within the pod are safe');
  }
  for (const key of metadata.at('annotations').keys.filter((name) => name.startsWith(APPARMOR_ANNOTATION))) {
    const at = metadata.at('annotations', key);
    yield* unless(/^(runtime\/default|localhost\/.*|)$/.test(at.text ?? ''), at, 'AppArmor stays on');
  }
  yield* restrictedContext(spec.at('securityContext'));
}

function* restrictedContainer({ spec }: Pod, { root }: Container): Iterable<Finding> {
  const context = root.at('securityContext');
  const ofPod = spec.at('securityContext');
  const privileged = context.at('privileged');
  yield* unless(privileged.value === undefined || privileged.value === false, privileged, 'no container is privileged');

  const escalation = context.at('allowPrivilegeEscalation');
  yield* unless(escalation.value === false, escalation, 'no process may get more privileges than its parent', MAKE);

  const dropped = context.at('capabilities', 'drop');
  yield* unless(
    dropped.list.some(({ value }) => value === 'ALL'),
    dropped,
    'a container drops ALL capabilities',
    MAKE,
  );
  for (const at of context.at('capabilities', 'add').list) {
    yield* unless(at.text === 'NET_BIND_SERVICE', at, 'no capability but NET_BIND_SERVICE may be added');
  }

  const nonRoot = context.at('runAsNonRoot');
  const saysNonRoot = nonRoot.value ?? ofPod.at('runAsNonRoot').value;
  yield* unless(saysNonRoot === true, nonRoot, 'it is true here or in the pod, so that no process is root', MAKE);
  const profile = context.at('seccompProfile', 'type');
  yield* unless(
    profile.exists || ofPod.at('seccompProfile', 'type').exists,
    profile,
    `a container or its pod has a seccomp profile, ${PROFILES.join(' or ')}`,
    MAKE,
  );

  const mount = context.at('procMount');
  yield* unless(mount.value === undefined || mount.value === 'Default', mount, '/proc stays masked');
  for (const at of root.at('ports').list.map((port) => port.at('hostPort'))) {
    yield* unless(at.value === undefined || at.value === 0, at, 'no container takes a port of its node');
  }
  for (const hook of HOOKS.map((keys) => root.at(...keys))) {
    for (const at of [hook.at('httpGet', 'host'), hook.at('tcpSocket', 'host')]) {
      yield* unless(
        at.value === undefined || at.value === '',
        at,
        'the kubelet asks the pod itself, and no other host',
      );
    }
  }
  yield* restrictedContext(context);
}

/** What pods and containers may say in the same words. */
function* restrictedContext(context: Field): Iterable<Finding> {
  const user = context.at('runAsUser');
  yield* unless(user.value !== 0, user, 'no process is root, which is user 0', MAKE);
  const profile = context.at('seccompProfile', 'type');
  yield* unless(
    !profile.exists || PROFILES.includes(profile.text ?? ''),
    profile,
    `a profile is ${PROFILES.join(' or ')}`,
    MAKE,
  );
  const armor = context.at('appArmorProfile', 'type');
  yield* unless(!armor.exists || PROFILES.includes(armor.text ?? ''), armor, `a profile is ${PROFILES.join(' or ')}`);
  const selinux = context.at('seLinuxOptions');
  const type = selinux.at('type');
  yield* unless(SELINUX_TYPES.includes(type.text ?? ''), type, 'only the SELinux types of containers are safe');
  for (const at of [selinux.at('user'), selinux.at('role')]) {
    yield* unless(!at.exists || at.value === '', at, 'a pod chooses no SELinux user or role');
  }
  const hostProcess = context.at('windowsOptions', 'hostProcess');
  yield* unless(
    hostProcess.value === undefined || hostProcess.value === false,
    hostProcess,
    'no container is a process of its node',
  );
}

function* unless(passes: boolean, at: Field, rule: string, fix = LEAVE_OUT): Iterable<Finding> {
  if (!passes) yield { at, rule: `${rule}, or Pod Security rejects the pod`, fix };
}
