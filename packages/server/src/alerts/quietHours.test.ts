import type { QuietHours } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { isQuiet, isTimeZone } from './quietHours.ts';

const quiet = (more: Partial<QuietHours> = {}): QuietHours => ({
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '22:00',
  to: '07:00',
  timeZone: 'Europe/Berlin',
  ...more,
});
const at = (time: string) => Date.parse(time);

describe('quiet hours', () => {
  it.each([
    ['2026-01-14T12:00:00+01:00', true],
    ['2026-01-14T13:29:59+01:00', true],
    ['2026-01-14T13:30:00+01:00', false],
    ['2026-01-14T11:59:59+01:00', false],
  ])('within a day begin with their first minute and end before their last: %s', (time, expected) =>
    expect(isQuiet(quiet({ from: '12:00', to: '13:30' }), at(time))).toBe(expected),
  );

  it.each([
    // A Friday evening, and the morning after.
    ['2026-01-16T21:59:00+01:00', false],
    ['2026-01-16T22:00:00+01:00', true],
    ['2026-01-17T06:59:00+01:00', true],
    ['2026-01-17T07:00:00+01:00', false],
    // Saturday evening is not among the days, nor is the night to Friday.
    ['2026-01-17T23:00:00+01:00', false],
    ['2026-01-16T06:00:00+01:00', false],
  ])('over midnight belong to the day on which they begin: %s', (time, expected) =>
    expect(isQuiet(quiet({ days: [5] }), at(time))).toBe(expected),
  );

  it('over midnight from Sunday to Monday', () => {
    expect(isQuiet(quiet({ days: [7] }), at('2026-01-19T03:00:00+01:00'))).toBe(true);
    expect(isQuiet(quiet({ days: [1] }), at('2026-01-19T03:00:00+01:00'))).toBe(false);
  });

  it('that end when they begin last a day', () => {
    const day = quiet({ days: [6], from: '08:00', to: '08:00' });
    expect(isQuiet(day, at('2026-01-17T08:00:00+01:00'))).toBe(true);
    expect(isQuiet(day, at('2026-01-18T07:59:00+01:00'))).toBe(true);
    expect(isQuiet(day, at('2026-01-18T08:00:00+01:00'))).toBe(false);
  });

  it('are told by the wall clock of their time zone', () => {
    const time = at('2026-01-14T21:30:00Z');
    expect(isQuiet(quiet(), time)).toBe(true);
    expect(isQuiet(quiet({ timeZone: 'Europe/London' }), time)).toBe(false);
    expect(isQuiet(quiet({ timeZone: 'Asia/Kolkata' }), time)).toBe(true);
    expect(isQuiet(quiet({ timeZone: 'Asia/Kolkata', from: '03:01', to: '07:00' }), time)).toBe(false);
  });

  it.each([
    // 02:00 becomes 03:00: an end at 02:30 is passed with the leap.
    ['2026-03-29T00:59:59Z', true],
    ['2026-03-29T01:00:00Z', false],
    // 03:00 becomes 02:00: the hour from two to three is there twice.
    ['2026-10-25T00:29:00Z', true],
    ['2026-10-25T00:30:00Z', false],
    ['2026-10-25T01:29:00Z', true],
    ['2026-10-25T01:30:00Z', false],
  ])('follow the clock when it is changed: %s', (time, expected) =>
    expect(isQuiet(quiet({ to: '02:30' }), at(time))).toBe(expected),
  );

  it('have a time zone that is known', () => {
    expect(['Europe/Berlin', 'UTC', 'America/New_York'].map(isTimeZone)).toEqual([true, true, true]);
    expect(['Mars/Olympus', '', '<b>'].map(isTimeZone)).toEqual([false, false, false]);
  });
});
