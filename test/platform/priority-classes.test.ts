import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { PriorityClasses, PriorityClassesProps } from '../../lib/platform/priority-classes';
import { newChart, only, render } from '../objects';

const allProps: Required<PriorityClassesProps> = { database: 900, web: 800, batch: -700 };

function rendered(props?: PriorityClassesProps) {
  return render((chart) => new PriorityClasses(chart, 'Priority', props));
}

test('minimal props', () => {
  expect(rendered()).toMatchSnapshot();
});

test('all props', () => {
  expect(rendered(allProps)).toMatchSnapshot();
});

test('databases go before the web, and the web before backups', () => {
  const values = rendered().map(({ metadata, ...rest }) => [metadata.name, rest['value']]);
  expect(values).toEqual([
    ['priority-database', 10000],
    ['priority-web', 5000],
    ['priority-batch', 1000],
  ]);
});

test('its names are those of the objects', () => {
  const { database, web, batch, classes } = new PriorityClasses(newChart(), 'Priority');
  expect([database, web, batch]).toEqual(classes.map(({ name }) => name));
});

test('a backup waits for room, it takes no other pod’s', () => {
  expect(only(rendered(), 'PriorityClass', 'priority-batch')).toMatchObject({ preemptionPolicy: 'Never' });
});

describe('rejected', () => {
  test.each<[PriorityClassesProps, string]>([
    [
      { database: 2_000_000_000 },
      "database is 2000000000; a priority is a whole number between -1000000000 and 1000000000; what is above is the cluster's own; write for example 5000",
    ],
    [
      { batch: 0.5 },
      "batch is 0.5; a priority is a whole number between -1000000000 and 1000000000; what is above is the cluster's own; write for example 5000",
    ],
    [
      { web: 10_000 },
      'web is 10000; it must be below database, which is 10000, so that the more important pods stay; use a number below 10000',
    ],
    [
      { batch: 6_000 },
      'batch is 6000; it must be below web, which is 5000, so that the more important pods stay; use a number below 5000',
    ],
  ])('%j', (props, sentence) => {
    expect(() => rendered(props)).toThrow(new ConfigurationError(`test/chart/Priority: ${sentence}`));
  });
});
