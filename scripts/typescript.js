// `node -r ./scripts/typescript.js main.ts` runs TypeScript by ts-node, as `node -r ts-node/register/transpile-only` does,
// but keeps the JavaScript of each file: loading the compiler and compiling unchanged files takes longer than all the rest.
const { createHash } = require('crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('fs');
const { join, relative, sep } = require('path');

const ROOT = join(__dirname, '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'typescript');
const KEY_LENGTH = 64;

/** What decides the JavaScript beside the source: who compiles, and with which options. */
const compiler = [
  process.version,
  require('ts-node/package.json').version,
  require('typescript/package.json').version,
  readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'),
].join('\n');

let service;

function compile(source, path) {
  service ??= withoutItsStackTraces(() => require('ts-node').create({ cwd: ROOT, transpileOnly: true }));
  return service.compile(source, path);
}

/** ts-node finds the lines of its own files only; Node finds those of all. */
function withoutItsStackTraces(create) {
  const { prepareStackTrace } = Error;
  try {
    return create();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/** A file's JavaScript: as it was kept, if it was made of the same source in the same way. Files of others aren't kept. */
function compiled(path) {
  const source = readFileSync(path, 'utf8');
  const name = relative(ROOT, path);
  if (name.startsWith('..')) return compile(source, path);
  const key = createHash('sha256').update(compiler).update(path).update(source).digest('hex');
  const kept = join(CACHE, `${name.replaceAll(sep, '__')}.js`);
  try {
    const text = readFileSync(kept, 'utf8');
    if (text.startsWith(key)) return text.slice(KEY_LENGTH);
  } catch {
    // Never compiled before.
  }
  const code = compile(source, path);
  try {
    mkdirSync(CACHE, { recursive: true });
    // Two processes may write at the same time, and one may be stopped in the middle.
    const temporary = `${kept}.${process.pid}`;
    writeFileSync(temporary, key + code);
    renameSync(temporary, kept);
  } catch {
    // Where nothing can be written, it is compiled every time.
  }
  return code;
}

process.setSourceMapsEnabled(true);
require.extensions['.ts'] = (module, path) => module._compile(compiled(path), path);
