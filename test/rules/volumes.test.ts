import { drop, push, set, testRule } from './house';

const POD = 'spec.template.spec';

testRule('mounted-volumes', {
  rejects: {
    'a mount of no volume': [
      [set('Deployment/web', `${POD}.containers[nginx].volumeMounts[config].name`, 'cofnig')],
      'house/Deployment/web: spec.template.spec.containers[nginx].volumeMounts[cofnig].name is cofnig; the pod has no volume of this name; add the volume, or correct the name',
    ],
    'a volume that nobody mounts': [
      [push('Deployment/web', `${POD}.volumes`, { name: 'tmp', emptyDir: {} })],
      'house/Deployment/web: spec.template.spec.volumes[tmp].name is tmp; no container mounts this volume, so it does nothing; mount it, or leave it out',
    ],
    'a claim that nobody mounts': [
      [drop('StatefulSet/database', `${POD}.containers[mariadb].volumeMounts`)],
      'house/StatefulSet/database: spec.volumeClaimTemplates[data].metadata.name is data; no container mounts this volume, so it does nothing; mount it, or leave it out',
    ],
    'two volumes of one name': [
      [push('Deployment/web', `${POD}.volumes`, { name: 'files', emptyDir: {} })],
      'house/Deployment/web: spec.template.spec.volumes[files].name is files; another volume of the pod has this name; rename one of them',
    ],
    'two mounts in one place': [
      [push('Deployment/web', `${POD}.containers[nginx].volumeMounts`, { name: 'files', mountPath: '/log' })],
      'house/Deployment/web: spec.template.spec.containers[nginx].volumeMounts[files].mountPath is /log; another mount of the container is in this place; use another mountPath',
    ],
  },
});

testRule('memory-volumes', {
  accepts: {
    'exactly the memory of the containers': [
      set('Deployment/web', `${POD}.volumes[access-log].emptyDir.sizeLimit`, '256Mi'),
    ],
    'a volume on disk without a size': [set('Deployment/web', `${POD}.volumes[access-log].emptyDir`, {})],
  },
  rejects: {
    'one without a size': [
      [drop('Deployment/web', `${POD}.volumes[access-log].emptyDir.sizeLimit`)],
      'house/Deployment/web: spec.template.spec.volumes[access-log].emptyDir.sizeLimit is missing; a volume in memory without a size may fill the memory of its containers, which are then killed; give it a sizeLimit',
    ],
    'more than the containers that run on have': [
      [set('Deployment/web', `${POD}.volumes[access-log].emptyDir.sizeLimit`, '257Mi')],
      "house/Deployment/web: spec.template.spec.volumes is 257Mi in memory; files in memory count against the containers' memory, which is 256Mi; use smaller volumes, volumes on disk, or more memory",
    ],
  },
});
