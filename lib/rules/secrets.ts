import { Field } from './field';
import { defineRule, Finding } from './rule';

const SECRET_NAME =
  /(^|[_-])(pass(word|wd|phrase)?|pwd|secret|token|credentials?|salt|(api|private|access|secret|auth)[_-]?key)([_-]|$)/i;
/** A variable that only says where a secret is, or whether there is one. */
const ABOUT_A_SECRET = /^(\/\S*|yes|no|true|false|0|1|\$\(\w+\))?$/i;
const CREDENTIALS_IN_URL = /:\/\/[^\s:@/]+:(?!\$\()[^\s@/]+@/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** What is in git is known to everyone who reads it. */
export const noSecretData = defineRule(
  'no-secret-data',
  'No Secret with data is rendered.',
  function* (stack): Iterable<Finding> {
    for (const { root } of stack.ofKind('Secret')) {
      for (const at of [root.at('data'), root.at('stringData')]) {
        if (at.keys.length > 0) {
          yield {
            at,
            value: `hidden, with the keys ${at.keys.join(', ')}`,
            rule: 'the manifests are in git, where everyone who can read them would have it',
            fix: 'use new RequiredSecret(...), and keep the values elsewhere',
          };
        }
      }
    }
  },
);

/** Nor is a secret anywhere else. */
export const noLiteralSecrets = defineRule(
  'no-literal-secrets',
  'No variable, argument or ConfigMap carries a password, token or private key.',
  function* (stack): Iterable<Finding> {
    for (const { root } of stack.pods.flatMap(({ containers }) => containers)) {
      for (const variable of root.at('env').list) {
        const at = variable.at('value');
        const named = SECRET_NAME.test(variable.at('name').text ?? '') && !ABOUT_A_SECRET.test(at.text ?? '');
        if (named || CREDENTIALS_IN_URL.test(at.text ?? '')) yield literal(at);
      }
      for (const at of [...root.at('command').list, ...root.at('args').list]) {
        if (isSecretArgument(at.text ?? '')) yield literal(at);
      }
    }
    for (const { root } of stack.ofKind('ConfigMap')) {
      for (const key of root.at('data').keys) {
        const at = root.at('data', key);
        if (PRIVATE_KEY.test(at.text ?? '')) yield literal(at);
      }
    }
  },
);

function isSecretArgument(argument: string): boolean {
  const [, name = '', value = ''] = /^--?([\w-]+)=(.*)$/s.exec(argument) ?? [];
  return (SECRET_NAME.test(name) && !ABOUT_A_SECRET.test(value)) || CREDENTIALS_IN_URL.test(argument);
}

function literal(at: Field): Finding {
  return {
    at,
    value: 'hidden',
    rule: 'it looks like a secret, and everyone who can read the manifests, or list pods, would have it',
    fix: 'put it into a RequiredSecret and mount that as a file',
  };
}
