import { writeFileSync } from 'fs';
import { join } from 'path';
import { generate } from 'selfsigned';

/** Writes a certificate for some names into a folder, as `npm run secrets` makes it: it is its own authority. */
const [, , folder = '', ...hosts] = process.argv;

async function main(): Promise<void> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: hosts[0] ?? '' }], {
    extensions: [{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }],
  });
  for (const [name, text] of Object.entries({ 'tls.crt': cert, 'ca.crt': cert, 'tls.key': key })) {
    writeFileSync(join(folder, name), text, { mode: 0o444 });
  }
}

void main();
