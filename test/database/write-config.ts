import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { ClusteredDatabase } from '../../lib/database/clustered-database';
import { DatabaseTls } from '../../lib/database/database-tls';
import { StorageClass } from '../../lib/storage/storage-class';

/** Writes the files of a small cluster's ConfigMap into a folder, for tests that run them; with TLS where that is said. */
const [, , folder = '', tls] = process.argv;
const database = new ClusteredDatabase(new Chart(new App(), 'test'), 'Database', {
  size: 3,
  volume: { size: '10Gi', class: StorageClass.block('fast') },
  resources: { cpu: '1', memory: '512Mi' },
  ...(tls === 'tls' && { tls: DatabaseTls.secret('database-tls') }),
});
const { data } = database.config.toJson() as { data: Record<string, string> };
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(data)) writeFileSync(join(folder, name), text);
