import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { reject } from './configuration-error';

const LONGEST = Duration.days(3650);

/**
 * A time in whole seconds, as objects of Kubernetes and settings of programs have it.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if it has a part of a second, is none, or is longer than ten years
 */
export function wholeSeconds(scope: IConstruct | string, prop: string, duration: Duration): number {
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST.toSeconds()) {
    reject(scope, {
      prop,
      value: `${seconds} seconds`,
      rule: 'it is counted in whole seconds, from one to ten years of them',
      fix: 'use for example Duration.minutes(30)',
    });
  }
  return seconds;
}
