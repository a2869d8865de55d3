import type { AlertCondition, QuietHours } from '@throughline/format';

/** What a rule waits for, as a sentence's beginning. */
export function conditionText(condition: AlertCondition): string {
  switch (condition.on) {
    case 'new-issue':
      return 'a new issue';
    case 'regressed-issue':
      return 'an issue that regressed';
    case 'issue-events':
      return `more than ${condition.moreThan} exceptions of an issue in ${condition.minutes} min`;
    case 'issue-users':
      return `more than ${condition.moreThan} users affected by an issue in ${condition.minutes} min`;
    case 'sessions':
      return `a session that matches ${condition.search}`;
  }
}

/** Days of the week from Monday on, as ISO 8601 orders them. */
export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function quietText({ days, from, to, timeZone }: QuietHours): string {
  const named = days.toSorted((a, b) => a - b).map((day) => DAYS[day - 1]);
  return `quiet ${days.length === 7 ? 'daily' : named.join(' ')} ${from} to ${to} (${timeZone})`;
}
