import { Construct } from 'constructs';
import { Peer } from '../../lib/kubernetes/peer';

test('R26: pods of a namespace', () => {
  expect(Peer.pods('blog', { role: 'web' }).spec).toEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'blog' } },
    podSelector: { matchLabels: { role: 'web' } },
  });
});

test('R26: pods of the same namespace, where none is known', () => {
  expect(Peer.pods(undefined, { role: 'web' }).spec).toEqual({ podSelector: { matchLabels: { role: 'web' } } });
});

test('R26: every pod of a namespace', () => {
  expect(Peer.namespace('logging').spec).toEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'logging' } },
  });
});

test('R26: addresses', () => {
  expect(Peer.addresses('10.0.25.0/24').spec).toEqual({ ipBlock: { cidr: '10.0.25.0/24' } });
});

test('R26: anywhere is never where clouds serve a machine’s credentials', () => {
  expect(Peer.anywhere().spec).toEqual({ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } });
});

test.each(['169.254.0.0/16', '128.0.0.0/1'])('R26: neither is it in %s', (cidr) => {
  expect(Peer.addresses(cidr).spec).toEqual({ ipBlock: { cidr, except: ['169.254.169.254/32'] } });
});

test.each([
  [
    Peer.namespace('Mail'),
    'blog: namespace is Mail; the name of a namespace has lower-case letters, digits and dashes, at most 63; see "kubectl get namespaces"',
  ],
  [
    Peer.addresses('10.0.25.0'),
    'blog: addresses is 10.0.25.0; a range of addresses is its first address, a slash and the number of leading bits that all share; write for example 192.0.2.0/24, or 192.0.2.7/32 for a single address',
  ],
  [
    Peer.addresses('169.254.169.254/32'),
    "blog: addresses is 169.254.169.254/32; clouds serve their machines' credentials there, and no pod may have them; name the service that the pods need",
  ],
])('refuses %#', (peer, sentence) => {
  expect(() => peer.check(new Construct(new Construct(undefined as never, ''), 'blog'))).toThrow(new Error(sentence));
});
