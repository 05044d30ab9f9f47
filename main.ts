import { readFileSync, rmdirSync } from 'fs';
import { join } from 'path';
import { Construct } from 'constructs';
import { environments } from './environments';
import { CheckedApp, ConfigurationError, DEFAULT_IMAGES, ImageLock, WordPressStack, WordPressStackProps } from './lib';

/** The committed manifests, which Argo CD applies. */
const MANIFESTS = 'dist';
/** Digests of images, which a person or Renovate has asked a registry for. */
const LOCK = 'images.lock';

/** All environments in one app, so that they are built and checked together. */
export function buildApp(
  outdir: string,
  all: Readonly<Record<string, WordPressStackProps>> = environments,
): CheckedApp {
  const settings = Object.values(all);
  const app = new CheckedApp({ outdir, existing: settings.flatMap(({ cluster }) => cluster?.existing ?? []) });
  const imageLock = readImageLock(settings);
  const argoCd = new Construct(app, 'argo-cd');
  for (const [name, props] of Object.entries(all)) {
    const stack = new WordPressStack(app, name, { imageLock, ...props });
    if (props.delivery) stack.deliverBy(argoCd, MANIFESTS, props.delivery);
  }
  return app;
}

/**
 * Writes the manifests of all environments, or nothing and one sentence for each mistake.
 *
 * @returns the process' exit code
 */
export function synthesize(outdir: string, all = environments): 0 | 1 {
  try {
    buildApp(outdir, all).synth();
    return 0;
  } catch (error) {
    removeIfEmpty(outdir);
    if (!(error instanceof ConfigurationError)) {
      console.error('nobody expected this: run "npm run check", which finds settings that are missing or misspelled');
      throw error;
    }
    console.error(error.message);
    console.error(`nothing was written; "git checkout -- ${MANIFESTS}" brings back the last good manifests`);
    return 1;
  }
}

/** A line may be for an image of this release, or for one that an environment names. */
function readImageLock(all: readonly WordPressStackProps[]): ImageLock {
  const used = [DEFAULT_IMAGES, ...all.map(({ images }) => images ?? {})].flatMap((images) => Object.values(images));
  return ImageLock.parse(LOCK, readFileSync(join(__dirname, LOCK), 'utf8'), used);
}

/** The cdk8s CLI takes an output folder for success, also one that it made itself. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not there, or it has the last good manifests.
  }
}

if (require.main === module) {
  const exitCode = synthesize(process.env.CDK8S_OUTDIR ?? MANIFESTS);
  process.exitCode = process.argv.includes('--exit-zero') ? 0 : exitCode;
}
