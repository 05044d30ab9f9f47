import { ClusteredDatabase, ClusteredDatabaseProps } from '../../lib/database/clustered-database';
import { accountVolume } from '../../lib/database/account-volume';
import { DatabaseTls } from '../../lib/database/database-tls';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, newChart, only, render } from '../objects';

const minimal: ClusteredDatabaseProps = {
  size: 3,
  volume: { size: '30Gi', class: StorageClass.block('fast') },
  resources: { cpu: '1', memory: '2Gi' },
};

function database(tls?: DatabaseTls): ClusteredDatabase {
  return new ClusteredDatabase(newChart(), 'Database', { ...minimal, tls });
}

function objects(tls?: DatabaseTls): Manifest[] {
  return render((chart) => new ClusteredDatabase(chart, 'Database', { ...minimal, tls }));
}

function settings(tls?: DatabaseTls): string {
  return (only(objects(tls), 'ConfigMap').data as Record<string, string>)['my.cnf'] ?? '';
}

/** As the Service and each node are called. */
const HOSTS = [
  'database-service',
  'database-service.blog',
  'database-service.blog.svc',
  '*.database-nodes.blog',
  '*.database-nodes.blog.svc',
];

test('without it, nothing is said of certificates', () => {
  expect(settings()).not.toMatch(/ssl|tls|encrypt/i);
  expect(database().authority).toBeUndefined();
});

test('clients, the group, and copies are encrypted', () => {
  const text = settings(DatabaseTls.secret('database-tls'));
  expect(text).toContain('\nssl_cert = /etc/database-tls/tls.crt\n');
  expect(text).toContain(
    'pc.recovery=false; socket.ssl_key=/etc/database-tls/tls.key; socket.ssl_cert=/etc/database-tls/tls.crt; socket.ssl_ca=/etc/database-tls/ca.crt"\n',
  );
  expect(text).toContain('\nencrypt = 4\n');
});

test('clients without encryption are refused, unless they may still come', () => {
  expect(settings(DatabaseTls.secret('database-tls'))).toContain('\nrequire_secure_transport = ON\n');
  expect(settings(DatabaseTls.secret('database-tls', { plainClients: true }))).toContain(
    '\nrequire_secure_transport = OFF\n',
  );
});

test('a Secret has the certificate of all names, its key, and whoever signed it', () => {
  const { node, authority } = database(DatabaseTls.secret('blog-database-tls'));
  const certificate = { certificateFor: HOSTS };
  expect(node.findChild('Tls')).toMatchObject({
    name: 'blog-database-tls',
    type: 'kubernetes.io/tls',
    keys: { 'tls.crt': certificate, 'tls.key': certificate, 'ca.crt': certificate },
  });
  expect(authority).toEqual({ secretName: 'blog-database-tls', key: 'ca.crt' });
});

test('cert-manager gets it and renews it', () => {
  const all = objects(DatabaseTls.certManager({ issuer: 'internal', kind: 'Issuer' }));
  expect(only(all, 'Certificate').spec).toMatchObject({
    secretName: 'database-tls',
    dnsNames: HOSTS,
    issuerRef: { kind: 'Issuer', name: 'internal' },
  });
  expect(database(DatabaseTls.certManager({ issuer: 'internal', secretName: 'other' })).authority?.secretName).toBe(
    'other',
  );
});

test('the nodes mount all of it, and clients only whoever signed it', () => {
  const tls = DatabaseTls.secret('database-tls');
  const { spec } = only(objects(tls), 'StatefulSet') as unknown as {
    spec: { template: { spec: { volumes: unknown[]; containers: { volumeMounts: unknown[] }[] } } };
  };
  expect(spec.template.spec.volumes).toContainEqual({
    name: 'tls',
    secret: { secretName: 'database-tls', defaultMode: 0o440 },
  });
  expect(spec.template.spec.containers[0]?.volumeMounts).toContainEqual({
    name: 'tls',
    mountPath: '/etc/database-tls',
    readOnly: true,
  });
  expect(accountVolume(database(tls), 'account', ['wordpress'])).toEqual({
    name: 'account',
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: 'database-accounts', items: [{ key: 'wordpress', path: 'wordpress' }] } },
        { secret: { name: 'database-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      ],
    },
  });
  expect(accountVolume(database(), 'account', ['wordpress'])).toEqual(
    database().accounts.volume('account', ['wordpress']),
  );
});

test.each<[string, DatabaseTls, string]>([
  [
    'a Secret',
    DatabaseTls.secret('Bad_Name'),
    'tls.secretName is Bad_Name; it names an object, so it is made of lower-case letters, digits, dashes and dots; name the Secret with tls.crt, tls.key and ca.crt, like database-tls',
  ],
  [
    'an issuer',
    DatabaseTls.certManager({ issuer: '' }),
    'tls.issuer is empty; it names an object, so it is made of lower-case letters, digits, dashes and dots; see "kubectl get clusterissuers,issuers"',
  ],
])('refuses a name that %s can not have', (_, tls, sentence) => {
  expect(() => database(tls)).toThrow(new Error(`test/chart/Database: ${sentence}`));
});
