import { Testing } from 'cdk8s';
import { Shop } from '../../docs/examples/tomcat-with-fluentd';

test('R9: Tomcat, two files of 500 KB in RAM, and Fluentd to Kafka', () => {
  expect(Testing.synth(new Shop(Testing.app(), 'shop'))).toMatchSnapshot();
});
