/**
 * `npm run build` compiles the library into `build/`, for those who install the package instead of cloning it;
 * `npm run build -- FOLDER` compiles it elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = join(__dirname, '..');

function main(folder: string): number {
  rmSync(folder, { recursive: true, force: true });
  const compiler = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(
    process.execPath,
    [compiler, '--project', join(ROOT, 'tsconfig.build.json'), '--outDir', folder],
    { stdio: 'inherit' },
  );
  if (status !== 0) return 1;
  // Scripts and configuration that run in containers; the compiler knows nothing of them.
  for (const room of readdirSync(join(ROOT, 'lib'), { withFileTypes: true })) {
    if (!room.isDirectory()) continue;
    cpSync(join(ROOT, 'lib', room.name), join(folder, 'lib', room.name), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
  return 0;
}

process.exitCode = main(resolve(process.argv[2] ?? join(ROOT, 'build')));
