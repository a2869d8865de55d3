import type { AlertCondition, IssueSummary } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { issueItem, sessionItem } from './items.ts';
import { linksOf } from './links.ts';
import { alertMessage } from './message.ts';
import { mailText } from './send/mailText.ts';
import { slackPayload } from './send/slack.ts';

const HOSTILE =
  '<!channel> <https://evil.example|click> & "\'<img src=x onerror=alert(1)>\r\nBcc: all@evil.example\u202e';
const links = linksOf('https://replay.shop.example/tl', 'shop & co');
const SESSION = '5e551000-0000-4000-8000-000000000001';
const issue = (more: Partial<IssueSummary> = {}): IssueSummary => ({
  fingerprint: '0123456789abcdef',
  type: 'TypeError',
  message: 'x is undefined',
  place: 'pay checkout.ts',
  isBrowser: true,
  services: ['shop'],
  events: 7,
  sessions: 3,
  users: 2,
  firstSeen: 0,
  lastSeen: 0,
  trend: { from: 0, stepMs: 1, counts: [] },
  state: 'open',
  ...more,
});
const shown = { at: 1_700_000_000_000.4, service: 'shop', release: '', sessionId: SESSION };
const rule = (condition: AlertCondition, name = 'Checkout') => ({ id: 'r', name, project: 'p', condition });
const itemOf = (condition: AlertCondition, more: Partial<IssueSummary> = {}) =>
  issueItem(issue(more), shown, condition, links);
const titleOf = (condition: AlertCondition, count: number, wasQuiet = false) =>
  alertMessage(rule(condition), [itemOf(condition)], count, { links, wasQuiet }).title;

describe('a message', () => {
  it.each<[AlertCondition, string, string]>([
    [{ on: 'new-issue' }, 'New issue: TypeError: x is undefined', '3 new issues'],
    [{ on: 'regressed-issue' }, 'Regressed: TypeError: x is undefined', '3 issues regressed'],
    [
      { on: 'issue-events', moreThan: 5, minutes: 10 },
      '7 exceptions in 10 minutes: TypeError: x is undefined',
      '3 issues with more than 5 exceptions in 10 minutes',
    ],
    [
      { on: 'issue-users', moreThan: 1, minutes: 1 },
      '2 users in a minute: TypeError: x is undefined',
      '3 issues with more than 1 users in a minute',
    ],
  ])('says what happened: %j', (condition, one, many) => {
    expect(titleOf(condition, 1)).toBe(one);
    expect(titleOf(condition, 3)).toBe(many);
    expect(titleOf(condition, 3, true)).toBe(`After quiet hours: ${many}`);
  });

  it('links to the issue and to the replay at the moment, in its project', () => {
    expect(itemOf({ on: 'new-issue' })).toMatchObject({
      url: 'https://replay.shop.example/tl/issues/0123456789abcdef?project=shop+%26+co',
      replayUrl: `https://replay.shop.example/tl/sessions/${SESSION}?at=1700000000001&project=shop+%26+co`,
    });
    expect(issueItem(issue(), undefined, { on: 'new-issue' }, links)).not.toHaveProperty('replayUrl');
    expect(linksOf('https://a.example', 'default').session('x')).toBe('https://a.example/sessions/x');
  });
});

describe('what was recorded', () => {
  const condition = { on: 'new-issue' } as const;
  const item = itemOf(condition, { type: HOSTILE, message: HOSTILE, place: HOSTILE, services: [HOSTILE] });
  const counts = {
    clicks: 0,
    navigations: 0,
    requests: 0,
    failedRequests: 1,
    errors: 1,
    spans: 0,
    logs: 0,
    segments: 1,
  };
  const session = sessionItem(
    {
      id: SESSION,
      from: 0,
      to: 65_000,
      user: { id: HOSTILE },
      entryUrl: `javascript:alert(1)//${HOSTILE}`,
      userAgent: '',
      counts,
      services: [],
    },
    5,
    links,
  );
  const message = alertMessage(rule(condition, HOSTILE), [item, session], 1, { links, wasQuiet: false });

  it('is one line of bounded length', () => {
    for (const text of [item.title, item.detail, session.title, session.detail, message.title])
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(itemOf(condition, { message: 'x'.repeat(10_000) }).title.length).toBeLessThan(210);
  });

  it('adds no header to a mail, and no markup', () => {
    const { subject, html } = mailText(message);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const hrefs = [...html.matchAll(/href="(.*?)"/g)].map(([, href]) => href ?? '');
    expect(hrefs).toHaveLength(4);
    expect(hrefs.every((href) => href.startsWith('https://replay.shop.example/tl/'))).toBe(true);
    // Of the tags that are there, all are ours.
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
    expect(new Set(tags)).toEqual(new Set(['html', 'body', 'h1', 'p', 'strong', 'br', 'a']));
  });

  it('is no markup of Slack, and calls nobody', () => {
    const payload = slackPayload(message);
    expect(payload.text).toContain('&lt;!channel&gt;');
    expect(payload.text).not.toMatch(/[<>]/);
    const markup = JSON.stringify(payload).match(/"mrkdwn","text":"(.*?)"/g) ?? [];
    expect(markup).toHaveLength(3);
    expect(markup.join('')).not.toMatch(/evil|channel/);
  });
});
