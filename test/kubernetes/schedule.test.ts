import { checkedSchedule, checkedTimeZone, longestGap } from '../../lib/kubernetes/schedule';

const SENTENCE =
  'a schedule has five fields, minute, hour, day of the month, month and day of the week, and must come due; ' +
  'write for example "0 23 * * 4" for Thursday at 23:00';

describe('schedules', () => {
  test.each(['0 23 * * 4', '*/5 * * * *', '0 0 29 2 *', '15,45 8-18 * JAN-MAR mon-fri', '0 3 1 */2 *'])(
    '%s is taken as it is',
    (expression) => {
      expect(checkedSchedule('production/Backup', 'every', expression)).toBe(expression);
    },
  );

  test.each([
    ['* * * *', 'four fields'],
    ['0 0 23 * * 4', 'six fields'],
    ['60 * * * *', 'no such minute'],
    ['0 24 * * *', 'no such hour'],
    ['0 0 30 2 *', 'never comes due'],
    ['0 0 L * *', 'Kubernetes knows no L'],
    ['0 0 * * 5#2', 'nor #'],
    ['0 0 * * 7', 'nor a seventh day: Sunday is 0'],
    ['0 0 * * 5-7', 'in a range neither'],
    ['@daily', 'a name'],
    ['TZ=Europe/Madrid 0 23 * * 4', 'a time zone inside'],
  ])('%s is rejected: %s', (expression) => {
    expect(() => checkedSchedule('production/Backup', 'every', expression)).toThrow(
      `production/Backup: every is ${expression}; ${SENTENCE}`,
    );
  });
});

describe('time zones', () => {
  test.each(['Etc/UTC', 'UTC', 'Europe/Madrid', 'America/Argentina/Buenos_Aires'])('%s is taken as it is', (zone) => {
    expect(checkedTimeZone('production/Backup', 'timeZone', zone)).toBe(zone);
  });

  test.each(['Europe/Atlantis', 'CET', '+01:00', 'europe/madrid', 'Local'])('%s is rejected', (zone) => {
    expect(() => checkedTimeZone('production/Backup', 'timeZone', zone)).toThrow(
      `production/Backup: timeZone is ${zone}; a time zone is a name of the IANA database, so that summer time is ` +
        'kept; write for example Europe/Madrid or Etc/UTC',
    );
  });
});

test.each([
  ['*/5 * * * *', 300],
  ['0 9-17 * * 1-5', 64 * 3600],
  ['0 23 * * 4', 7 * 86_400],
  ['0 0 1 * *', 31 * 86_400],
  ['0 0 1 1 *', 366 * 86_400],
  ['0 0 29 2 *', 1461 * 86_400],
])('the longest pause of %s is %d seconds', (expression, seconds) => {
  expect(longestGap(expression)).toBe(seconds);
});
