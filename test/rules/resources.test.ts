import { drop, set, testRule } from './house';

const NGINX = 'spec.template.spec.containers[nginx].resources';
const COPY = 'spec.template.spec.initContainers[copy].resources';

testRule('stated-resources', {
  accepts: { 'a limit of CPU': [set('Deployment/web', `${NGINX}.limits.cpu`, '1')] },
  rejects: {
    'a container without a CPU request': [
      [drop('Deployment/web', `${NGINX}.requests.cpu`)],
      'house/Deployment/web: spec.template.spec.containers[nginx].resources.requests.cpu is missing; a container says what it needs, or it takes its neighbours\' share; make it by container(...) with resources like { cpu: "100m", memory: "128Mi" }',
    ],
    'an init container without resources': [
      [drop('Deployment/web', COPY)],
      'house/Deployment/web: spec.template.spec.initContainers[copy].resources.requests.cpu is missing; a container says what it needs, or it takes its neighbours\' share; make it by container(...) with resources like { cpu: "100m", memory: "128Mi" }',
      'house/Deployment/web: spec.template.spec.initContainers[copy].resources.requests.memory is missing; a container says what it needs, or it takes its neighbours\' share; make it by container(...) with resources like { cpu: "100m", memory: "128Mi" }',
      'house/Deployment/web: spec.template.spec.initContainers[copy].resources.limits.memory is missing; a container says what it needs, or it takes its neighbours\' share; make it by container(...) with resources like { cpu: "100m", memory: "128Mi" }',
    ],
    'a quantity that is none': [
      [set('Deployment/web', `${NGINX}.limits.memory`, '128MB')],
      'house/Deployment/web: spec.template.spec.containers[nginx].resources.limits.memory is 128MB; a container says what it needs, or it takes its neighbours\' share; make it by container(...) with resources like { cpu: "100m", memory: "128Mi" }',
    ],
  },
});

testRule('reserved-memory', {
  accepts: { 'the same amount in another unit': [set('Deployment/web', `${NGINX}.limits.memory`, '131072Ki')] },
  rejects: {
    'a larger limit': [
      [set('Deployment/web', `${NGINX}.limits.memory`, '256Mi')],
      "house/Deployment/web: spec.template.spec.containers[nginx].resources.limits.memory is 256Mi; the request is 128Mi, and memory above it isn't reserved, so that the container may be killed when the node is full; use the same for both",
    ],
  },
});

testRule('chosen-resources', {
  accepts: { 'one half of it': [set('Deployment/web', `${NGINX}.limits`, { cpu: '1500m', memory: '1Gi' })] },
  rejects: {
    'what nobody chose': [
      [set('Deployment/web', `${COPY}.limits`, { cpu: '1500m', memory: '2048Mi' })],
      'house/Deployment/web: spec.template.spec.initContainers[copy].resources.limits is {"cpu":"1500m","memory":"2048Mi"}; this is what cdk8s-plus gives a container that nobody thought about, and far too much for most; say what the container needs',
    ],
  },
});
