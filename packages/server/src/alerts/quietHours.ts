import type { QuietHours } from '@throughline/format';

/**
 * Whether `at` (Unix milliseconds) falls into the quiet hours, by the clock on the wall in their time zone: an hour that daylight
 * saving repeats is quiet twice. Those that pass midnight belong to the day on which they begin.
 */
export function isQuiet({ days, from, to, timeZone }: QuietHours, at: number): boolean {
  const { day, minute } = wallClock(at, timeZone);
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const beginsToday = days.includes(day);
  if (begin < end) return beginsToday && minute >= begin && minute < end;
  const beganYesterday = days.includes(day === 1 ? 7 : day - 1);
  return (beginsToday && minute >= begin) || (beganYesterday && minute < end);
}

/** Whether the time zone is one that this server knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The day of the week, 1 (Monday) to 7, and the minute of the day. */
function wallClock(at: number, timeZone: string): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: DAYS.indexOf(part('weekday')) + 1,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
