import { Duration } from 'cdk8s';
import { Exposure, Scale, SecretSource, StorageClass, Tls, WordPressStackProps } from '../lib';

/** The size of production, reached through a Gateway and with its Secrets from a store. */
export const preproduction: WordPressStackProps = {
  cluster: {
    secrets: SecretSource.external({ store: 'vault', prefix: 'wordpress/preproduction' }),
  },
  tenant: {
    quota: { cpu: '16', memory: '32Gi', storage: '300Gi' },
    administrators: ['platform-team'],
    developers: ['developers'],
  },
  sharedFiles: {
    className: 'shared-preproduction',
    server: 'nfs.preproduction.example.org',
    path: '/exports/preproduction',
  },
  site: {
    host: 'blog.preproduction.example.org',
    adminEmail: 'platform@example.org',
    filesSize: '20Gi',
    public: false,
  },
  front: {
    exposure: Exposure.gateway({ name: 'public', namespace: 'gateway' }),
    tls: Tls.certManager({ issuer: 'letsencrypt-staging' }),
  },
  web: { scale: Scale.between(4, 10) },
  logs: {
    to: {
      quota: { cpu: '8', memory: '36Gi', storage: '180Gi' },
      kafka: { brokers: 3, volume: { size: '10Gi', class: StorageClass.block('fast') } },
      logstash: { volume: { size: '4Gi', class: StorageClass.block('fast') } },
      elasticsearch: { nodes: 3, volume: { size: '30Gi', class: StorageClass.block('fast') } },
      buffer: Duration.days(2),
      retention: Duration.days(7),
    },
  },
  database: {
    size: 3,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    resources: { cpu: '500m', memory: '2Gi' },
  },
  backup: { size: '100Gi', timeZone: 'Europe/Madrid', keep: 4, drill: {} },
  delivery: { repository: 'https://git.example.org/platform/wordpress.git', revision: 'preproduction' },
};
