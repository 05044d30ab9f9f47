import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { DEFAULT_IMAGES, imageProblem, imageVersion, mirroredImage, pinnedImage } from '../../lib/kubernetes/image';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each(Object.entries(DEFAULT_IMAGES))('R30: the default image of %s is pinned', (name, image) => {
  expect(pinnedImage('here', name, image)).toBe(image);
});

test.each([
  'docker.io/library/mariadb:11.8.8',
  `docker.io/library/mariadb:11.8.8@${digest}`,
  'localhost:5000/wordpress:7.1.0',
  'registry.example.org:443/team/a/b/wordpress:v1_2-3.4',
])('R30: takes %s', (image) => {
  expect(imageProblem(image)).toBeUndefined();
});

test.each([
  'mariadb',
  'mariadb:11.8.8',
  'library/mariadb:11.8.8',
  'docker.io/library/mariadb',
  `docker.io/library/mariadb@${digest}`,
  'docker.io/library/MariaDB:11.8.8',
  'docker.io/library/mariadb:11.8.8@sha256:short',
  'docker.io/library/mariadb:',
  '',
])('R30: rejects %j, which does not say exactly what runs', (image) => {
  expect(() => pinnedImage('production/Database', 'image', image)).toThrow(
    new ConfigurationError(
      `production/Database: image is ${image || 'empty'}; an image needs a registry, a repository and a tag, so that ` +
        'everyone gets the same one; write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you ' +
        'pin digests',
    ),
  );
});

test.each(['latest', 'lts', 'stable', 'main'])('R30: rejects the tag %s, which floats', (tag) => {
  expect(() => pinnedImage('production/Database', 'image', `docker.io/library/mariadb:${tag}`)).toThrow(
    new ConfigurationError(
      `production/Database: image is docker.io/library/mariadb:${tag}; the tag ${tag} means another image tomorrow; use ` +
        'the tag of a version, like 11.8.8',
    ),
  );
});

test.each([
  ['docker.io/library/mariadb:11.8.8', '11.8.8'],
  [`docker.io/library/mariadb:11.8.8@${digest}`, '11.8.8'],
  ['localhost:5000/wordpress:7.1.0', '7.1.0'],
  ['localhost:5000/wordpress', 'unknown'],
  [`docker.io/library/mariadb:${'1'.repeat(100)}`, '1'.repeat(63)],
])('the version of %s is a label %s', (image, version) => {
  expect(imageVersion(image)).toBe(version);
});

test.each([
  ['registry.example.org', 'registry.example.org/library/mariadb:11.8.8'],
  ['registry.example.org/mirror', 'registry.example.org/mirror/library/mariadb:11.8.8'],
  ['localhost:5000', 'localhost:5000/library/mariadb:11.8.8'],
])('R30: one registry, %s, has all images', (registry, image) => {
  expect(mirroredImage('here', 'registry', registry, 'docker.io/library/mariadb:11.8.8')).toBe(image);
});

test.each([
  '',
  'registry',
  'https://registry.example.org',
  'registry.example.org/',
  'Registry.example.org',
  'a.b:port',
  'a.b/../c',
])('R30: rejects the registry %j', (registry) => {
  expect(() => mirroredImage('here', 'registry', registry, 'docker.io/library/mariadb:11.8.8')).toThrow(
    new ConfigurationError(
      `here: registry is ${registry || 'empty'}; it is the host of a registry, with a folder behind it if you keep the ` +
        'images in one, and without a slash at its end; write it like registry.example.org/mirror',
    ),
  );
});
