import { spawnSync } from 'child_process';
import { randomInt } from 'crypto';
import { Chart } from 'cdk8s';
import { dump } from 'js-yaml';
import { generate } from 'selfsigned';
import { environments } from '../environments';
import { ConfigurationError, Platform, rejectionSentence, RequiredSecret } from '../lib';
import { buildApp } from '../main';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CERTIFICATE_DAYS = 365;

/** Prints the Secrets that an environment requires, with fresh values, for `kubectl apply -f -`. Writes no file. */
async function main(environment: string | undefined): Promise<void> {
  const props = Object.hasOwn(environments, environment ?? '') ? environments[environment ?? ''] : undefined;
  if (environment === undefined || !props) {
    throw new ConfigurationError(
      rejectionSentence('npm run secrets', {
        prop: 'environment',
        value: environment,
        rule: 'it must be one of environments/',
        fix: `use one of ${Object.keys(environments).join(', ')}`,
      }),
    );
  }
  const said = new Set<string>();
  for (const secret of RequiredSecret.below(buildApp('dist', { [environment]: props }))) {
    const namespace = Chart.of(secret).namespace ?? 'default';
    const name = `${namespace}/${secret.name}`;
    if (said.has(name)) continue;
    said.add(name);
    if (secret.externalSecret) {
      say(`${name} comes from the store ${Platform.of(secret).secrets.store?.store}; not printed`);
    } else if (exists(namespace, secret.name)) {
      say(`${name} exists already (${secret.purpose}); not printed, so that its values stay`);
    } else {
      say(`${name} is new: ${secret.purpose}`);
      const metadata = { name: secret.name, namespace };
      process.stdout.write(
        `---\n${dump({ apiVersion: 'v1', kind: 'Secret', metadata, type: secret.type, stringData: await values(secret) })}`,
      );
    }
  }
}

async function values(secret: RequiredSecret): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  let pair: { private: string; cert: string } | undefined;
  for (const [key, value] of Object.entries(secret.keys)) {
    if ('text' in value) entries.push([key, value.text]);
    else if ('random' in value) entries.push([key, random(value.random)]);
    else {
      pair ??= await selfSigned(
        value.certificateFor,
        'ca.crt' in secret.keys
          ? 'it is its own authority, for a year'
          : 'browsers warn, so replace it for real visitors',
      );
      entries.push([key, key === 'tls.key' ? pair.private : pair.cert]);
    }
  }
  return Object.fromEntries(entries);
}

function random(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

async function selfSigned(hosts: readonly string[], whoMinds: string): Promise<{ private: string; cert: string }> {
  say(`  the certificate for ${hosts.join(', ')} is self-signed: ${whoMinds}`);
  return await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    notAfterDate: new Date(Date.now() + CERTIFICATE_DAYS * 24 * 3600 * 1000),
    extensions: [{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }],
  });
}

let reachable: boolean | undefined;

/** Whether the cluster that kubectl speaks to has a Secret; false when there is no cluster to ask. */
function exists(namespace: string, name: string): boolean {
  if (reachable === undefined) {
    reachable = kubectl('get', '--raw', '/version').status === 0;
    if (!reachable) say('no cluster answers kubectl, so nobody can say which Secrets exist already');
  }
  if (!reachable) return false;
  const { status, stdout, stderr } = kubectl(
    'get',
    'secret',
    name,
    '--namespace',
    namespace,
    '--ignore-not-found',
    '--output=name',
  );
  // Taking "may not look" for "is not there" would replace the passwords of a running database.
  if (status !== 0)
    throw new ConfigurationError(
      `npm run secrets: kubectl can't look for the Secret ${namespace}/${name}: ${stderr.trim()}`,
    );
  return stdout.trim() !== '';
}

function kubectl(...args: string[]) {
  return spawnSync('kubectl', ['--request-timeout=5s', ...args], { encoding: 'utf8' });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error;
  say(error.message);
  process.exitCode = 1;
});
