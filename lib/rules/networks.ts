import { BlockList, isIP } from 'net';
import { NAMESPACE_NAME } from '../kubernetes/peer';
import { Field } from './field';
import { isPort, Pod, PodPort, portsOf } from './pod';
import { defineRule, Finding } from './rule';
import { isEmptySelector, selects } from './selector';
import { perStack, Stack, StackObject } from './stack';

/** Where clouds serve a machine's credentials. */
const METADATA_SERVICE = '169.254.169.254';

type Direction = 'ingress' | 'egress';
const PEERS = { ingress: 'from', egress: 'to' } as const;

/** What isn't wired can't talk. */
export const oneNetworkPolicy = defineRule(
  'one-network-policy',
  "Every workload's pods are selected by one network policy of their own, for both directions.",
  function* (stack): Iterable<Finding> {
    for (const pod of stack.pods) {
      const policies = policiesOf(stack, pod);
      if (policies.length !== 1) {
        yield {
          at: pod.owner.root.at('metadata', 'name'),
          rule:
            policies.length === 0
              ? 'no network policy selects its pods, so nothing says what they may reach and be reached by'
              : `the network policies ${policies.map(({ name }) => name).join(' and ')} select its pods, and only one place may say what they may reach`,
          fix: 'make one WorkloadNetwork for its instance',
        };
      }
    }
    for (const { spec } of stack.ofKind('networking.k8s.io/NetworkPolicy')) {
      const types = spec.at('policyTypes');
      for (const type of ['Ingress', 'Egress'].filter((name) => !types.list.some(({ text }) => text === name))) {
        yield {
          at: types,
          rule: `without ${type} a policy leaves that direction open to all`,
          fix: "use ['Ingress', 'Egress']",
        };
      }
    }
  },
);

/** A hole in a program isn't a hole in the cloud account. */
export const noMetadataService = defineRule(
  'no-metadata-service',
  "No pod may reach the address where clouds serve a machine's credentials.",
  function* (stack): Iterable<Finding> {
    for (const { spec } of stack.ofKind('networking.k8s.io/NetworkPolicy')) {
      for (const rule of spec.at('egress').list) {
        const peers = rule.at('to');
        if (peers.list.length === 0) yield open(peers, 'a rule without peers is for any address');
        for (const block of peers.list.map((peer) => peer.at('ipBlock')).filter(({ exists }) => exists)) {
          const cidr = block.at('cidr');
          const excluded = block.at('except').list.some(({ text }) => contains(text, METADATA_SERVICE));
          if (contains(cidr.text, METADATA_SERVICE) && !excluded) yield open(cidr, 'the range includes it');
        }
      }
    }
  },
);

/** A connection that one side opens isn't closed at the other. */
export const openBothWays = defineRule(
  'open-both-ways',
  'What one workload of a run may reach of another lets it in, and leads to a port that is there; and the other way round.',
  function* (stack): Iterable<Finding> {
    for (const pod of stack.pods) {
      for (const policy of policiesOf(stack, pod)) {
        yield* halfOpen(stack, policy, pod, 'egress');
        yield* halfOpen(stack, policy, pod, 'ingress');
      }
    }
  },
);

function* halfOpen(stack: Stack, policy: StackObject, pod: Pod, direction: Direction): Iterable<Finding> {
  for (const rule of policy.spec.at(direction).list) {
    const ports = rule.at('ports').list.map((port) => ({ at: port.at('port'), protocol: protocolOf(port) }));
    const others = rule.at(PEERS[direction]).list.flatMap((peer) => podsOfPeer(stack, peer, policy));
    for (const other of others) {
      const [client, server] = direction === 'egress' ? [pod, other] : [other, pod];
      for (const { at, protocol } of ports.filter((port) => port.at.exists)) {
        const declared = portsOf(server.containers).find(
          (port) => isPort(port, at.value) && port.protocol === protocol,
        );
        if (!declared) {
          yield {
            at,
            rule: `no container of ${nameOf(server)} declares this ${protocol} port`,
            fix: 'declare the port in the container, or correct the number',
          };
          continue;
        }
        const policies = policiesOf(stack, other);
        const back = direction === 'egress' ? 'ingress' : 'egress';
        if (policies.length > 0 && !policies.some((each) => allows(each, back, pod, declared))) {
          yield {
            at,
            rule: `this policy lets ${nameOf(client)} reach ${nameOf(server)}, and network policy ${policies.map(({ name }) => name).join(' or ')}, on the other side, doesn't`,
            fix: 'open both sides by WorkloadNetwork.connectTo(...)',
          };
        }
      }
    }
  }
}

/** Whether a policy lets its pods talk with another pod at a port, which is a port of whichever of them listens. */
function allows(policy: StackObject, direction: Direction, other: Pod, { name, number, protocol }: PodPort): boolean {
  return policy.spec.at(direction).list.some((rule) => {
    const peers = rule.at(PEERS[direction]).list;
    const ports = rule.at('ports').list;
    return (
      (peers.length === 0 || peers.some((peer) => isPeer(peer, other, policy))) &&
      (ports.length === 0 ||
        ports.some((port) => {
          const { value } = port.at('port');
          return protocolOf(port) === protocol && (value === undefined || value === number || value === name);
        }))
    );
  });
}

/** Pods of this run that a peer of a rule means by their labels; addresses and whole namespaces mean none in particular. */
function podsOfPeer(stack: Stack, peer: Field, policy: StackObject): readonly Pod[] {
  if (!peer.at('podSelector').exists) return [];
  const named = namespaceOf(peer, policy);
  return named === undefined ? [] : stack.podsIn(named).filter((pod) => isPeer(peer, pod, policy));
}

/** Whether a pod may be meant by a peer. Addresses, and namespaces without a name, may be anybody's. */
function isPeer(peer: Field, pod: Pod, policy: StackObject): boolean {
  if (peer.at('ipBlock').exists) return true;
  const namespace = namespaceOf(peer, policy) ?? pod.owner.namespace;
  return namespace === pod.owner.namespace && selects(peer.at('podSelector'), pod.labels);
}

/** The namespace that a peer means; undefined if it means several. */
function namespaceOf(peer: Field, { namespace }: StackObject): string | undefined {
  const selector = peer.at('namespaceSelector');
  return selector.exists ? selector.at('matchLabels').texts[NAMESPACE_NAME] : namespace;
}

function protocolOf(port: Field): string {
  return port.at('protocol').text ?? 'TCP';
}

function policiesOf(stack: Stack, pod: Pod): readonly StackObject[] {
  return policiesByPod(stack).get(pod) ?? [];
}

/** The policies that select pods by labels, by pod. */
const policiesByPod = perStack((stack) => {
  const policies = stack
    .ofKind('networking.k8s.io/NetworkPolicy')
    .filter(({ spec }) => !isEmptySelector(spec.at('podSelector')));
  const byPod = new Map<Pod, StackObject[]>();
  for (const policy of policies) {
    for (const pod of stack.podsIn(policy.namespace)) {
      if (selects(policy.spec.at('podSelector'), pod.labels)) byPod.set(pod, [...(byPod.get(pod) ?? []), policy]);
    }
  }
  return byPod;
});

function contains(range: string | undefined, address: string): boolean {
  const [net = '', bits] = (range ?? '').split('/');
  if (isIP(net) !== 4 || !/^\d+$/.test(bits ?? '') || Number(bits) > 32) return false;
  const list = new BlockList();
  list.addSubnet(net, Number(bits), 'ipv4');
  return list.check(address, 'ipv4');
}

function open(at: Field, why: string): Finding {
  return {
    at,
    rule: `${why}, and ${METADATA_SERVICE} serves the machine's credentials to whoever asks`,
    fix: `use Peer.anywhere(), or except ${METADATA_SERVICE}/32`,
  };
}

function nameOf({ owner }: Pod): string {
  return `${owner.kind} ${owner.name}`;
}
