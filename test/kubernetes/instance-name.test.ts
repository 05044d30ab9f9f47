import { Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { instanceName } from '../../lib/kubernetes/instance-name';
import { newChart } from '../objects';

test.each([
  ['a chart with stable names', newChart()],
  ['any other chart', Testing.chart()],
])('is the name of the main object, before it is there, in %s', (_, chart) => {
  const web = new Construct(chart, 'Web');
  const name = instanceName(web);

  expect(new k8s.KubeDeployment(web, 'Resource').name).toBe(name);
});

test('leaves nothing behind, also when there can be no such name', () => {
  const chart = newChart();
  const web = new Construct(chart, 'Web_1');

  expect(() => instanceName(web)).toThrow('web_1');
  expect(web.node.children).toEqual([]);
});
