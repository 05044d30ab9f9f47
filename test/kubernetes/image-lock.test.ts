import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { ImageLock } from '../../lib/kubernetes/image-lock';

const MARIADB = 'docker.io/library/mariadb:11.8.8';
const NGINX = 'docker.io/nginxinc/nginx-unprivileged:1.28.0';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test('R30: an image with a digest is rendered with both, one without is left as it is', () => {
  const lock = ImageLock.parse('images.lock', `# comment\n\n${MARIADB}@${digest}\n${NGINX}\n`, [MARIADB, NGINX]);

  expect(lock.pinned(MARIADB)).toBe(`${MARIADB}@${digest}`);
  expect(lock.pinned(NGINX)).toBe(NGINX);
  expect(lock.pinned('docker.io/library/mariadb:11.8.9')).toBe('docker.io/library/mariadb:11.8.9');
  expect(ImageLock.NONE.pinned(MARIADB)).toBe(MARIADB);
});

test('R30: a digest that an environment gives itself stays', () => {
  const own = `${MARIADB}@sha256:${'f'.repeat(64)}`;
  expect(ImageLock.parse('images.lock', `${MARIADB}@${digest}`, [own]).pinned(own)).toBe(own);
});

test.each([
  [
    `${MARIADB}@sha256:short`,
    `images.lock: line 1 is ${MARIADB}@sha256:short; an image needs a registry, a repository and a tag, so that everyone gets the same one; write it like ${MARIADB}, with @sha256:... behind it if you pin digests`,
  ],
  [
    `# made by hand\n${MARIADB} ${digest}`,
    `images.lock: line 2 is ${MARIADB} ${digest}; an image needs a registry, a repository and a tag, so that everyone gets the same one; write it like ${MARIADB}, with @sha256:... behind it if you pin digests`,
  ],
  [
    `${MARIADB}\n${MARIADB}@${digest}`,
    `images.lock: line 2 is ${MARIADB}@${digest}; the image has a line already; keep one of them`,
  ],
  [
    `docker.io/library/mariadb:11.8.7@${digest}`,
    `images.lock: line 1 is docker.io/library/mariadb:11.8.7@${digest}; nothing uses this image, and a digest that stays behind misleads; write ${MARIADB}, with the digest of that one`,
  ],
  [
    'docker.io/library/redis:8.0.0',
    'images.lock: line 1 is docker.io/library/redis:8.0.0; nothing uses this image, and a digest that stays behind misleads; remove the line',
  ],
])('R30: refuses %j', (text, sentence) => {
  expect(() => ImageLock.parse('images.lock', text, [MARIADB, NGINX])).toThrow(new ConfigurationError(sentence));
});
