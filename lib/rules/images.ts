import { imageProblem } from '../kubernetes/image';
import { defineRule, Finding } from './rule';

/** Everyone runs the same bytes. */
export const pinnedImages = defineRule(
  'pinned-images',
  'Every image names its registry, its repository and a tag that stays, and says when it is pulled.',
  function* ({ pods }): Iterable<Finding> {
    for (const { root } of pods.flatMap(({ containers }) => containers)) {
      const image = root.at('image');
      const problem = imageProblem(image.text ?? '');
      if (problem) yield { at: image, ...problem };
      const policy = root.at('imagePullPolicy');
      if (!policy.exists) {
        yield {
          at: policy,
          rule: 'what Kubernetes takes instead depends on the tag',
          fix: 'use IfNotPresent',
        };
      }
    }
  },
);
