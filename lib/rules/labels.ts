import { Field } from './field';
import { defineRule, Finding } from './rule';
import { selectorKeys } from './selector';

const PREFIX = 'app.kubernetes.io/';
const STANDARD = ['name', 'instance', 'component', 'part-of', 'managed-by'];
const VERSION = `${PREFIX}version`;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
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

/** Values that the API server takes. */
export const validLabels = defineRule(
  'valid-labels',
  'Every label has a value that the API server takes.',
  function* ({ objects, pods }): Iterable<Finding> {
    const places = [...objects.map(({ root }) => root.at('metadata')), ...pods.map(({ metadata }) => metadata)];
    for (const labels of places.map((metadata) => metadata.at('labels'))) {
      for (const key of labels.keys) {
        const at = labels.at(key);
        if (at.text === undefined || !LABEL_VALUE.test(at.text)) {
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
      const selector = spec.at('selector');
      const templates = spec.at('volumeClaimTemplates').list.map((template) => template.at('metadata', 'labels'));
      yield* changing(selector, selectorKeys(selector));
      for (const labels of templates) yield* changing(labels, labels.keys);
    }
  },
);

function* missing(labels: Field, names: readonly string[]): Iterable<Finding> {
  for (const name of names) {
    const at = labels.at(PREFIX + name);
    if (!at.text) {
      yield {
        at,
        rule: 'every object carries the standard labels, so that people and programs find what belongs together',
        fix: 'set its labels by standardLabels({...}) or platformLabels(...)',
      };
    }
  }
}

function* changing(place: Field, keys: readonly string[]): Iterable<Finding> {
  for (const key of keys) {
    if (CHANGING.has(key)) {
      yield {
        at: place,
        value: key,
        rule: 'this can never change once it is applied, and that label changes with the next update',
        fix: 'use selectorLabels(...), which has the instance alone',
      };
    }
  }
}
