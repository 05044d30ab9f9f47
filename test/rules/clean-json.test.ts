import { set, testRule } from './house';

testRule('clean-json', {
  accepts: {
    'an empty storage class and API group': [
      set('PersistentVolumeClaim/files', 'spec.storageClassName', ''),
      set('RoleBinding/provisioner', 'subjects[provisioner].apiGroup', ''),
    ],
    'a value that is false, zero or empty': [set('Deployment/web', 'spec.template.spec.securityContext.fsGroup', 0)],
  },
  rejects: {
    'a status': [
      [set('Deployment/web', 'status', { replicas: 3 })],
      'house/Deployment/web: status is there; the status is what the cluster reports, and never what is applied; leave it out',
    ],
    'a null': [
      [set('Service/web', 'spec.ports[http].nodePort', null)],
      'house/Service/web: spec.ports[http].nodePort is null; the API server takes a field that is nothing for one to default or delete, and every comparison finds a difference; leave the field out',
    ],
    'a null in a list': [
      [set('Service/web', 'spec.externalIPs', ['10.0.0.1', null])],
      'house/Service/web: spec.externalIPs[1] is null; the API server takes a field that is nothing for one to default or delete, and every comparison finds a difference; leave the field out',
    ],
    'an empty name': [
      [set('Ingress/web', 'spec.tls[0].secretName', '')],
      'house/Ingress/web: spec.tls[0].secretName is empty; an empty name names nothing; write the name, or leave the field out',
    ],
  },
});
