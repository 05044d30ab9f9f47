import { isLabelValue, isQualifiedName } from '../kubernetes/qualified-name';
import { Field } from './field';
import { defineRule, Finding } from './rule';
import { selectorTerms } from './selector';

const PREFIX = 'app.kubernetes.io/';
const STANDARD = ['name', 'instance', 'component', 'part-of', 'managed-by'];
const VERSION = `${PREFIX}version`;
const MOST_ANNOTATIONS = 256 * 1024;
/** Labels whose values follow what runs. */
const CHANGING = new Set([VERSION, 'helm.sh/chart', 'pod-template-hash', 'checksum/config']);

/** `kubectl get -l` finds everything that belongs together. */
export const completeLabels = defineRule(
  'standard-labels',
  'Every object and pod template has the standard labels, workloads also the version of what they run.',
  function* ({ objects, pods }): Iterable<Finding> {
    for (const { root } of objects) yield* missing(root.at('metadata', 'labels'), STANDARD);
    for (const { owner, metadata } of pods) {
      yield* missing(owner.root.at('metadata', 'labels'), ['version']);
      if (owner.kind === 'Pod') continue;
      yield* missing(metadata.at('labels'), [...STANDARD, 'version']);
      if (owner.kind === 'CronJob') {
        yield* missing(owner.spec.at('jobTemplate', 'metadata', 'labels'), [...STANDARD, 'version']);
      }
    }
  },
);

/** Names and values that the API server takes. */
export const validLabels = defineRule(
  'valid-labels',
  'Every label has a name and a value that the API server takes, every annotation a name.',
  function* ({ objects, pods }): Iterable<Finding> {
    const places = [...objects.map(({ root }) => root.at('metadata')), ...pods.map(({ metadata }) => metadata)];
    for (const named of places.flatMap((metadata) => [metadata.at('labels'), metadata.at('annotations')])) {
      for (const key of named.keys) {
        if (!isQualifiedName(key)) {
          yield {
            at: named,
            value: key,
            rule: 'a name has letters, digits, dots, dashes and underscores, at most 63, and begins and ends with a letter or digit; a domain and a slash may come before it',
            fix: 'write it like example.org/team',
          };
        }
      }
    }
    for (const at of places.map((metadata) => metadata.at('annotations'))) {
      const size = at.keys.reduce((sum, key) => sum + Buffer.byteLength(key + (at.at(key).text ?? '')), 0);
      if (size > MOST_ANNOTATIONS) {
        yield {
          at,
          value: `${size} bytes`,
          rule: 'the API server takes 256Ki of annotations',
          fix: 'use shorter ones',
        };
      }
    }
    for (const labels of places.map((metadata) => metadata.at('labels'))) {
      for (const key of labels.keys) {
        const at = labels.at(key);
        if (at.text === undefined || !isLabelValue(at.text)) {
          yield {
            at,
            rule: 'a label has letters, digits, dots, dashes and underscores, at most 63, and begins and ends with a letter or digit',
            fix: 'shorten it, or use an annotation',
          };
        }
      }
    }
  },
);

/** An update never fails because it touches what can't change. */
export const stableSelectors = defineRule(
  'stable-selectors',
  'What can never change, selectors of workloads and claim templates, carries no label that does.',
  function* (stack): Iterable<Finding> {
    for (const { spec } of stack.ofKind('apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet')) {
      yield* changing(selectorTerms(spec.at('selector')));
      for (const labels of spec.at('volumeClaimTemplates').list.map((claim) => claim.at('metadata', 'labels'))) {
        yield* changing(labels.keys.map((key) => ({ key, at: labels.at(key) })));
      }
    }
  },
);

function* missing(labels: Field, names: readonly string[]): Iterable<Finding> {
  const without = names.map((name) => PREFIX + name).filter((key) => !labels.at(key).text);
  if (without.length > 0) {
    yield {
      at: labels,
      value: `without ${without.join(', ')}`,
      rule: 'the standard labels are everywhere, so that people and programs find what belongs together',
      fix: 'set all of them by standardLabels({...}) or platformLabels(...)',
    };
  }
}

function* changing(places: readonly { readonly key: string; readonly at: Field }[]): Iterable<Finding> {
  for (const { key, at } of places) {
    if (CHANGING.has(key)) {
      yield {
        at,
        rule: 'what this is a part of can never change once it is applied, and this label changes with the next update',
        fix: 'use selectorLabels(...), which has the instance alone',
      };
    }
  }
}
