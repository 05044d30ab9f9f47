import { ApiObject } from 'cdk8s';
import { nameOwner } from '../../lib';
import { render } from '../objects';

const OWNER = { name: 'web-team', email: 'web-team@example.org' };
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };

function objects(owner = OWNER) {
  return render((chart) => {
    new ApiObject(chart, 'Service', { apiVersion: 'v1', kind: 'Service', metadata: { labels: { app: 'web' } } });
    new ApiObject(chart, 'Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } });
    nameOwner(chart, owner);
  });
}

test('every object says who owns it, beside what it says already, and pods do not', () => {
  const [service, deployment] = objects();
  expect(service?.metadata).toMatchObject({
    labels: { app: 'web', owner: 'web-team' },
    annotations: { email: 'web-team@example.org' },
  });
  expect(deployment?.metadata).toMatchObject({ labels: { owner: 'web-team' } });
  expect(deployment?.spec).toEqual({ template });
});

test.each(['', 'the web team', '-team', 'a'.repeat(64)])('an owner who cannot be a label is refused: "%s"', (name) => {
  expect(() => objects({ ...OWNER, name })).toThrow(
    /^test\/chart: owner\.name is .*; it becomes a label: .*; write it like web-team$/,
  );
});

test.each(['web-team', 'web team@example.org'])('what is no address for mail is refused: %s', (email) => {
  expect(() => objects({ ...OWNER, email })).toThrow(
    `test/chart: owner.email is ${email}; whoever finds an object writes there; write it like web-team@example.org`,
  );
});
