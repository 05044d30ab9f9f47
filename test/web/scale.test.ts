import { Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Scale } from '../../lib/web/scale';

const web = new Construct(new Construct(Testing.app(), 'production'), 'Web');

test('R1: a fixed wish', () => {
  const scale = Scale.fixed(5);
  scale.check(web);

  expect(scale).toMatchObject({ minimum: 5, maximum: 5, cpuUtilization: undefined });
});

test('R1: between two numbers, by load', () => {
  const scale = Scale.between(4, 10);
  scale.check(web);

  expect(scale).toMatchObject({ minimum: 4, maximum: 10, cpuUtilization: 70 });
  expect(scale.calmFor?.toMinutes()).toBe(5);
  expect(Scale.between(4, 10, 55).cpuUtilization).toBe(55);
  expect(Scale.between(4, 10, 55, Duration.minutes(1)).calmFor?.toMinutes()).toBe(1);
});

test.each([
  [Scale.fixed(0), 'minimum', 0],
  [Scale.fixed(-1), 'minimum', -1],
  [Scale.fixed(2.5), 'minimum', 2.5],
  [Scale.between(0, 4), 'minimum', 0],
  [Scale.between(1, Infinity), 'maximum', Infinity],
])('rejects %j, which is no number of copies', (scale, prop, value) => {
  expect(() => scale.check(web)).toThrow(
    new ConfigurationError(
      `production/Web: scale.${prop} is ${value}; copies are counted in whole numbers from 1 on; use for example ` +
        'Scale.fixed(5) or Scale.between(4, 10)',
    ),
  );
});

test.each([
  [10, 4, 'Scale.between(4, 10), or Scale.fixed(4)'],
  [5, 5, 'Scale.between(5, 6), or Scale.fixed(5)'],
])('rejects a range from %i to %i', (minimum, maximum, fix) => {
  expect(() => Scale.between(minimum, maximum).check(web)).toThrow(
    new ConfigurationError(
      `production/Web: scale.minimum is ${minimum}; it must be below the maximum, which is ${maximum}; use ${fix} for ` +
        'always as many',
    ),
  );
});

test.each([9, 96, 0, NaN])('rejects %p percent of CPU', (percent) => {
  expect(() => Scale.between(4, 10, percent).check(web)).toThrow(
    new ConfigurationError(
      `production/Web: scale.cpuUtilization is ${percent}; it is a whole percentage of the requested CPU, and below 10 or ` +
        'above 95 nothing would ever settle; use 70',
    ),
  );
});

test.each([10, 95])('takes %i percent of CPU', (percent) => {
  expect(() => Scale.between(4, 10, percent).check(web)).not.toThrow();
});

test('rejects more patience than an autoscaler has', () => {
  expect(() => Scale.between(4, 10, 70, Duration.hours(1)).check(web)).not.toThrow();
  expect(() => Scale.between(4, 10, 70, Duration.minutes(61)).check(web)).toThrow(
    new ConfigurationError(
      'production/Web: scale.calmFor is 1 hour 1 minute; an autoscaler remembers what was needed for an hour at most; ' +
        'use for example Duration.minutes(5)',
    ),
  );
});
