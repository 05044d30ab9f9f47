import { IConstruct } from 'constructs';
import { isIPv4, isIPv6 } from 'net';
import { reject } from './configuration-error';

/**
 * A range of addresses in CIDR notation, as the API server takes it without a warning.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if it isn't a range, isn't written in the standard way, or doesn't start where a range can
 */
export function addressRange(scope: IConstruct | string, prop: string, cidr: string): string {
  const [address = '', length = '', ...rest] = cidr.split('/');
  const bits = isIPv4(address) ? ipv4Bits(address) : isStandardIpv6(address) ? ipv6Bits(address) : undefined;
  const prefix = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : NaN;
  if (!bits || rest.length > 0 || !(prefix <= bits.length) || bits.includes('1', prefix)) {
    reject(scope, {
      prop,
      value: cidr,
      rule: 'a range of addresses is its first address, a slash and the number of leading bits that all share',
      fix: 'write for example 192.0.2.0/24, or 192.0.2.7/32 for a single address',
    });
  }
  return cidr;
}

/** Checks each of several ranges: `sources[1]` is the second. */
export function addressRanges(scope: IConstruct | string, prop: string, cidrs: readonly string[] = []): void {
  cidrs.forEach((cidr, index) => addressRange(scope, `${prop}[${index}]`, cidr));
}

function isStandardIpv6(address: string): boolean {
  return isIPv6(address) && !address.includes('%') && new URL(`http://[${address}]`).hostname === `[${address}]`;
}

function ipv4Bits(address: string): string {
  return address
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');
}

function ipv6Bits(address: string): string {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
