import { BlockList, isIPv4 } from 'net';
import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { addressRange } from './address-range';
import { reject } from './configuration-error';
import { isLabelValue, isQualifiedName } from './qualified-name';

/** Where clouds serve a machine's credentials; no pod of ours may ask for them. */
const METADATA_ADDRESS = '169.254.169.254';
const METADATA_RANGE = `${METADATA_ADDRESS}/32`;

/** Label by which the API server names every namespace. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

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
    return new Peer({ ipBlock: { cidr, ...(hasMetadata(cidr) && { except: [METADATA_RANGE] }) } });
  }

  /** Any address, but for cloud metadata. */
  static anywhere(): Peer {
    return Peer.addresses('0.0.0.0/0');
  }

  private constructor(
    /** As a network policy carries it. */
    readonly spec: k8s.NetworkPolicyPeer,
  ) {}

  /** @throws ConfigurationError if there can be no such namespace, label or range of addresses, or it is cloud metadata itself */
  check(scope: IConstruct): void {
    const namespace = this.spec.namespaceSelector?.matchLabels?.[NAMESPACE_NAME];
    if (namespace !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
      reject(scope, {
        prop: 'namespace',
        value: namespace,
        rule: 'the name of a namespace has lower-case letters, digits and dashes, at most 63',
        fix: 'see "kubectl get namespaces"',
      });
    }
    for (const [name, value] of Object.entries(this.spec.podSelector?.matchLabels ?? {})) {
      if (!isQualifiedName(name) || !isLabelValue(value)) {
        reject(scope, {
          prop: 'labels',
          value: `${name}: ${value}`,
          rule: 'names and values of labels have letters, digits, dots, dashes and underscores, at most 63, and no pod can have others',
          fix: 'see "kubectl get pods --show-labels"',
        });
      }
    }
    const cidr = this.spec.ipBlock?.cidr;
    if (cidr === undefined) return;
    addressRange(scope, 'addresses', cidr);
    if (cidr === METADATA_RANGE) {
      reject(scope, {
        prop: 'addresses',
        value: cidr,
        rule: "clouds serve their machines' credentials there, and no pod may have them",
        fix: 'name the service that the pods need',
      });
    }
  }
}

/** Whether a range has the metadata address beside others. */
function hasMetadata(cidr: string): boolean {
  const [address = '', length] = cidr.split('/');
  const bits = Number(length);
  if (!isIPv4(address) || !(bits >= 0 && bits < 32)) return false;
  const range = new BlockList();
  range.addSubnet(address, bits);
  return range.check(METADATA_ADDRESS);
}

function inNamespace(name: string): k8s.LabelSelector {
  return { matchLabels: { [NAMESPACE_NAME]: name } };
}
