import { readFileSync } from 'fs';
import { join } from 'path';
import { configurationFile, contentHash } from '../../lib/kubernetes/configuration-file';

const original = readFileSync(join(__dirname, '../../lib/web/files/proxy.conf'), 'utf8');

test('R21: only placeholders are replaced', () => {
  expect(configurationFile('web', 'proxy.conf', { port: 8080, applicationPort: 8081 })).toBe(
    original.replace('{{port}}', '8080').replace('{{applicationPort}}', '8081'),
  );
});

test('a value is text, whatever signs are in it', () => {
  expect(configurationFile('web', 'proxy.conf', { port: '$& $1 {{port}}', applicationPort: 1 })).toContain(
    'listen $& $1 {{port}} default_server;',
  );
});

test('a placeholder without a value, and a value without a placeholder, are mistakes in the library', () => {
  expect(() => configurationFile('web', 'proxy.conf', { port: 1 })).toThrow(
    'web/files/proxy.conf: no value for {{applicationPort}}',
  );
  expect(() => configurationFile('web', 'proxy.conf', { port: 1, applicationPort: 2, host: 'a', path: 'b' })).toThrow(
    'web/files/proxy.conf: nothing takes host, path',
  );
});

test('R21: a hash of contents is short, the same each time, and another for each change', () => {
  expect(contentHash('a', { b: 1 })).toMatch(/^[0-9a-f]{16}$/);
  expect(contentHash('a', { b: 1 })).toBe(contentHash('a', { b: 1 }));
  expect(new Set([contentHash('a', 'b'), contentHash('ab'), contentHash('b', 'a'), contentHash(['a', 'b'])]).size).toBe(
    4,
  );
});
