import { add, drop, existing, push, remove, set, testRule } from './house';

const POD = 'spec.template.spec';
const NGINX = `${POD}.containers[nginx]`;
const labels = {};

testRule('known-config-maps', {
  accepts: {
    'a ConfigMap that exists': [
      set('Deployment/web', `${POD}.volumes[config].configMap.name`, 'kube-root-ca.crt'),
      existing('ConfigMap', 'kube-root-ca.crt', 'blog'),
    ],
    'one that may be missing': [
      push('Deployment/web', `${NGINX}.envFrom`, { configMapRef: { name: 'more', optional: true } }),
    ],
    'a key of binary data': [
      set('ConfigMap/web-config', 'binaryData', { logo: 'AA==' }),
      set('Deployment/web', `${POD}.volumes[config].configMap.items`, [{ key: 'logo', path: 'logo.png' }]),
    ],
  },
  rejects: {
    'a volume of a ConfigMap that nobody made': [
      [set('Deployment/web', `${POD}.volumes[config].configMap.name`, 'web-cfg')],
      'house/Deployment/web: spec.template.spec.volumes[config].configMap.name is web-cfg; there is no ConfigMap of this name in namespace blog; refer to the ConfigMap by its name property, or list it among the objects that exist already',
    ],
    'a key that it has not': [
      [set('Deployment/web', `${POD}.volumes[config].configMap.items`, [{ key: 'php.ini', path: 'php.ini' }])],
      'house/Deployment/web: spec.template.spec.volumes[config].configMap.items[0].key is php.ini; ConfigMap web-config has no such key, it has nginx.conf, filebeat.yml; use one of these keys',
    ],
    'a file that it has not': [
      [set('Deployment/web', `${NGINX}.volumeMounts[config].subPath`, 'ngnix.conf')],
      'house/Deployment/web: spec.template.spec.containers[nginx].volumeMounts[config].subPath is ngnix.conf; ConfigMap web-config has no such key, it has nginx.conf, filebeat.yml; use one of these keys',
    ],
    'a variable of a key that it has not': [
      [set('Deployment/web', `${NGINX}.env[LEVEL].valueFrom.configMapKeyRef.key`, 'level')],
      'house/Deployment/web: spec.template.spec.containers[nginx].env[LEVEL].valueFrom.configMapKeyRef.key is level; ConfigMap web-config has no such key, it has nginx.conf, filebeat.yml; use one of these keys',
    ],
    'variables of a ConfigMap that nobody made': [
      [push('Deployment/web', `${NGINX}.envFrom`, { configMapRef: { name: 'more' } })],
      'house/Deployment/web: spec.template.spec.containers[nginx].envFrom[0].configMapRef.name is more; there is no ConfigMap of this name in namespace blog; refer to the ConfigMap by its name property, or list it among the objects that exist already',
    ],
    'a projected one that nobody made': [
      [
        push('Deployment/web', `${POD}.volumes`, {
          name: 'projected',
          projected: { sources: [{ configMap: { name: 'more' } }] },
        }),
      ],
      'house/Deployment/web: spec.template.spec.volumes[projected].projected.sources[0].configMap.name is more; there is no ConfigMap of this name in namespace blog; refer to the ConfigMap by its name property, or list it among the objects that exist already',
    ],
  },
});

testRule('known-secrets', {
  accepts: {
    "cert-manager's Secret of an Ingress": [
      set('Ingress/web', 'spec.tls[0].secretName', 'web-tls'),
      set('Ingress/web', 'metadata.annotations', { 'cert-manager.io/cluster-issuer': 'letsencrypt' }),
    ],
    'the Secret of a Certificate': [
      set('Route/web', 'spec.tls.externalCertificate.name', 'web-tls'),
      add({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'web', namespace: 'blog', labels },
        spec: { secretName: 'web-tls' },
      }),
    ],
    "what Elastic's operator makes": [
      set('Route/web', 'spec.tls.externalCertificate.name', 'logs-es-http-certs-public'),
      add({
        apiVersion: 'elasticsearch.k8s.elastic.co/v1',
        kind: 'Elasticsearch',
        metadata: { name: 'logs', namespace: 'blog', labels },
        spec: {},
      }),
    ],
    'the Secret of an ExternalSecret': [
      set('Deployment/web', `${POD}.volumes[accounts].secret.secretName`, 'from-vault'),
      add({
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'accounts', namespace: 'blog', labels },
        spec: { target: { name: 'from-vault' }, data: [{ secretKey: 'wordpress' }] },
      }),
    ],
    'the Secret of an ExternalSecret with whatever is in the store': [
      set('Deployment/web', `${POD}.volumes[accounts].secret.secretName`, 'from-vault'),
      add({
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'from-vault', namespace: 'blog', labels },
        spec: { dataFrom: [{ extract: { key: 'blog' } }] },
      }),
    ],
    'the Secret of a SealedSecret': [
      set('Deployment/web', `${POD}.volumes[accounts].secret.secretName`, 'sealed'),
      add({
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { name: 'sealed', namespace: 'blog', labels },
        spec: { encryptedData: { wordpress: 'AgB...' } },
      }),
    ],
    'a Secret that exists': [
      set('Deployment/web', `${POD}.imagePullSecrets`, [{ name: 'registry' }]),
      existing('Secret', 'registry', 'blog'),
    ],
  },
  rejects: {
    'a Secret that nobody is asked to make': [
      [set('Deployment/web', `${POD}.volumes[accounts].secret.secretName`, 'database-acounts')],
      'house/Deployment/web: spec.template.spec.volumes[accounts].secret.secretName is database-acounts; nobody is asked to make this Secret in namespace blog, so the pods would wait for it forever; require it by new RequiredSecret(...), and refer to it by its name',
    ],
    'a key that it has not': [
      [set('Deployment/web', `${POD}.volumes[accounts].secret.items[0].key`, 'root')],
      'house/Deployment/web: spec.template.spec.volumes[accounts].secret.items[0].key is root; Secret database-accounts has no such key, it has wordpress, backup; use one of these keys',
    ],
    'a key that an ExternalSecret does not write': [
      [
        set('Deployment/web', `${POD}.volumes[accounts].secret.secretName`, 'from-vault'),
        add({
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata: { name: 'from-vault', namespace: 'blog', labels },
          spec: { data: [{ secretKey: 'root' }] },
        }),
      ],
      'house/Deployment/web: spec.template.spec.volumes[accounts].secret.items[0].key is wordpress; Secret from-vault has no such key, it has root; use one of these keys',
    ],
    'a variable of a key that it has not': [
      [
        push('Deployment/web', `${NGINX}.env`, {
          name: 'WHO',
          valueFrom: { secretKeyRef: { name: 'database-accounts', key: 'user' } },
        }),
      ],
      'house/Deployment/web: spec.template.spec.containers[nginx].env[WHO].valueFrom.secretKeyRef.key is user; Secret database-accounts has no such key, it has wordpress, backup; use one of these keys',
    ],
    'a Secret for pulling images that nobody is asked to make': [
      [set('Deployment/web', `${POD}.imagePullSecrets`, [{ name: 'registry' }])],
      'house/Deployment/web: spec.template.spec.imagePullSecrets[registry].name is registry; nobody is asked to make this Secret in namespace blog, so the pods would wait for it forever; require it by new RequiredSecret(...), and refer to it by its name',
    ],
    'a Secret of another namespace': [
      [(input) => ({ ...input, secrets: input.secrets.map((secret) => ({ ...secret, namespace: 'shop' })) })],
      'house/Deployment/web: spec.template.spec.volumes[accounts].secret.secretName is database-accounts; nobody is asked to make this Secret in namespace blog, so the pods would wait for it forever; require it by new RequiredSecret(...), and refer to it by its name',
      'house/Ingress/web: spec.tls[0].secretName is blog-tls; nobody is asked to make this Secret in namespace blog, so the pods would wait for it forever; require it by new RequiredSecret(...), and refer to it by its name',
      'house/Route/web: spec.tls.externalCertificate.name is blog-tls; nobody is asked to make this Secret in namespace blog, so the pods would wait for it forever; require it by new RequiredSecret(...), and refer to it by its name',
    ],
  },
});

testRule('known-claims', {
  accepts: {
    'a claim that exists': [remove('PersistentVolumeClaim/files'), existing('PersistentVolumeClaim', 'files', 'blog')],
  },
  rejects: {
    'a claim that nobody made': [
      [set('Deployment/web', `${POD}.volumes[files].persistentVolumeClaim.claimName`, 'flies')],
      'house/Deployment/web: spec.template.spec.volumes[files].persistentVolumeClaim.claimName is flies; there is no PersistentVolumeClaim of this name in namespace blog; refer to the PersistentVolumeClaim by its name property, or list it among the objects that exist already',
    ],
    'a claim of another namespace': [
      [set('PersistentVolumeClaim/files', 'metadata.namespace', 'shop')],
      'house/Deployment/web: spec.template.spec.volumes[files].persistentVolumeClaim.claimName is files; there is no PersistentVolumeClaim of this name in namespace blog; refer to the PersistentVolumeClaim by its name property, or list it among the objects that exist already',
    ],
  },
});

testRule('known-accounts', {
  accepts: {
    'an account in a namespace of somebody else': [
      push('RoleBinding/provisioner', 'subjects', {
        kind: 'ServiceAccount',
        name: 'router',
        namespace: 'openshift-ingress',
      }),
    ],
    'a role of the cluster': [
      set('RoleBinding/provisioner', 'roleRef', { kind: 'ClusterRole', name: 'view' }),
      push('RoleBinding/provisioner', 'subjects', { kind: 'Group', name: 'developers' }),
    ],
  },
  rejects: {
    'pods under an account that nobody made': [
      [set('Deployment/web', `${POD}.serviceAccountName`, 'web')],
      'house/Deployment/web: spec.template.spec.serviceAccountName is web; there is no ServiceAccount of this name in namespace blog; refer to the ServiceAccount by its name property, or list it among the objects that exist already',
    ],
    'a role that nobody made': [
      [remove('Role/provisioner')],
      'house/RoleBinding/provisioner: roleRef.name is provisioner; there is no Role of this name in namespace blog; refer to the Role by its name property, or list it among the objects that exist already',
    ],
    'an account in a binding that nobody made': [
      [set('RoleBinding/provisioner', 'subjects[provisioner].name', 'provsioner')],
      'house/RoleBinding/provisioner: subjects[provsioner].name is provsioner; there is no ServiceAccount of this name in namespace blog; refer to the ServiceAccount by its name property',
    ],
  },
});

testRule('known-priorities', {
  accepts: {
    "the cluster's own": [set('Deployment/web', `${POD}.priorityClassName`, 'system-cluster-critical')],
    'one that exists': [set('Deployment/web', `${POD}.priorityClassName`, 'gold'), existing('PriorityClass', 'gold')],
    'any where none is made': [
      remove('PriorityClass/important'),
      set('Deployment/web', `${POD}.priorityClassName`, 'gold'),
    ],
  },
  rejects: {
    'one that nobody made': [
      [set('Deployment/web', `${POD}.priorityClassName`, 'imprtant')],
      'house/Deployment/web: spec.template.spec.priorityClassName is imprtant; there is no PriorityClass of this name, and the API server rejects every pod that names it; use one of PriorityClasses, or list it among the objects that exist already',
    ],
  },
});

testRule('known-targets', {
  rejects: {
    'a workload that is not there': [
      [set('HorizontalPodAutoscaler/web', 'spec.scaleTargetRef.name', 'wbe')],
      'house/HorizontalPodAutoscaler/web: spec.scaleTargetRef.name is wbe; there is no Deployment of this name in namespace blog; refer to the Deployment by its name property, or list it among the objects that exist already',
    ],
    'a workload of another kind': [
      [set('HorizontalPodAutoscaler/web', 'spec.scaleTargetRef.kind', 'StatefulSet')],
      'house/HorizontalPodAutoscaler/web: spec.scaleTargetRef.name is web; there is no StatefulSet of this name in namespace blog; refer to the StatefulSet by its name property, or list it among the objects that exist already',
    ],
    'a workload of no API group': [
      [drop('HorizontalPodAutoscaler/web', 'spec.scaleTargetRef.apiVersion')],
      'house/HorizontalPodAutoscaler/web: spec.scaleTargetRef.name is web; there is no Deployment of this name in namespace blog; refer to the Deployment by its name property, or list it among the objects that exist already',
    ],
  },
});
