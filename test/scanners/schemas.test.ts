import { strict } from './schemas';

test('a custom resource’s schema refuses unknown fields at every depth', () => {
  const schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          ports: {
            type: 'array',
            items: { type: 'object', properties: { port: { 'x-kubernetes-int-or-string': true } } },
          },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          anything: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
            properties: { kind: { type: 'string' } },
          },
          note: { type: 'string', nullable: true },
        },
      },
    },
  };

  expect(strict(schema)).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: {
      spec: {
        type: 'object',
        additionalProperties: false,
        properties: {
          ports: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              properties: { port: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
            },
          },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          anything: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
            properties: { kind: { type: 'string' } },
          },
          note: { type: ['string', 'null'] },
        },
      },
    },
  });
});
