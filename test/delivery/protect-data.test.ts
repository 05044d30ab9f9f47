import { protectData } from '../../lib/delivery/protect-data';
import { only, render } from '../objects';
import { Annotations, stack } from './stack';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

function objects(annotations?: Annotations) {
  return render((chart) => {
    stack(chart, annotations);
    protectData(chart);
  });
}

test('R35: Argo CD deletes nothing that holds data, and nothing else is kept', () => {
  const kept = objects().filter(({ metadata }) => metadata.annotations?.[SYNC_OPTIONS] === 'Prune=false,Delete=false');
  expect(kept.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Namespace blog',
    'PersistentVolume export',
    'PersistentVolumeClaim export-claim',
    'StatefulSet database',
    'PersistentVolumeClaim files',
    'PersistentVolumeClaim backups',
  ]);
});

test.each([
  ['Delete=confirm', 'Delete=confirm,Prune=false'],
  ['ServerSideApply=false, Prune=confirm,Delete=true', 'ServerSideApply=false,Prune=confirm,Delete=true'],
])("an object's own options stay: %s", (own, all) => {
  const { metadata } = only(objects({ Database: { [SYNC_OPTIONS]: own } }), 'StatefulSet');
  expect(metadata.annotations).toEqual({ [SYNC_OPTIONS]: all });
});
