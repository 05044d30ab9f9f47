import { k8s } from 'cdk8s-plus-27';

/** Where clouds serve a machine's credentials; no pod of ours may ask for them. */
const METADATA_ADDRESS = '169.254.169.254/32';

/**
 * One side of an allowed connection, as a network policy sees it.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class Peer {
  /** Pods of one namespace by their labels. */
  static pods(namespace: string | undefined, labels: Readonly<Record<string, string>>): Peer {
    return new Peer({
      ...(namespace && { namespaceSelector: inNamespace(namespace) }),
      podSelector: { matchLabels: { ...labels } },
    });
  }

  /** Every pod of one namespace. */
  static namespace(name: string): Peer {
    return new Peer({ namespaceSelector: inNamespace(name) });
  }

  /** Addresses, in or outside of the cluster: `10.0.0.0/8`. Cloud metadata is always excluded. */
  static addresses(cidr: string): Peer {
    return new Peer({ ipBlock: { cidr, ...(cidr === '0.0.0.0/0' && { except: [METADATA_ADDRESS] }) } });
  }

  /** Any address, but for cloud metadata. */
  static anywhere(): Peer {
    return Peer.addresses('0.0.0.0/0');
  }

  private constructor(
    /** As a network policy carries it. */
    readonly spec: k8s.NetworkPolicyPeer,
  ) {}
}

function inNamespace(name: string): k8s.LabelSelector {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}
