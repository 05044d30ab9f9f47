import { Chart } from 'cdk8s';
import { ObjectStore, ObjectStoreProps } from '../../lib/database/object-store';
import { Peer } from '../../lib/kubernetes/peer';
import { newChart } from '../objects';

const minimal: ObjectStoreProps = { endpoint: 'https://s3.example.org', bucket: 'blog-backups' };
const allProps: Required<ObjectStoreProps> = {
  endpoint: 'http://minio.storage.svc:9000',
  bucket: 'backups',
  folder: 'wordpress/production',
  region: 'eu-west-1',
  provider: 'Minio',
  peer: Peer.namespace('storage'),
  secretName: 'minio-key',
  image: 'registry.example.org/rclone:1.75.1',
  resources: { cpu: '1', memory: '1Gi' },
};

const store = (props: Partial<ObjectStoreProps> = {}, chart: Chart = newChart()) =>
  new ObjectStore(chart, 'Store', 'backup', { ...minimal, ...props });
const variables = (props: Partial<ObjectStoreProps> = {}) =>
  store(props)
    .container('upload', ['sh', 'script'], {})
    .env?.map(({ name, value }) => `${name}=${value}`);

describe('ObjectStore', () => {
  test('is told to rclone by variables, of which none is secret', () => {
    expect(variables()).toEqual([
      'STORE_ENDPOINT=https://s3.example.org',
      'STORE_PROVIDER=Other',
      'STORE_REGION=us-east-1',
      'STORE_FOLDER=blog-backups',
    ]);
    expect(variables(allProps)).toEqual([
      'STORE_ENDPOINT=http://minio.storage.svc:9000',
      'STORE_PROVIDER=Minio',
      'STORE_REGION=eu-west-1',
      'STORE_FOLDER=backups/wordpress/production',
    ]);
  });

  test('runs the image of the release, or the one that is given', () => {
    const { image, resources } = store(allProps).container('upload', ['sh'], {});
    expect(image).toBe('registry.example.org/rclone:1.75.1');
    expect(resources?.requests).toMatchObject({ cpu: expect.objectContaining({ value: '1' }) as unknown });
    expect(store().container('upload', ['sh'], {}).image).toBe('docker.io/rclone/rclone:1.75.1');
  });

  test('has its credentials in a Secret, whose values its provider knows', () => {
    expect(store().credentials).toMatchObject({
      name: 'backup-object-store',
      keys: { 'access-key-id': { text: 'replace-me' }, 'secret-access-key': { text: 'replace-me' } },
    });
    expect(store(allProps).credentials.name).toBe('minio-key');
  });

  test('is encrypted on the way over https alone', () => {
    expect(store().encrypted).toBe(true);
    expect(store(allProps).encrypted).toBe(false);
  });

  test.each([
    's3.example.org',
    'ftp://s3.example.org',
    'https://s3.example.org/blog',
    'https://key:secret@s3.example.org',
  ])('rejects the endpoint %s', (endpoint) => {
    expect(() => store({ endpoint })).toThrow(
      new Error(
        `test/chart/Store: endpoint is ${endpoint}; it is the address of the store alone, without bucket, folder or credentials; write it like https://s3.example.org`,
      ),
    );
  });

  test.each(['Backups', 'b', 'blog/backups'])('rejects the bucket %s', (bucket) => {
    expect(() => store({ bucket })).toThrow(
      new Error(
        `test/chart/Store: bucket is ${bucket}; the name of a bucket has 3 to 63 lower-case letters, digits, dots and dashes; write it like blog-backups`,
      ),
    );
  });

  test.each(['/blog', 'blog/', 'a//b', '../other'])('rejects the folder %s', (folder) => {
    expect(() => store({ folder })).toThrow(
      new Error(
        `test/chart/Store: folder is ${folder}; it is made of letters, digits, dots, dashes and underscores, with slashes between folders only; write it like wordpress/production`,
      ),
    );
  });
});
