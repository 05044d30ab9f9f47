import { Construct } from 'constructs';
import { Platform } from '../../lib/kubernetes/platform';
import { RequiredSecret, RequiredSecretProps } from '../../lib/kubernetes/required-secret';
import { ExternalStore, SecretSource } from '../../lib/kubernetes/secret-source';
import { newChart, only, render } from '../objects';

const minimalProps: RequiredSecretProps = {
  name: 'database-accounts',
  purpose: 'passwords of the database',
  keys: { root: { random: 32 }, writer: { random: 24 } },
};
const allProps: Required<RequiredSecretProps> = {
  name: 'blog-tls',
  purpose: 'certificate of the site',
  keys: { 'tls.crt': { certificateFor: ['blog.example.org'] }, 'tls.key': { certificateFor: ['blog.example.org'] } },
  optionalKeys: ['ca.crt'],
  type: 'kubernetes.io/tls',
};

function from(store: ExternalStore): Platform {
  return new Platform({ secrets: SecretSource.external(store) });
}

test.each([minimalProps, allProps])('R21: renders nothing, and never a value', (props) => {
  expect(render((chart) => new RequiredSecret(chart, 'Secret', props))).toEqual([]);
});

test('tells what it requires', () => {
  expect(new RequiredSecret(newChart(), 'Secret', minimalProps)).toMatchObject({ ...minimalProps, type: 'Opaque' });
  expect(new RequiredSecret(newChart(), 'Secret', allProps)).toMatchObject(allProps);
});

test('R21: the Secret of an ExternalSecret, from a store of the cluster', () => {
  const objects = render((chart) => new RequiredSecret(chart, 'Accounts', minimalProps), from({ store: 'vault' }));

  expect(objects).toEqual([
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: {
        name: 'accounts',
        namespace: 'blog',
        labels: {
          'app.kubernetes.io/name': 'secret',
          'app.kubernetes.io/instance': 'database-accounts',
          'app.kubernetes.io/component': 'secret',
          'app.kubernetes.io/part-of': 'wordpress',
          'app.kubernetes.io/managed-by': 'cdk8s',
        },
      },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        target: { name: 'database-accounts', template: { type: 'Opaque' } },
        data: [
          { secretKey: 'root', remoteRef: { key: 'database-accounts', property: 'root' } },
          { secretKey: 'writer', remoteRef: { key: 'database-accounts', property: 'writer' } },
        ],
      },
    },
  ]);
});

test('R21: everything that can be said of a store', () => {
  const store: Required<ExternalStore> = {
    store: 'team',
    kind: 'SecretStore',
    prefix: 'wordpress/production',
    refresh: '10m',
  };
  const objects = render((chart) => new RequiredSecret(chart, 'Certificate', allProps), from(store));

  expect(only(objects, 'ExternalSecret').spec).toMatchObject({
    refreshInterval: '10m',
    secretStoreRef: { name: 'team', kind: 'SecretStore' },
    target: { name: 'blog-tls', template: { type: 'kubernetes.io/tls' } },
    // All of its properties, whichever there are: a list of them would have to be complete.
    dataFrom: [{ extract: { key: 'wordpress/production/blog-tls' } }],
  });
});

test('R16, R29: as a volume it has the keys that are asked for, for the pod’s group alone', () => {
  const secret = new RequiredSecret(newChart(), 'Secret', minimalProps);

  expect(secret.volume('password', ['writer'])).toEqual({
    name: 'password',
    secret: { secretName: 'database-accounts', defaultMode: 0o440, items: [{ key: 'writer', path: 'writer' }] },
  });
  expect(secret.volume('all').secret?.items?.map(({ key }) => key)).toEqual(['root', 'writer']);
});

test('optional keys are in a volume when they are there', () => {
  const secret = new RequiredSecret(newChart(), 'Secret', { ...minimalProps, optionalKeys: ['writer-second'] });

  expect(secret.volumeWithOptionalKeys('all')).toEqual({
    name: 'all',
    projected: {
      defaultMode: 0o440,
      sources: [
        {
          secret: {
            name: 'database-accounts',
            items: [
              { key: 'root', path: 'root' },
              { key: 'writer', path: 'writer' },
            ],
          },
        },
        {
          secret: {
            name: 'database-accounts',
            items: [{ key: 'writer-second', path: 'writer-second' }],
            optional: true,
          },
        },
      ],
    },
  });
});

test('those below a scope are found', () => {
  const chart = newChart();
  const site = new Construct(chart, 'Site');
  const inside = new RequiredSecret(new Construct(site, 'Deep'), 'Secret', minimalProps);
  const outside = new RequiredSecret(chart, 'Secret', minimalProps);

  expect(RequiredSecret.below(site)).toEqual([inside]);
  expect(RequiredSecret.below(chart)).toEqual([inside, outside]);
});

test('two constructs may share a Secret', () => {
  const chart = newChart();
  new RequiredSecret(chart, 'One', allProps);
  expect(() => new RequiredSecret(chart, 'Other', allProps)).not.toThrow();
});

test('refuses one name for different contents', () => {
  const chart = newChart();
  new RequiredSecret(chart, 'Accounts', minimalProps);
  expect(() => new RequiredSecret(chart, 'Site', { ...allProps, name: minimalProps.name })).toThrow(
    new Error(
      'test/chart/Site: the name of the Secret is database-accounts; test/chart/Accounts needs a Secret of this name with other contents (passwords of the database); give one of them another name',
    ),
  );
});

test('refuses a name that no Secret can have', () => {
  expect(() => new RequiredSecret(newChart(), 'Accounts', { ...minimalProps, name: 'Bad_Name' })).toThrow(
    new Error(
      'test/chart/Accounts: the name of the Secret is Bad_Name; it names an object, so it is made of lower-case letters, digits, dashes and dots; write it like blog-secrets',
    ),
  );
});

describe('R21: sealed values', () => {
  const sealedValue = `Ag${'A'.repeat(682)}`;
  const values = { root: sealedValue, writer: sealedValue };
  const sealed = (secret: Record<string, string>) =>
    new Platform({ secrets: SecretSource.sealed({ 'database-accounts': secret }) });

  test('become a SealedSecret of the name that the controller seals for', () => {
    const objects = render((chart) => new RequiredSecret(chart, 'Accounts', minimalProps), sealed(values));
    expect(objects).toHaveLength(1);
    expect(only(objects, 'SealedSecret')).toMatchObject({
      apiVersion: 'bitnami.com/v1alpha1',
      metadata: { name: 'database-accounts', namespace: 'blog' },
      spec: { encryptedData: values, template: { type: 'Opaque' } },
    });
  });

  test('may have optional keys', () => {
    const props = { ...minimalProps, optionalKeys: ['writer-second'] };
    const all = { ...values, 'writer-second': sealedValue };
    const objects = render((chart) => new RequiredSecret(chart, 'Accounts', props), sealed(all));
    expect(only(objects, 'SealedSecret').spec).toMatchObject({ encryptedData: all });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'without one of them',
      { root: sealedValue },
      'secrets.sealed[\'database-accounts\'] is ["root"]; the Secret (passwords of the database) has root, writer, and writer is missing; seal what "npm run secrets" prints, see docs/how-to/make-secrets.md',
    ],
    [
      'with one that nobody needs',
      { ...values, reader: sealedValue },
      'secrets.sealed[\'database-accounts\'] is ["root","writer","reader"]; the Secret (passwords of the database) has root, writer, and reader is no key of it; seal what "npm run secrets" prints, see docs/how-to/make-secrets.md',
    ],
    [
      'with a plain password, which is not repeated',
      { ...values, root: 'secret-password' },
      "secrets.sealed['database-accounts'] is root; the value of this key is not sealed, and anybody could read it in git; put there what kubeseal prints, which begins with AgA, and choose another password",
    ],
  ])('are refused %s', (_, secret, sentence) => {
    expect(() => render((chart) => new RequiredSecret(chart, 'Accounts', minimalProps), sealed(secret))).toThrow(
      sentence,
    );
  });
});
