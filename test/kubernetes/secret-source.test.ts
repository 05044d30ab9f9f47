import { ExternalStore, SecretSource } from '../../lib/kubernetes/secret-source';

test('somebody else writes the Secrets', () => {
  expect(SecretSource.existing().store).toBeUndefined();
});

test('a store has them', () => {
  const store: Required<ExternalStore> = { store: 'vault', kind: 'SecretStore', prefix: 'blog', refresh: '10m' };

  expect(SecretSource.external(store).store).toEqual(store);
});

test('sealed values are in git', () => {
  const values = { 'site-secrets': { 'admin-password': 'AgA' } };

  expect(SecretSource.sealed(values)).toMatchObject({ store: undefined, sealed: values });
});
