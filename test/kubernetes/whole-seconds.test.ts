import { Duration } from 'cdk8s';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { wholeSeconds } from '../../lib/kubernetes/whole-seconds';

test.each([
  [Duration.seconds(1), 1],
  [Duration.millis(90_000), 90],
  [Duration.days(3650), 315_360_000],
])('%s are %d seconds', (duration, seconds) => expect(wholeSeconds('here', 'deadline', duration)).toBe(seconds));

test.each([
  [Duration.seconds(0), '0'],
  [Duration.millis(1500), '1.5'],
  [Duration.days(3651), '315446400'],
])('%s are refused', (duration, seconds) => {
  expect(() => wholeSeconds('here', 'deadline', duration)).toThrow(
    new ConfigurationError(
      `here: deadline is ${seconds} seconds; it is counted in whole seconds, from one to ten years of them; use for example Duration.minutes(30)`,
    ),
  );
});
