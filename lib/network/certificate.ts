import { Construct } from 'constructs';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy,
} from '../../imports/cert-manager.io';
import { Site } from './entrance';
import { CertManagerOptions } from './tls';

/** What makes cert-manager write a site's certificate into a Secret, where no Ingress asks for it. */
export function certificateFromIssuer(
  scope: Construct,
  { issuer, kind }: CertManagerOptions,
  secretName: string,
  { hosts, labels }: Pick<Site, 'hosts' | 'labels'>,
): Certificate {
  return new Certificate(scope, 'Certificate', {
    metadata: { labels },
    spec: {
      secretName,
      dnsNames: [...hosts],
      issuerRef: { group: 'cert-manager.io', kind: kind ?? 'ClusterIssuer', name: issuer },
      privateKey: {
        algorithm: CertificateSpecPrivateKeyAlgorithm.ECDSA,
        size: 256,
        rotationPolicy: CertificateSpecPrivateKeyRotationPolicy.ALWAYS,
      },
    },
  });
}
