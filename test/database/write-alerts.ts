import { writeFileSync } from 'fs';
import { Testing } from 'cdk8s';
import { dump } from 'js-yaml';
import { BackupCronJob, ClusteredDatabase, RestoreDrill, StorageClass } from '../../lib';
import { newChart } from '../objects';

/** Writes all alerts of a database and its backups into one file, as Prometheus reads it. */
const chart = newChart((chart) => {
  const database = new ClusteredDatabase(chart, 'Database', {
    size: 3,
    volume: { size: '10Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '512Mi' },
    metrics: {},
    alerts: {},
  });
  const backup = new BackupCronJob(chart, 'Backup', {
    database,
    volume: { size: '10Gi', class: StorageClass.sharedFiles('shared') },
    alerts: {},
  });
  new RestoreDrill(chart, 'RestoreDrill', { backup });
});
const rules = (Testing.synth(chart) as { kind: string; spec: { groups: object[] } }[]).filter(
  ({ kind }) => kind === 'PrometheusRule',
);
writeFileSync(process.argv[2] ?? '', dump({ groups: rules.flatMap(({ spec }) => spec.groups) }));
