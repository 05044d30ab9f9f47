import { Cron } from 'croner';
import { IConstruct } from 'constructs';
import { reject } from './configuration-error';

/** Schedules are counted from a fixed day, so that the answer never depends on today. */
const FIXED_DAY = new Date('2024-01-01T00:00:00Z');
/** Enough to see each gap of a schedule: a month of runs every few minutes in working hours, or two leap days. */
const COUNTED_RUNS = 3000;
const COUNTED_YEARS = 9;

/**
 * A cron expression that Kubernetes will take and that comes due some day.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if it hasn't five fields, a field is out of range, or no date matches
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function checkedSchedule(scope: IConstruct | string, prop: string, expression: string): string {
  if (!isSchedule(expression)) {
    reject(scope, {
      prop,
      value: expression,
      rule: 'a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due',
      fix: 'write for example "0 23 * * 4" for Thursday at 23:00',
    });
  }
  return expression;
}

/**
 * A time zone by its name in the IANA database.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if there is no such time zone
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function checkedTimeZone(scope: IConstruct | string, prop: string, timeZone: string): string {
  if (!isTimeZone(timeZone)) {
    reject(scope, {
      prop,
      value: timeZone,
      rule: 'a time zone is a name of the IANA database, so that summer time is kept',
      fix: 'write for example Europe/Madrid or Etc/UTC',
    });
  }
  return timeZone;
}

/**
 * The longest time from one run of a schedule to the next one, in seconds.
 *
 * @param expression a schedule that comes due
 */
export function longestGap(expression: string): number {
  const cron = new Cron(expression, { paused: true, mode: '5-part', timezone: 'Etc/UTC' });
  let longest = 0;
  let last = cron.nextRun(FIXED_DAY);
  for (let run = 0; run < COUNTED_RUNS && last !== null; run += 1) {
    const next = cron.nextRun(last);
    if (next === null || next.getFullYear() > FIXED_DAY.getFullYear() + COUNTED_YEARS) break;
    longest = Math.max(longest, (next.getTime() - last.getTime()) / 1000);
    last = next;
  }
  return longest;
}

function isSchedule(expression: string): boolean {
  // Only what Kubernetes' own parser knows: no seconds, no L, W or #, no @names, and Sunday is 0.
  if (!/^[\d*,/\-A-Za-z]+( [\d*,/\-A-Za-z]+){4}$/.test(expression) || /[LW]\b/.test(expression)) return false;
  if (/[ ,-]7[^ ]*$/.test(expression)) return false;
  try {
    const cron = new Cron(expression, { paused: true, mode: '5-part', timezone: 'Etc/UTC' });
    // A leap day is at most eight years off.
    const due = cron.nextRun(FIXED_DAY);
    return due !== null;
  } catch {
    return false;
  }
}

function isTimeZone(timeZone: string): boolean {
  // Intl also takes offsets like +01:00 and abbreviations like CET; Kubernetes loads names from its database.
  if (!/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(timeZone)) return timeZone === 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
