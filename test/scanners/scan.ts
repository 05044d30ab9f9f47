/** `npm run scan`: all scanners over `dist/production`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { Manifest } from '../objects';
import { checkov } from './checkov';
import { applyExceptions, parseExceptions } from './exceptions';
import { objectName, Scan, Scanner } from './finding';
import { kubeLinter } from './kube-linter';
import { kubeScore } from './kube-score';
import { kubeconform } from './kubeconform';
import { pluto } from './pluto';
import { polaris } from './polaris';

const SCANNERS: readonly Scanner[] = [kubeLinter, kubeScore, polaris, checkov, kubeconform, pluto];
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
const FOLDER = join(__dirname, '..', '..', 'dist', 'production');
const BROKEN = join(__dirname, 'broken');
const HARDENING = join(__dirname, '..', '..', 'docs', 'reference', 'hardening.md');

function main(): void {
  const exceptions = parseExceptions(readFileSync(join(__dirname, 'exceptions.txt'), 'utf8'));
  const rendered = readdirSync(FOLDER).flatMap(
    (name) => loadAll(readFileSync(join(FOLDER, name), 'utf8')) as Manifest[],
  );
  const blind: string[] = [];
  const scans = SCANNERS.map((scanner) => {
    blind.push(...unproven(scanner));
    const scan = scanner.scan(FOLDER);
    blind.push(...unseen(scanner, scan, rendered));
    return { scanner, scan };
  });
  const { findings, used, stale } = applyExceptions(
    exceptions,
    scans.flatMap(({ scan }) => scan.findings),
  );
  console.log(`${rendered.length} objects of dist/production`);
  for (const { scanner, scan } of scans) {
    const left = findings.filter((finding) => finding.scanner === scanner.name).length;
    console.log(
      [
        scanner.name.padEnd(11),
        `${String(scan.checks.size).padStart(3)} checks`,
        `${scan.objects.size || '  '} objects`,
        `${String(scan.findings.length).padStart(3)} findings`,
        `${String(left).padStart(3)} after ${used.get(scanner.name)?.size ?? 0} exceptions`,
      ].join('  '),
    );
  }
  const complaints = [
    ...blind,
    ...unknown(scans),
    ...findings.map(({ scanner, check, object, message }) => `${scanner}/${check} | ${object}: ${message}`),
    ...stale,
  ];
  if (complaints.length === 0) return;
  complaints.forEach((complaint) => console.error(complaint));
  if (findings.length > 0) {
    console.error(
      'Mend what is found in lib/ and run "npx cdk8s synth". Only what would make the product worse gets a line, with its reason, in test/scanners/exceptions.txt.',
    );
  }
  process.exitCode = 1;
}

/** A scanner that finds nothing has to find what is broken on purpose. */
function unproven({ name, proof, scan }: Scanner): string[] {
  const { findings } = scan(BROKEN);
  if (findings.some(({ check, object }) => check === proof && /(^|\/)broken(\/|$)/.test(object))) return [];
  return [
    `${name} does not find ${proof} in test/scanners/broken: it reads nothing, or calls the check something else`,
  ];
}

/** Each workload has to be among what a scanner says that it has looked at. */
function unseen({ name }: Scanner, { objects }: Scan, rendered: readonly Manifest[]): string[] {
  if (objects.size === 0) return [];
  return rendered
    .filter(({ kind }) => WORKLOADS.includes(kind))
    .filter(({ kind, metadata }) => !objects.has(objectName(kind, metadata.namespace, metadata.name)))
    .filter(({ kind, metadata }) => !objects.has(objectName(kind, undefined, metadata.name)))
    .map(({ kind, metadata }) => `${name} has not looked at ${kind}/${metadata.namespace}/${metadata.name}`);
}

/** The table of the documentation names checks that are run. */
function unknown(scans: readonly { readonly scanner: Scanner; readonly scan: Scan }[]): string[] {
  const named = [...readFileSync(HARDENING, 'utf8').matchAll(/`([a-z]+(?:-[a-z]+)?\/[\w-]+)`/g)].map(
    ([, name = '']) => name,
  );
  const known = new Set(
    scans.flatMap(({ scanner, scan }) => [...scan.checks].map((check) => `${scanner.name}/${check}`)),
  );
  return named
    .filter((name) => !known.has(name))
    .map((name) => `docs/reference/hardening.md names ${name}, which no scanner runs: correct the table`);
}

main();
