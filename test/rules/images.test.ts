import { drop, set, testRule } from './house';

const NGINX = 'spec.template.spec.containers[nginx]';

testRule('pinned-images', {
  accepts: {
    'a digest': [set('Deployment/web', `${NGINX}.image`, `docker.io/library/nginx:1.28.0@sha256:${'0'.repeat(64)}`)],
    'a registry with a port': [set('Deployment/web', `${NGINX}.image`, 'mirror:5000/nginx:1.28.0')],
  },
  rejects: {
    'no registry': [
      [set('Deployment/web', `${NGINX}.image`, 'nginx:1.28.0')],
      'house/Deployment/web: spec.template.spec.containers[nginx].image is nginx:1.28.0; an image needs a registry, a repository and a tag, so that everyone gets the same one; write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
    ],
    'no tag': [
      [set('Deployment/web', `${NGINX}.image`, 'docker.io/library/nginx')],
      'house/Deployment/web: spec.template.spec.containers[nginx].image is docker.io/library/nginx; an image needs a registry, a repository and a tag, so that everyone gets the same one; write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
    ],
    'a tag that floats, in an init container': [
      [set('Deployment/web', 'spec.template.spec.initContainers[copy].image', 'docker.io/library/wordpress:latest')],
      'house/Deployment/web: spec.template.spec.initContainers[copy].image is docker.io/library/wordpress:latest; the tag latest means another image tomorrow; use the tag of a version, like 11.8.8',
    ],
    'no pull policy': [
      [drop('Deployment/web', `${NGINX}.imagePullPolicy`)],
      'house/Deployment/web: spec.template.spec.containers[nginx].imagePullPolicy is missing; what Kubernetes takes instead depends on the tag; use IfNotPresent',
    ],
  },
});
