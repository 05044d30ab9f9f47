import { add, push, set, testRule } from './house';

const NGINX = 'spec.template.spec.containers[nginx]';
const secret = (content: { [field: string]: { [key: string]: string } }) =>
  add({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys', namespace: 'blog' }, ...content });

testRule('no-secret-data', {
  accepts: { 'a Secret that something else fills': [secret({})] },
  rejects: {
    data: [
      [secret({ data: { password: 'aHVudGVyMg==' } })],
      'house/Secret/keys: data is hidden, with the keys password; the manifests are in git, where everyone who can read them would have it; use new RequiredSecret(...), and keep the values elsewhere',
    ],
    'readable data': [
      [secret({ stringData: { user: 'admin', password: 'hunter2' } })],
      'house/Secret/keys: stringData is hidden, with the keys user, password; the manifests are in git, where everyone who can read them would have it; use new RequiredSecret(...), and keep the values elsewhere',
    ],
  },
});

testRule('no-literal-secrets', {
  accepts: {
    'a yes or no': [push('Deployment/web', `${NGINX}.env`, { name: 'MARIADB_RANDOM_ROOT_PASSWORD', value: 'yes' })],
    'another variable': [push('Deployment/web', `${NGINX}.env`, { name: 'API_TOKEN', value: '$(TOKEN)' })],
    'the place of a secret': [set('Deployment/web', `${NGINX}.args`, ['--password=/run/secrets/password'])],
    'an address without a password': [
      push('Deployment/web', `${NGINX}.env`, { name: 'URL', value: 'https://blog.example.org:8080/a@b' }),
    ],
    'a public key': [set('ConfigMap/web-config', 'data.pub', '-----BEGIN PUBLIC KEY-----')],
    'names that only sound like it': [
      push('Deployment/web', `${NGINX}.env`, { name: 'KEEP_PASSES', value: '8' }),
      push('Deployment/web', `${NGINX}.env`, { name: 'KEYBOARD', value: 'qwertz' }),
    ],
  },
  rejects: {
    'a variable': [
      [push('Deployment/web', `${NGINX}.env`, { name: 'DB_PASSWORD', value: 'hunter2' })],
      'house/Deployment/web: spec.template.spec.containers[nginx].env[DB_PASSWORD].value is hidden; it looks like a secret, and everyone who can read the manifests, or list pods, would have it; put it into a RequiredSecret and mount that as a file',
    ],
    'an argument': [
      [set('Deployment/web', `${NGINX}.args`, ['--api-key=hunter2'])],
      'house/Deployment/web: spec.template.spec.containers[nginx].args[0] is hidden; it looks like a secret, and everyone who can read the manifests, or list pods, would have it; put it into a RequiredSecret and mount that as a file',
    ],
    'an address with a password': [
      [push('Deployment/web', `${NGINX}.env`, { name: 'URL', value: 'https://me:hunter2@example.org' })],
      'house/Deployment/web: spec.template.spec.containers[nginx].env[URL].value is hidden; it looks like a secret, and everyone who can read the manifests, or list pods, would have it; put it into a RequiredSecret and mount that as a file',
    ],
    'a private key': [
      [set('ConfigMap/web-config', 'data[tls.key]', '-----BEGIN EC PRIVATE KEY-----\nhunter2')],
      'house/ConfigMap/web-config: data[tls.key] is hidden; it looks like a secret, and everyone who can read the manifests, or list pods, would have it; put it into a RequiredSecret and mount that as a file',
    ],
  },
});
