import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { reject } from './configuration-error';

const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
/** Kubernetes counts in whole numbers of 64 bits. */
const MOST = 7 * 2 ** 60;
const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|Ki|[MGTPE]i?)?$/;

/** The number behind a Kubernetes quantity: cores for CPU, bytes for memory and storage; undefined if it isn't one. */
export function parseQuantity(quantity: string): number | undefined {
  const match = QUANTITY.exec(quantity);
  if (!match) return undefined;
  return Number(match[1]) * (SUFFIXES[match[2] ?? ''] ?? 1);
}

/**
 * The number behind a quantity that a user gave.
 *
 * @throws ConfigurationError if it isn't a positive Kubernetes quantity
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantityOf(scope: IConstruct | string, prop: string, quantity: string): number {
  const number = parseQuantity(quantity);
  if (number === undefined || number <= 0) {
    reject(scope, {
      prop,
      value: quantity,
      rule: 'it must be a positive Kubernetes quantity, a number with a unit that Kubernetes knows',
      fix: 'write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    });
  }
  const inBytes = /[kMGTPEi]$/.test(quantity);
  if (inBytes ? !Number.isInteger(number) : !isWhole(number * 1000)) {
    reject(scope, {
      prop,
      value: quantity,
      rule: inBytes ? 'nobody has a part of a byte' : 'CPU is counted in thousandths of a core',
      fix: inBytes ? 'use a smaller unit, as 307Mi instead of 0.3Gi' : 'write for example 500m',
    });
  }
  if (number > MOST) {
    reject(scope, { prop, value: quantity, rule: 'Kubernetes counts no further than to 7Ei', fix: 'use less' });
  }
  return number;
}

/** Numbers like 0.29 are never quite what they say. */
function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-6 * Math.max(1, number);
}

/** Bytes as the largest binary unit that divides them, at most Gi: 1073741824 is `1Gi`. */
export function formatBytes(bytes: number): string {
  for (const [suffix, factor] of [
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
  ] as const) {
    if (bytes % factor === 0) return `${bytes / factor}${suffix}`;
  }
  return String(Math.round(bytes));
}

/** A quantity as the bindings want it. */
export function quantity(value: string): k8s.Quantity {
  return k8s.Quantity.fromString(value);
}

/** A port by name or number, or a count or percentage, as the bindings want it. */
export function intOrString(value: string | number): k8s.IntOrString {
  return typeof value === 'number' ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(value);
}
