import { Duration } from 'cdk8s';
import { CertificateSource, Exposure, Peer, Scale, StorageClass, Tls, WordPressStackProps } from '../lib';

/** Six machines or more: 4 to 10 web servers, 3 databases, files on the storage array. */
export const production: WordPressStackProps = {
  owner: { name: 'platform-team', email: 'platform@example.org' },
  tenant: {
    quota: { cpu: '24', memory: '32Gi', storage: '300Gi' },
    administrators: ['platform-team'],
    developers: ['developers'],
  },
  sharedFiles: { className: 'shared', server: 'nfs.example.org', path: '/exports/production', onDelete: 'retain' },
  site: {
    host: 'blog.example.org',
    adminEmail: 'platform@example.org',
    title: 'Our blog',
    filesSize: '20Gi',
    resources: { cpu: '500m', memory: '512Mi' },
    outgoing: [
      // Update notices and feeds; mail leaves through the relay.
      { peer: Peer.anywhere(), port: 443 },
      { peer: Peer.addresses('10.0.25.0/24'), port: 587 },
    ],
  },
  front: {
    exposure: Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' }),
    tls: Tls.certManager({ issuer: 'letsencrypt' }),
  },
  web: { scale: Scale.between(4, 10) },
  logs: {
    // Kafka keeps three days of lines, Elasticsearch a month; its certificate comes from an authority inside the cluster.
    to: {
      quota: { cpu: '8', memory: '36Gi', storage: '640Gi' },
      kafka: { brokers: 3, volume: { size: '50Gi', class: StorageClass.block('fast') } },
      logstash: { volume: { size: '10Gi', class: StorageClass.block('fast') } },
      elasticsearch: {
        nodes: 3,
        volume: { size: '150Gi', class: StorageClass.block('fast') },
        certificate: CertificateSource.certManager({ issuer: 'internal-ca' }),
      },
      buffer: Duration.days(3),
      retention: Duration.days(30),
    },
  },
  database: {
    size: 3,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '2Gi' },
  },
  backup: { size: '100Gi', timeZone: 'Europe/Madrid', keep: 8, drill: {} },
  delivery: { repository: 'https://git.example.org/platform/wordpress.git', revision: 'production' },
};
