import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Endpoint } from '../kubernetes/endpoint';
import { instanceName } from '../kubernetes/instance-name';
import { platformLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { addressRange } from '../kubernetes/address-range';
import { hostName } from './host-name';
import { portNumber } from '../kubernetes/port-number';

/** Settings of an {@link ExternalService}. */
export interface ExternalServiceProps {
  /** DNS name of what runs elsewhere. */
  readonly host: string;
  /** TCP port where it listens. */
  readonly port: number;
  /**
   * Range of its addresses, as clients' network policies see it.
   * @default - any address
   */
  readonly addresses?: string;
}

/**
 * A name in the cluster for something that runs elsewhere, such as a database that hasn't moved yet.
 *
 * It is only an alias in DNS. Clients connect to it as to anything of ours; when the thing moves in, they don't change.
 * What checks the name itself, a certificate or a virtual host, sees the alias.
 *
 * @throws ConfigurationError if the host isn't a DNS name, or the port or the range of addresses is none
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
export class ExternalService extends Construct implements Endpoint {
  /** The Service. */
  readonly service: k8s.KubeService;
  readonly host: string;
  readonly port: number;
  readonly podPort: number;
  readonly peer: Peer;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    this.port = portNumber(this, 'port', props.port);
    this.podPort = this.port;
    this.peer = props.addresses ? Peer.addresses(addressRange(this, 'addresses', props.addresses)) : Peer.anywhere();
    this.service = new k8s.KubeService(this, 'Resource', {
      metadata: { labels: platformLabels('external-service', instanceName(this)) },
      spec: { type: 'ExternalName', externalName: hostName(this, 'host', props.host) },
    });
    const { name, metadata } = this.service;
    this.host = metadata.namespace ? `${name}.${metadata.namespace}.svc` : name;
  }
}
