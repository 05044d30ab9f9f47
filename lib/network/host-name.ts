import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/**
 * A DNS host name, as an Ingress, a route or a certificate takes it.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if it isn't one
 */
export function hostName(scope: IConstruct | string, prop: string, host: string): string {
  const refuse = (rule: string, fix: string) => reject(scope, { prop, value: host, rule, fix });
  const labels = host.split('.');
  if (/^[\d.]+$/.test(host) || host.includes(':')) {
    refuse('it must be a DNS name, and is an address or has a port', 'write it like blog.example.org');
  }
  if (host.includes('*')) {
    refuse(
      'it must be a single name here; a wildcard may only stand first, for all names of a domain, where routers know it',
      'write it like blog.example.org',
    );
  }
  if (host.endsWith('.')) {
    refuse('a host name in a request has no dot at its end', `write ${host.slice(0, -1)}`);
  }
  if (host.length > LONGEST_NAME || labels.some((label) => label.length > LONGEST_LABEL)) {
    refuse(`DNS takes at most ${LONGEST_NAME} characters, and ${LONGEST_LABEL} between two dots`, 'use a shorter name');
  }
  if (!labels.every((label) => LABEL.test(label))) {
    refuse(
      'a DNS name is made of lower-case letters, digits and dashes between dots, with no dash next to a dot',
      'write it like blog.example.org',
    );
  }
  return host;
}

/** A host name, or `*.example.org` for all names one level below a domain; {@link hostName} says what is refused. */
export function hostPattern(scope: IConstruct | string, prop: string, pattern: string): string {
  hostName(scope, prop, pattern.startsWith('*.') ? pattern.slice(2) : pattern);
  return pattern;
}
