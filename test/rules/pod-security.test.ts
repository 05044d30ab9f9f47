import { Json } from '../../lib/kubernetes/override';
import { check, drop, Edit, house, push, set, testRule } from './house';

const POD = 'spec.template.spec';
const CONTEXT = `${POD}.securityContext`;
const NGINX = `${POD}.containers[nginx]`;
const SIDECAR = `${POD}.initContainers[filebeat]`;
const web = (place: string, value: Json): Edit => set('Deployment/web', place, value);

testRule('restricted-pods', {
  accepts: {
    'what says nothing else': [
      web(`${POD}.hostNetwork`, false),
      web(`${NGINX}.securityContext.privileged`, false),
      web(`${NGINX}.securityContext.procMount`, 'Default'),
      web(`${NGINX}.ports[http].hostPort`, 0),
      web(`${NGINX}.livenessProbe.httpGet.host`, ''),
      web(`${NGINX}.securityContext.runAsUser`, 101),
      web(`${NGINX}.securityContext.seccompProfile`, { type: 'Localhost', localhostProfile: 'web.json' }),
      web(`${CONTEXT}.appArmorProfile`, { type: 'RuntimeDefault' }),
      web(`${CONTEXT}.seLinuxOptions`, { type: 'container_t', level: 's0:c1,c2', user: '' }),
      web(`${CONTEXT}.sysctls`, [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }]),
      push('Deployment/web', `${NGINX}.securityContext.capabilities.add`, 'NET_BIND_SERVICE'),
      set('Deployment/web', 'spec.template.metadata.annotations', {
        'container.apparmor.security.beta.kubernetes.io/nginx': 'runtime/default',
      }),
    ],
    'containers that say it instead of the pod': [
      drop('CronJob/backup', 'spec.jobTemplate.spec.template.spec.securityContext'),
      set('CronJob/backup', 'spec.jobTemplate.spec.template.spec.containers[backup].securityContext', {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      }),
    ],
  },
  rejects: {
    'R29: a pod on the network of its node': [
      [web(`${POD}.hostNetwork`, true)],
      'house/Deployment/web: spec.template.spec.hostNetwork is true; a pod shares nothing of its node, or Pod Security rejects the pod; leave it out',
    ],
    'R29: a privileged container': [
      [web(`${NGINX}.securityContext.privileged`, true)],
      'house/Deployment/web: spec.template.spec.containers[nginx].securityContext.privileged is true; no container is privileged, or Pod Security rejects the pod; leave it out',
    ],
    'R29: a user that is root': [
      [web(`${CONTEXT}.runAsUser`, 0)],
      'house/Deployment/web: spec.template.spec.securityContext.runAsUser is 0; no process is root, which is user 0, or Pod Security rejects the pod; make the pod by podTemplate(...) and its containers by container(...)',
    ],
    'R29: capabilities that stay': [
      [web(`${NGINX}.securityContext.capabilities.drop`, ['NET_RAW'])],
      'house/Deployment/web: spec.template.spec.containers[nginx].securityContext.capabilities.drop is ["NET_RAW"]; a container drops ALL capabilities, or Pod Security rejects the pod; make the pod by podTemplate(...) and its containers by container(...)',
    ],
    'R12: a folder of the node': [
      [web(`${POD}.volumes[access-log]`, { name: 'access-log', hostPath: { path: '/var/log' } })],
      'house/Deployment/web: spec.template.spec.volumes[access-log] is {"name":"access-log","hostPath":{"path":"/var/log"}}; volumes are of the kinds configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret, or Pod Security rejects the pod; use a persistentVolumeClaim, or an emptyDir',
    ],
  },
});

describe('restricted-pods rejects', () => {
  const context = 'securityContext';
  test.each<[string, Json]>([
    [`${POD}.hostPID`, true],
    [`${POD}.hostIPC`, true],
    [`${POD}.volumes[access-log]`, { name: 'access-log', nfs: { server: 'nfs.example.org', path: '/' } }],
    [`${CONTEXT}.sysctls`, [{ name: 'kernel.msgmax', value: '1' }]],
    [`${CONTEXT}.seccompProfile.type`, 'Unconfined'],
    [`${CONTEXT}.appArmorProfile.type`, 'Unconfined'],
    [`${CONTEXT}.seLinuxOptions.type`, 'spc_t'],
    [`${CONTEXT}.seLinuxOptions.user`, 'root'],
    [`${CONTEXT}.seLinuxOptions.role`, 'sysadm_r'],
    [`${CONTEXT}.windowsOptions.hostProcess`, true],
    [`${NGINX}.${context}.allowPrivilegeEscalation`, true],
    [`${NGINX}.${context}.runAsNonRoot`, false],
    [`${NGINX}.${context}.runAsUser`, 0],
    [`${NGINX}.${context}.seccompProfile.type`, 'Unconfined'],
    [`${NGINX}.${context}.capabilities.add`, ['SYS_ADMIN']],
    [`${NGINX}.${context}.procMount`, 'Unmasked'],
    [`${NGINX}.${context}.appArmorProfile.type`, 'Unconfined'],
    [`${NGINX}.${context}.seLinuxOptions.type`, 'spc_t'],
    [`${NGINX}.${context}.windowsOptions.hostProcess`, true],
    [`${NGINX}.ports[http].hostPort`, 8080],
    [`${NGINX}.livenessProbe.httpGet.host`, '10.0.0.1'],
    [`${NGINX}.lifecycle.preStop.httpGet.host`, '10.0.0.1'],
    [`${SIDECAR}.${context}.privileged`, true],
    [`${SIDECAR}.${context}.allowPrivilegeEscalation`, true],
    ['spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/nginx]', 'unconfined'],
  ])('R29: %s %j', (place, value) => {
    const found = check('restricted-pods', house(web(place, value)));
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(`house/Deployment/web: ${place}`);
  });

  test.each([
    `${NGINX}.${context}.allowPrivilegeEscalation`,
    `${NGINX}.${context}.capabilities.drop`,
    `${SIDECAR}.${context}.allowPrivilegeEscalation`,
  ])('R29: %s missing', (place) => {
    expect(check('restricted-pods', house(drop('Deployment/web', place))).map(({ message }) => message)).toEqual([
      expect.stringContaining(`house/Deployment/web: ${place} is missing; `),
    ]);
  });

  test.each([`${CONTEXT}.runAsNonRoot`, `${CONTEXT}.seccompProfile`])(
    'R29: %s missing, for each container',
    (place) => {
      expect(check('restricted-pods', house(drop('Deployment/web', place)))).toHaveLength(3);
    },
  );
});

testRule('read-only-roots', {
  rejects: {
    'a container that may write': [
      [web(`${NGINX}.securityContext.readOnlyRootFilesystem`, false)],
      "house/Deployment/web: spec.template.spec.containers[nginx].securityContext.readOnlyRootFilesystem is false; what runs in a container can't change its own programs; make it by container(...), and mount an emptyDir where it writes",
    ],
    'an init container that does not say': [
      [drop('Deployment/web', `${POD}.initContainers[copy].securityContext.readOnlyRootFilesystem`)],
      "house/Deployment/web: spec.template.spec.initContainers[copy].securityContext.readOnlyRootFilesystem is missing; what runs in a container can't change its own programs; make it by container(...), and mount an emptyDir where it writes",
    ],
  },
});

testRule('no-service-links', {
  rejects: {
    'a pod that does not say': [
      [drop('Deployment/web', `${POD}.enableServiceLinks`)],
      'house/Deployment/web: spec.template.spec.enableServiceLinks is missing; variables like MARIADB_PORT, which Kubernetes makes for each Service, are taken for settings by images; make the pod by podTemplate(...)',
    ],
    'a pod with them': [
      [web(`${POD}.enableServiceLinks`, true)],
      'house/Deployment/web: spec.template.spec.enableServiceLinks is true; variables like MARIADB_PORT, which Kubernetes makes for each Service, are taken for settings by images; make the pod by podTemplate(...)',
    ],
  },
});
