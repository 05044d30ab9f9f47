import { Exposure, LogInput, Scale, StorageClass, Tls, WordPressStackProps } from '../lib';

/** A laptop with a cluster of one node, such as kind or k3d: one of each, as small as it goes. */
const laptopDisk = StorageClass.singleNode('standard');

export const development: WordPressStackProps = {
  tenant: {
    quota: { cpu: '2', memory: '4Gi', storage: '20Gi' },
    administrators: ['platform-team'],
    developers: ['developers'],
  },
  sharedFiles: laptopDisk,
  site: {
    host: 'blog.localhost',
    adminEmail: 'developer@example.org',
    filesSize: '2Gi',
    resources: { cpu: '100m', memory: '384Mi' },
    children: 2,
    public: false,
    debug: true,
  },
  front: {
    exposure: Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' }),
    tls: Tls.none(),
  },
  web: {
    scale: Scale.fixed(1),
    resources: { cpu: '50m', memory: '256Mi' },
  },
  logs: { to: LogInput.standardOutput(), resources: { cpu: '20m', memory: '128Mi' } },
  database: {
    size: 1,
    volume: { size: '2Gi', class: laptopDisk },
    resources: { cpu: '100m', memory: '512Mi' },
  },
};
