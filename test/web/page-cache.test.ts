import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { pageAge, pageCacheSizes } from '../../lib/web/page-cache';
import { newChart } from '../objects';

test.each([
  ['32Mi', 8, 12],
  ['128Mi', 32, 48],
  ['1Gi', 256, 384],
])('R31: of %s memory, %i Mi are for pages, in a volume of %i Mi', (memory, pagesMebibytes, volumeMebibytes) => {
  expect(pageCacheSizes(newChart(), memory)).toEqual({ pagesMebibytes, volumeMebibytes });
});

test('rejects memory without room for pages', () => {
  expect(() => pageCacheSizes(newChart(), '16Mi')).toThrow(
    new ConfigurationError(
      'test/chart: resources.memory is 16Mi; nginx keeps pages in its memory, and what it needs itself must fit beside ' +
        'them; use at least 32Mi',
    ),
  );
});

test.each([
  [1, 1, 0],
  [2, 1, 0],
  [10, 7, 2],
  [60, 47, 12],
])(
  'a page of at most %i s is fresh for %i s, and then sent for %i s while a new one is made',
  (most, fresh, revalidated) => {
    expect(pageAge(most)).toEqual({ fresh, revalidated });
  },
);
