import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';

/**
 * A topic's name.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if the topic's name is none
 */
export function checkTopicName(scope: IConstruct, prop: string, topic: string): string {
  if (/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/.test(topic)) return topic;
  reject(scope, {
    prop,
    value: topic,
    rule: 'a topic has letters, digits, dots, underscores and dashes, at most 249',
    fix: 'name it like access-log',
  });
}
