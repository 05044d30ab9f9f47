import { writeFileSync } from 'fs';
import { ClusteredDatabase, DatabaseRouting, StorageClass } from '../../lib';
import { newChart } from '../objects';

/** Writes the proxies' settings of a database of three nodes into a file. */
newChart((chart) => {
  const { router } = new ClusteredDatabase(chart, 'Database', {
    size: 3,
    volume: { size: '10Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '512Mi' },
    routing: DatabaseRouting.oneWriter(),
  });
  const { data } = router?.config.toJson() as { data: Record<string, string> };
  writeFileSync(process.argv[2] ?? '', data['haproxy.cfg'] ?? '');
});
