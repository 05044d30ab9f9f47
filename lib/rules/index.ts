import { Rule, RuleInput, Violation } from './rule';

/** Every rule, in the order in which it is reported. */
export const RULES: readonly Rule[] = [];

/** What all rules find. */
export function violations(input: RuleInput): Violation[] {
  return RULES.flatMap((rule) => rule.check(input));
}
