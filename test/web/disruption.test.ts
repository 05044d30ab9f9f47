import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Disruption } from '../../lib/web/disruption';

const web = new Construct(new Construct(Testing.app(), 'production'), 'Web');

const budget = (disruption: Disruption, copies: number) => JSON.parse(JSON.stringify(disruption.budget(web, copies)));

test.each([
  [Disruption.maxUnavailable(1), 1, { maxUnavailable: { value: 1 } }],
  [Disruption.maxUnavailable('25%'), 1, { maxUnavailable: { value: '25%' } }],
  [Disruption.maxUnavailable('25%'), 4, { maxUnavailable: { value: '25%' } }],
  [Disruption.minAvailable(3), 4, { minAvailable: { value: 3 } }],
  [Disruption.minAvailable('75%'), 4, { minAvailable: { value: '75%' } }],
])('R34: %j of %i copies', (disruption, copies, expected) => {
  expect(budget(disruption, copies)).toEqual(expected);
});

test('Kubernetes rounds a percentage that must stay up, and so does the check', () => {
  expect(() => budget(Disruption.minAvailable('51%'), 2)).toThrow(ConfigurationError);
  expect(budget(Disruption.minAvailable('50%'), 2)).toEqual({ minAvailable: { value: '50%' } });
});

test.each([
  [Disruption.maxUnavailable(0), 'maxUnavailable', '0', 4, 'use Disruption.maxUnavailable(1)'],
  [Disruption.maxUnavailable('0%'), 'maxUnavailable', '0%', 4, 'use Disruption.maxUnavailable(1)'],
  [Disruption.minAvailable(4), 'minAvailable', '4', 4, 'use Disruption.maxUnavailable(1)'],
  [Disruption.minAvailable(5), 'minAvailable', '5', 4, 'use Disruption.maxUnavailable(1)'],
  [Disruption.minAvailable('80%'), 'minAvailable', '80%', 4, 'use Disruption.maxUnavailable(1)'],
  [Disruption.minAvailable(1), 'minAvailable', '1', 1, 'use Disruption.maxUnavailable(1), or more copies'],
])('rejects %j, which keeps a node from being drained', (disruption, kind, value, copies, fix) => {
  expect(() => disruption.budget(web, copies)).toThrow(
    new ConfigurationError(
      `production/Web: disruption.${kind} is ${value}; with ${copies} copies no pod could ever leave its node, and the ` +
        `node never be drained; ${fix}`,
    ),
  );
});

test.each([1.5, -1, NaN])('rejects %p pods', (pods) => {
  expect(() => Disruption.maxUnavailable(pods).budget(web, 4)).toThrow(
    new ConfigurationError(
      `production/Web: disruption.maxUnavailable is ${pods}; it is a whole number of pods or a percentage; use 1 or 25%`,
    ),
  );
});
