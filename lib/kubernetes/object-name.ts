import { IConstruct } from 'constructs';
import { reject } from './configuration-error';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The name of an object that somebody else has made.
 *
 * @param prop the prop's name, for the error's sentence
 * @param fix how to find out its name
 * @throws ConfigurationError if no object can have that name
 */
export function objectName(scope: IConstruct | string, prop: string, name: string, fix: string): string {
  if (name.length > 253 || !NAME.test(name)) {
    reject(scope, {
      prop,
      value: name,
      rule: 'it names an object, so it is made of lower-case letters, digits, dashes and dots',
      fix,
    });
  }
  return name;
}
