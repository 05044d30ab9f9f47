const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const DOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Whether the API server takes it as the name of a label or an annotation: a name, with a domain and a slash before it or not.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function isQualifiedName(text: string): boolean {
  const [name = '', domain, ...more] = text.split('/').reverse();
  return more.length === 0 && NAME.test(name) && (domain === undefined || DOMAIN.test(domain));
}

/** Whether the API server takes it as the value of a label, which may be empty. */
export function isLabelValue(text: string): boolean {
  return text === '' || NAME.test(text);
}
