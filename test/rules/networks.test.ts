import { copy, drop, push, remove, set, testRule } from './house';

const INSTANCE = '[app.kubernetes.io/instance]';

testRule('one-network-policy', {
  rejects: {
    'R26: pods that no policy selects': [
      [remove('NetworkPolicy/backup')],
      'house/CronJob/backup: metadata.name is backup; no network policy selects its pods, so nothing says what they may reach and be reached by; make one WorkloadNetwork for its instance',
    ],
    'R26: pods that two policies select': [
      [copy('NetworkPolicy/backup', { 'metadata.name': 'second' })],
      'house/CronJob/backup: metadata.name is backup; the network policies backup and second select its pods, and only one place may say what they may reach; make one WorkloadNetwork for its instance',
    ],
    'R26: a policy for one direction': [
      [set('NetworkPolicy/backup', 'spec.policyTypes', ['Ingress'])],
      "house/NetworkPolicy/backup: spec.policyTypes is [\"Ingress\"]; without Egress a policy leaves that direction open to all; use ['Ingress', 'Egress']",
    ],
    'R26: a policy that does not say for which': [
      [drop('NetworkPolicy/backup', 'spec.policyTypes')],
      "house/NetworkPolicy/backup: spec.policyTypes is missing; without Ingress a policy leaves that direction open to all; use ['Ingress', 'Egress']",
      "house/NetworkPolicy/backup: spec.policyTypes is missing; without Egress a policy leaves that direction open to all; use ['Ingress', 'Egress']",
    ],
  },
});

testRule('no-metadata-service', {
  accepts: {
    'other addresses': [push('NetworkPolicy/web', 'spec.egress', { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })],
    'a larger exception': [
      push('NetworkPolicy/web', 'spec.egress', {
        to: [{ ipBlock: { cidr: '128.0.0.0/1', except: ['169.254.0.0/16'] } }],
      }),
    ],
  },
  rejects: {
    'any address': [
      [drop('NetworkPolicy/web', 'spec.egress[1].to[0].ipBlock.except')],
      "house/NetworkPolicy/web: spec.egress[1].to[0].ipBlock.cidr is 0.0.0.0/0; the range includes it, and 169.254.169.254 serves the machine's credentials to whoever asks; use Peer.anywhere(), or except 169.254.169.254/32",
    ],
    'a range with it': [
      [push('NetworkPolicy/web', 'spec.egress', { to: [{ ipBlock: { cidr: '169.254.0.0/16' } }] })],
      "house/NetworkPolicy/web: spec.egress[2].to[0].ipBlock.cidr is 169.254.0.0/16; the range includes it, and 169.254.169.254 serves the machine's credentials to whoever asks; use Peer.anywhere(), or except 169.254.169.254/32",
    ],
    'another exception': [
      [set('NetworkPolicy/web', 'spec.egress[1].to[0].ipBlock.except', ['10.0.0.0/8'])],
      "house/NetworkPolicy/web: spec.egress[1].to[0].ipBlock.cidr is 0.0.0.0/0; the range includes it, and 169.254.169.254 serves the machine's credentials to whoever asks; use Peer.anywhere(), or except 169.254.169.254/32",
    ],
    'a rule without peers': [
      [push('NetworkPolicy/web', 'spec.egress', { ports: [{ port: 443 }] })],
      "house/NetworkPolicy/web: spec.egress[2].to is missing; a rule without peers is for any address, and 169.254.169.254 serves the machine's credentials to whoever asks; use Peer.anywhere(), or except 169.254.169.254/32",
    ],
  },
});

testRule('open-both-ways', {
  accepts: {
    'the name of a port': [set('NetworkPolicy/web', 'spec.egress[0].ports[0].port', 'mysql')],
    'another side that is open to all': [set('NetworkPolicy/database', 'spec.ingress', [{}])],
    'another side that is open to every namespace': [
      set('NetworkPolicy/database', 'spec.ingress[0].from', [{ namespaceSelector: {} }]),
    ],
    'another side without a policy': [remove('NetworkPolicy/database'), remove('NetworkPolicy/backup')],
    'pods of somebody else': [
      push('NetworkPolicy/web', 'spec.egress', {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: [{ port: 53, protocol: 'UDP' }],
      }),
    ],
    'all ports': [drop('NetworkPolicy/web', 'spec.egress[0].ports')],
  },
  rejects: {
    'R26: a server that lets nobody in': [
      [drop('NetworkPolicy/database', 'spec.ingress')],
      "house/NetworkPolicy/web: spec.egress[0].ports[0].port is 3306; this policy lets Deployment web reach StatefulSet database, and network policy database, on the other side, doesn't; open both sides by WorkloadNetwork.connectTo(...)",
      "house/NetworkPolicy/backup: spec.egress[0].ports[0].port is 3306; this policy lets CronJob backup reach StatefulSet database, and network policy database, on the other side, doesn't; open both sides by WorkloadNetwork.connectTo(...)",
    ],
    'R26: a client that is not let out': [
      [drop('NetworkPolicy/backup', 'spec.egress')],
      "house/NetworkPolicy/database: spec.ingress[0].ports[0].port is 3306; this policy lets CronJob backup reach StatefulSet database, and network policy backup, on the other side, doesn't; open both sides by WorkloadNetwork.connectTo(...)",
    ],
    'R26: another port on the other side': [
      [set('NetworkPolicy/web', 'spec.egress[0].ports[0].port', 9104)],
      "house/NetworkPolicy/web: spec.egress[0].ports[0].port is 9104; this policy lets Deployment web reach StatefulSet database, and network policy database, on the other side, doesn't; open both sides by WorkloadNetwork.connectTo(...)",
      "house/NetworkPolicy/database: spec.ingress[0].ports[0].port is 3306; this policy lets Deployment web reach StatefulSet database, and network policy web, on the other side, doesn't; open both sides by WorkloadNetwork.connectTo(...)",
    ],
    'R26: another protocol': [
      [set('NetworkPolicy/web', 'spec.egress[0].ports[0].protocol', 'UDP')],
      'house/NetworkPolicy/web: spec.egress[0].ports[0].port is 3306; no container of StatefulSet database declares this UDP port; declare the port in the container, or correct the number',
      "house/NetworkPolicy/database: spec.ingress[0].ports[0].port is 3306; this policy lets Deployment web reach StatefulSet database, and network policy web, on the other side, doesn't; open both sides by WorkloadNetwork.connectTo(...)",
    ],
    'R26: a port that nobody has': [
      [
        set('NetworkPolicy/web', 'spec.egress[0].ports[0].port', 3307),
        drop('NetworkPolicy/database', `spec.ingress[0].from[0].podSelector.matchLabels${INSTANCE}`),
        set('NetworkPolicy/database', 'spec.ingress[0].from[0].podSelector.matchLabels.nobody', 'web'),
      ],
      'house/NetworkPolicy/web: spec.egress[0].ports[0].port is 3307; no container of StatefulSet database declares this TCP port; declare the port in the container, or correct the number',
    ],
  },
});
