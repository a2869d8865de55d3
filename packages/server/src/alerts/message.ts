import type { AlertCondition, AlertItem, AlertMessage } from '@throughline/format';
import { ALERT_LIMITS } from '../limits.ts';
import { plainText } from '../tickets/plainText.ts';
import type { AlertLinks } from './links.ts';

export interface RuleToTell {
  id: string;
  name: string;
  project: string;
  condition: AlertCondition;
}

/** What `rule` tells of `count` issues or sessions, the first of which are `items`. */
export function alertMessage(
  rule: RuleToTell,
  items: readonly AlertItem[],
  count: number,
  { links, wasQuiet }: { links: AlertLinks; wasQuiet: boolean },
): AlertMessage {
  const [first] = items;
  const title = count === 1 && first ? titleOfOne(rule, first) : titleOfMany(rule, count);
  return {
    type: 'alert',
    project: rule.project,
    rule: { id: rule.id, name: rule.name },
    title: wasQuiet ? `After quiet hours: ${title}` : title,
    count,
    items: items.slice(0, ALERT_LIMITS.itemsAMessage),
    url: links.alerts(),
  };
}

/** What is sent to find out whether it arrives. */
export function testMessage(
  rule: { id: string; name: string; project: string },
  links: AlertLinks,
): AlertMessage {
  return {
    type: 'test',
    project: rule.project,
    rule: { id: rule.id, name: rule.name },
    title: 'Test message: alerts arrive here',
    count: 0,
    items: [],
    url: links.alerts(),
  };
}

function titleOfOne({ name, condition }: RuleToTell, { title, count }: AlertItem): string {
  switch (condition.on) {
    case 'new-issue':
      return `New issue: ${title}`;
    case 'regressed-issue':
      return `Regressed: ${title}`;
    case 'issue-events':
      return `${count} exceptions in ${minutes(condition)}: ${title}`;
    case 'issue-users':
      return `${count} users in ${minutes(condition)}: ${title}`;
    case 'sessions':
      // Titles are kept, and name nobody.
      return `${plainText(name)}: a session`;
  }
}

function titleOfMany({ name, condition }: RuleToTell, count: number): string {
  switch (condition.on) {
    case 'new-issue':
      return `${count} new issues`;
    case 'regressed-issue':
      return `${count} issues regressed`;
    case 'issue-events':
      return `${count} issues with more than ${condition.moreThan} exceptions in ${minutes(condition)}`;
    case 'issue-users':
      return `${count} issues with more than ${condition.moreThan} users in ${minutes(condition)}`;
    case 'sessions':
      return `${plainText(name)}: ${count} sessions`;
  }
}

const minutes = ({ minutes: many }: { minutes: number }) => (many === 1 ? 'a minute' : `${many} minutes`);
