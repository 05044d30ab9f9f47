import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';

const CHARACTERS = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
/** What routers would read in different ways. */
const AMBIGUOUS = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

/**
 * Prefixes of a URL's path, as Ingress, Gateways and OpenShift's routers all take them.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if there is none, or one isn't a path
 */
export function pathPrefixes(scope: IConstruct | string, prop: string, paths: readonly string[]): void {
  if (paths.length === 0) {
    reject(scope, {
      prop,
      value: paths,
      rule: 'a site without a path gets no request',
      fix: 'leave it out for all of the host',
    });
  }
  paths.forEach((path, index) => {
    if (!CHARACTERS.test(path) || AMBIGUOUS.test(path)) {
      reject(scope, {
        prop: `${prop}[${index}]`,
        value: path,
        rule: 'a path starts with / and has no empty part, no . or .. as a part, and only characters of URLs',
        fix: 'write it like /blog',
      });
    }
  });
}
