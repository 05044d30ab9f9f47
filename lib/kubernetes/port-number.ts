import { IConstruct } from 'constructs';
import { reject } from './configuration-error';

/**
 * A TCP port.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if it isn't one
 */
export function portNumber(scope: IConstruct | string, prop: string, port: number): number {
  if (!(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    reject(scope, {
      prop,
      value: port,
      rule: 'a TCP port is a whole number from 1 to 65535',
      fix: 'use for example 80',
    });
  }
  return port;
}
