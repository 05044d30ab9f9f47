import { platformLabels, selectorLabels, standardLabels } from '../../lib/kubernetes/labels';

const props = {
  name: 'mariadb',
  instance: 'database',
  component: 'database',
  image: 'docker.io/library/mariadb:11.8.8',
};

test('R27: everything carries the standard labels', () => {
  expect(standardLabels(props)).toEqual({
    'app.kubernetes.io/name': 'mariadb',
    'app.kubernetes.io/instance': 'database',
    'app.kubernetes.io/component': 'database',
    'app.kubernetes.io/part-of': 'wordpress',
    'app.kubernetes.io/version': '11.8.8',
    'app.kubernetes.io/managed-by': 'cdk8s',
  });
});

test('R27: a selector has nothing that an update changes, and selects what has the standard labels', () => {
  const newer = standardLabels({ ...props, image: 'docker.io/library/mariadb:12.3.2' });

  expect(selectorLabels('database')).toEqual({ 'app.kubernetes.io/instance': 'database' });
  expect(newer).toMatchObject(selectorLabels('database'));
});

test('R27: what belongs to no workload carries them too, but for a version', () => {
  expect(platformLabels('quota', 'blog')).toEqual({
    'app.kubernetes.io/name': 'quota',
    'app.kubernetes.io/instance': 'blog',
    'app.kubernetes.io/component': 'quota',
    'app.kubernetes.io/part-of': 'wordpress',
    'app.kubernetes.io/managed-by': 'cdk8s',
  });
});
