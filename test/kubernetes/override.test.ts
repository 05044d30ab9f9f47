import { ApiObject, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { JsonObject, override } from '../../lib/kubernetes/override';
import { newChart, only, render } from '../objects';

const setField = (json: JsonObject) => {
  json.newField = 'kept';
};

test('a field that the bindings do not know stays', () => {
  const objects = render((chart) => {
    override(new k8s.KubeConfigMap(chart, 'Config', { data: { a: 'b' } }), setField);
  });

  expect(only(objects, 'ConfigMap')).toMatchObject({ data: { a: 'b' }, newField: 'kept' });
});

test('a patch of cdk8s drops it, which is why there is an override', () => {
  const objects = render((chart) => {
    ApiObject.of(new k8s.KubeConfigMap(chart, 'Config')).addJsonPatch(JsonPatch.add('/newField', 'lost'));
  });

  expect(only(objects, 'ConfigMap')).not.toHaveProperty('newField');
});

test('edits come one after the other, and each rendering starts anew', () => {
  const config = new k8s.KubeConfigMap(newChart(), 'Config', { data: { count: '1' } });
  for (const suffix of ['2', '3']) {
    override(config, (json) => {
      const data = json.data as { count: string };
      data.count += suffix;
    });
  }

  expect(config.toJson().data).toEqual({ count: '123' });
  expect(config.toJson().data).toEqual({ count: '123' });
});
