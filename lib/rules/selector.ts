import type { Field } from './field';

type Labels = Readonly<Record<string, string>>;

/** Whether a Service's selector, which is a plain map, selects labels. */
export function selectsAll(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/**
 * Whether a label selector selects labels; an empty one selects all.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: Field, labels: Labels): boolean {
  return (
    selectsAll(selector.at('matchLabels').texts, labels) &&
    selector.at('matchExpressions').list.every((expression) => holds(expression, labels))
  );
}

/** Whether a label selector is there but says nothing. */
export function isEmptySelector(selector: Field): boolean {
  return selector.at('matchLabels').keys.length === 0 && selector.at('matchExpressions').list.length === 0;
}

/** The labels that a label selector looks at, and where. */
export function selectorTerms(selector: Field): { readonly key: string; readonly at: Field }[] {
  const labels = selector.at('matchLabels');
  const expressions = selector.at('matchExpressions').list.map((expression) => expression.at('key'));
  return [
    ...labels.keys.map((key) => ({ key, at: labels.at(key) })),
    ...expressions.map((at) => ({ key: at.text ?? '', at })),
  ];
}

function holds(expression: Field, labels: Labels): boolean {
  const value = labels[expression.at('key').text ?? ''];
  const among = expression.at('values').list.some((item) => item.value === value);
  switch (expression.at('operator').text) {
    case 'In':
      return value !== undefined && among;
    case 'NotIn':
      return value === undefined || !among;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
