import { drop, set, testRule } from './house';

const POD = 'spec.template.spec';
const NGINX = `${POD}.containers[nginx]`;

testRule('liveness-probes', {
  accepts: {
    'an exception with its reason': [
      drop('Deployment/provisioner', `${POD}.containers[provisioner].livenessProbe`),
      set('Deployment/provisioner', 'metadata.annotations', {
        'rules.cdk8s-wordpress/liveness-probes': 'the program answers nobody',
      }),
    ],
  },
  rejects: {
    'a container without one': [
      [drop('StatefulSet/database', `${POD}.containers[mariadb].livenessProbe`)],
      'house/StatefulSet/database: spec.template.spec.containers[mariadb].livenessProbe is missing; only a liveness probe finds a process that is there and does nothing any more; add one that asks this container alone, and never something that it depends on',
    ],
    'a sidecar without one': [
      [drop('Deployment/web', `${POD}.initContainers[filebeat].livenessProbe`)],
      'house/Deployment/web: spec.template.spec.initContainers[filebeat].livenessProbe is missing; only a liveness probe finds a process that is there and does nothing any more; add one that asks this container alone, and never something that it depends on',
    ],
    'an init container with one': [
      [set('Deployment/web', `${POD}.initContainers[copy].startupProbe`, { exec: { command: ['true'] } })],
      'house/Deployment/web: spec.template.spec.initContainers[copy].startupProbe is {"exec":{"command":["true"]}}; an init container ends before probes begin, and the API server rejects one with a probe; leave it out, or make the container a sidecar',
    ],
    'an exception without a reason': [
      [
        drop('Deployment/provisioner', `${POD}.containers[provisioner].livenessProbe`),
        set('Deployment/provisioner', 'metadata.annotations', { 'rules.cdk8s-wordpress/liveness-probes': '' }),
      ],
      'house/Deployment/provisioner: spec.template.spec.containers[provisioner].livenessProbe is missing; only a liveness probe finds a process that is there and does nothing any more; add one that asks this container alone, and never something that it depends on',
    ],
    'an exception from another rule': [
      [
        drop('Deployment/provisioner', `${POD}.containers[provisioner].livenessProbe`),
        set('Deployment/provisioner', 'metadata.annotations', { 'rules.cdk8s-wordpress/readiness-probes': 'none' }),
      ],
      'house/Deployment/provisioner: spec.template.spec.containers[provisioner].livenessProbe is missing; only a liveness probe finds a process that is there and does nothing any more; add one that asks this container alone, and never something that it depends on',
    ],
  },
});

testRule('readiness-probes', {
  accepts: {
    'a container that no Service sends requests to': [
      drop('Deployment/web', `${POD}.initContainers[filebeat].readinessProbe`),
    ],
  },
  rejects: {
    'a container behind a named port': [
      [drop('Deployment/web', `${NGINX}.readinessProbe`)],
      "house/Deployment/web: spec.template.spec.containers[nginx].readinessProbe is missing; Service web sends requests to this container, also while it can't answer yet; add a readiness probe that fails while requests would",
    ],
    'a container behind a numbered port': [
      [drop('StatefulSet/database', `${POD}.containers[mariadb].readinessProbe`)],
      "house/StatefulSet/database: spec.template.spec.containers[mariadb].readinessProbe is missing; Service database-nodes sends requests to this container, also while it can't answer yet; add a readiness probe that fails while requests would",
    ],
  },
});

testRule('distinct-probes', {
  accepts: {
    'one path with more patience': [
      set('Deployment/web', `${NGINX}.livenessProbe`, { httpGet: { path: '/ready', port: 8080 }, failureThreshold: 6 }),
    ],
  },
  rejects: {
    'the same settings': [
      [set('Deployment/web', `${NGINX}.livenessProbe`, { httpGet: { path: '/ready', port: 8080 } })],
      'house/Deployment/web: spec.template.spec.containers[nginx].livenessProbe is the same as readinessProbe; a pod that is busy for a moment would be restarted instead of only leaving the balancing; ask something simpler, or raise failureThreshold or periodSeconds',
    ],
    'the same settings, of which one says the defaults': [
      [
        set('Deployment/web', `${NGINX}.livenessProbe`, {
          httpGet: { path: '/ready', port: 8080 },
          periodSeconds: 10,
          timeoutSeconds: 1,
          failureThreshold: 3,
        }),
      ],
      'house/Deployment/web: spec.template.spec.containers[nginx].livenessProbe is the same as readinessProbe; a pod that is busy for a moment would be restarted instead of only leaving the balancing; ask something simpler, or raise failureThreshold or periodSeconds',
    ],
  },
});
