import { Construct } from 'constructs';
import { k8s } from 'cdk8s-plus-27';
import { clusterScoped } from '../../lib/kubernetes/cluster-scoped';
import { selectorLabels } from '../../lib/kubernetes/labels';
import { intOrString } from '../../lib/kubernetes/quantity';
import { Exposure } from '../../lib/network/exposure';
import { IngressedService } from '../../lib/network/ingressed-service';
import { Tls } from '../../lib/network/tls';
import { backend } from '../network/backend';

/** Annotations of an object of {@link stack}, by its construct id. */
export type Annotations = Readonly<Record<string, Record<string, string>>>;

/** One object of every kind that an environment has, referring to each other as there. */
export function stack(scope: Construct, annotations: Annotations = {}, exposure = INGRESS): void {
  const metadata = (id: string, labels: Record<string, string> = {}) => ({ labels, annotations: annotations[id] });
  const pods = (instance: string, spec: Partial<k8s.PodSpec> = {}): k8s.PodTemplateSpec => ({
    metadata: { labels: selectorLabels(instance) },
    spec: { containers: [{ name: instance }], ...spec },
  });
  const selector = (instance: string) => ({ matchLabels: selectorLabels(instance) });
  const claim = (claimName: string) => ({ name: claimName, persistentVolumeClaim: { claimName } });

  new k8s.KubeNamespace(scope, 'Namespace', { metadata: clusterScoped({ name: 'blog' }) });
  new k8s.KubeResourceQuota(scope, 'Quota', { metadata: metadata('Quota') });
  const fast = new k8s.KubeStorageClass(scope, 'Fast', {
    metadata: clusterScoped({ name: 'fast' }),
    provisioner: 'example.org/disks',
  });
  const important = new k8s.KubePriorityClass(scope, 'Important', {
    metadata: clusterScoped({ name: 'important' }),
    value: 1000,
  });
  const account = new k8s.KubeServiceAccount(scope, 'Account', { metadata: metadata('Account') });
  const role = new k8s.KubeRole(scope, 'Role', { metadata: metadata('Role') });
  new k8s.KubeRoleBinding(scope, 'Binding', {
    metadata: metadata('Binding'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.name },
    subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: 'blog' }],
  });
  const settings = new k8s.KubeConfigMap(scope, 'Settings', { metadata: metadata('Settings') });

  new k8s.KubePersistentVolume(scope, 'Export', { metadata: clusterScoped({ name: 'export' }) });
  const exported = new k8s.KubePersistentVolumeClaim(scope, 'ExportClaim', { metadata: metadata('ExportClaim') });
  new k8s.KubeDeployment(scope, 'Provisioner', {
    metadata: metadata('Provisioner', { 'app.kubernetes.io/component': 'storage' }),
    spec: {
      selector: selector('provisioner'),
      template: pods('provisioner', { serviceAccountName: account.name, volumes: [claim(exported.name)] }),
    },
  });

  const database = new k8s.KubeService(scope, 'DatabasePods', {
    metadata: metadata('DatabasePods'),
    spec: { clusterIp: 'None', selector: selectorLabels('database') },
  });
  new k8s.KubeStatefulSet(scope, 'Database', {
    metadata: metadata('Database'),
    spec: {
      serviceName: database.name,
      selector: selector('database'),
      template: pods('database', { priorityClassName: important.name }),
      volumeClaimTemplates: [{ spec: { storageClassName: fast.name } }],
    },
  });
  new k8s.KubePodDisruptionBudget(scope, 'DatabaseBudget', {
    metadata: metadata('DatabaseBudget'),
    spec: { selector: selector('database'), maxUnavailable: intOrString(1) },
  });

  const files = new k8s.KubePersistentVolumeClaim(scope, 'Files', { metadata: metadata('Files') });
  new k8s.KubeJob(scope, 'Install', {
    metadata: metadata('Install'),
    spec: { template: pods('install', { volumes: [claim(files.name)] }) },
  });
  const web = new k8s.KubeDeployment(scope, 'WebServers', {
    metadata: metadata('WebServers'),
    spec: {
      selector: selector('web'),
      template: pods('web', {
        containers: [{ name: 'web', envFrom: [{ configMapRef: { name: settings.name } }] }],
        volumes: [claim(files.name)],
      }),
    },
  });
  new k8s.KubePodDisruptionBudget(scope, 'WebBudget', {
    metadata: metadata('WebBudget'),
    spec: { selector: selector('web'), maxUnavailable: intOrString(1) },
  });
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'WebScale', {
    metadata: metadata('WebScale'),
    spec: { scaleTargetRef: { apiVersion: web.apiVersion, kind: web.kind, name: web.name }, maxReplicas: 10 },
  });
  const tls = exposure.entrance.router && Tls.certManager({ issuer: 'letsencrypt' });
  new IngressedService(scope, 'Front', { backend: backend(scope), host: 'blog.example.org', exposure, tls });

  const backups = new k8s.KubePersistentVolumeClaim(scope, 'Backups', { metadata: metadata('Backups') });
  new k8s.KubeCronJob(scope, 'Backup', {
    metadata: metadata('Backup'),
    spec: {
      schedule: '0 23 * * 4',
      jobTemplate: { spec: { template: pods('backup', { volumes: [claim(backups.name), claim(files.name)] }) } },
    },
  });
}

const INGRESS = Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' });
