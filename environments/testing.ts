import { Exposure, LogInput, Peer, Scale, StorageClass, Tls, WordPressStackProps } from '../lib';

/** Everything that production has, smaller and with a fixed number of web servers. */
export const testing: WordPressStackProps = {
  tenant: {
    quota: { cpu: '8', memory: '16Gi', storage: '100Gi' },
    administrators: ['platform-team'],
    developers: ['developers', 'testers'],
  },
  sharedFiles: { className: 'shared-testing', server: 'nfs.testing.example.org', path: '/exports/testing' },
  site: {
    host: 'blog.testing.example.org',
    adminEmail: 'testers@example.org',
    filesSize: '5Gi',
    resources: { cpu: '100m', memory: '384Mi' },
    public: false,
    debug: true,
  },
  front: {
    exposure: Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' }),
    tls: Tls.secret('blog-tls'),
  },
  web: {
    scale: Scale.fixed(5),
    resources: { cpu: '50m', memory: '256Mi' },
  },
  logs: {
    to: LogInput.kafka({
      brokers: ['kafka.logging.svc:9092'],
      topic: 'access-log-testing',
      peer: Peer.namespace('logging'),
    }),
  },
  database: {
    size: 3,
    volume: { size: '5Gi', class: StorageClass.block('fast') },
    resources: { cpu: '250m', memory: '1Gi' },
  },
  backup: { size: '10Gi', timeZone: 'Europe/Madrid', keep: 2, drill: {} },
  delivery: { repository: 'https://git.example.org/platform/wordpress.git', revision: 'testing' },
};
