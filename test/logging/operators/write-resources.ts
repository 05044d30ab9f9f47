import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { StableChart } from '../../../lib/kubernetes/stable-chart';
import { JsonObject } from '../../../lib/kubernetes/override';
import { OperatedLogPipeline } from '../../../lib/logging/operated-log-pipeline';
import { StorageClass } from '../../../lib/storage/storage-class';

/**
 * Writes what the operators get of a pipeline with all its settings, and of one with as few as it goes, one file each.
 *
 * write-resources.ts FOLDER
 */
const folder = process.argv[2] ?? '';
const volume = { size: '10Gi', class: StorageClass.block('fast') };
const least = { kafka: { brokers: 3, volume }, logstash: { volume }, elasticsearch: { nodes: 3, volume } };
const most = {
  kafka: { brokers: 5, volume, priorityClassName: 'queues', separateNodes: 'preferred' as const },
  logstash: { volume, replicas: 3, countries: { claim: 'geoip', file: 'countries.mmdb' }, priorityClassName: 'batch' },
  elasticsearch: { nodes: 5, volume, mmap: true, priorityClassName: 'search' },
  kibana: { replicas: 2, publicUrl: 'https://logs.example.org', priorityClassName: 'web' },
};

mkdirSync(folder, { recursive: true });
for (const [name, props] of Object.entries({ least, most })) {
  const chart = new StableChart(new App(), name, { namespace: 'logs' });
  new OperatedLogPipeline(chart, 'Logs', props);
  for (const object of chart.toJson() as JsonObject[]) {
    const { apiVersion, kind, metadata } = object as { apiVersion: string; kind: string; metadata: { name: string } };
    if (!/strimzi|elastic/.test(apiVersion)) continue;
    writeFileSync(join(folder, `${name}.${kind}.${metadata.name}.json`), JSON.stringify(object, undefined, 2));
  }
}
