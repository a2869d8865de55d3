import { describe, expect, it } from 'vitest';
import { issueKeyOf } from './issueKey.ts';
import { replayUrl, sessionListUrl, within } from './links.ts';
import { plainText } from './plainText.ts';
import { readRetryAfter, waitAfter } from './retry.ts';

describe('the issue that a ticket names', () => {
  const jira = 'https://jira.example/jira';
  it.each([
    ['SHOP-123', 'SHOP-123'],
    [' SHOP-123 ', 'SHOP-123'],
    ['https://jira.example/jira/browse/SHOP-123?focusedId=1', 'SHOP-123'],
    ['https://jira.example/jira/secure/RapidBoard.jspa?rapidView=1&selectedIssue=OPS2-7', 'OPS2-7'],
  ])('%j', (ticket, key) => expect(issueKeyOf(ticket, jira)).toBe(key));

  it.each([
    '',
    'see the chat',
    'SHOP-0',
    'SHOP-123/../../user',
    'http://jira.example/jira/browse/SHOP-123',
    'https://jira.example.evil.test/jira/browse/SHOP-123',
    'https://jira.example/jira/browse/SHOP-123%2F..',
    'javascript:SHOP-123',
  ])('is none: %j', (ticket) => expect(issueKeyOf(ticket, jira)).toBeUndefined());
});

it('leads to the project of what it is about, and keeps the path that the server is under', () => {
  const site = { publicUrl: 'https://replay.example/tl', project: 'shop & co' };
  expect(replayUrl(site, 'a-session', 1_700_000_000_000.9)).toBe(
    'https://replay.example/tl/sessions/a-session?at=1700000000000&project=shop+%26+co',
  );
  expect(sessionListUrl(site, 'an-incident')).toBe(
    'https://replay.example/tl/sessions?range=all&incident=an-incident&project=shop+%26+co',
  );
  expect(replayUrl({ ...site, project: 'default' }, 'a-session', 1)).not.toContain('project');
});

describe('the wait after a failure', () => {
  it('doubles its bound up to a most, and ends with the last attempt', () => {
    const bounds = Array.from({ length: 12 }, (_, index) => waitAfter(index + 1, 0, 1));
    expect(bounds.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(bounds.slice(-2)).toEqual([30 * 60_000, undefined]);
  });

  it('is anything below it, but never less than what was asked for', () => {
    expect(waitAfter(3, 0, 0)).toBe(0);
    expect(waitAfter(1, 90_000, 0)).toBe(90_000);
  });

  it('is read in seconds or as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(readRetryAfter('7', now)).toBe(7_000);
    expect(readRetryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(readRetryAfter('soon', now)).toBe(0);
    expect(readRetryAfter(null, now)).toBe(0);
  });
});

it('makes of a recorded text one bounded line that is what it looks like', () => {
  expect(plainText(' a\n\u202eb\u0000\u200bc ')).toBe('a b c');
  expect(plainText('🙂'.repeat(9), 4)).toBe('🙂🙂🙂🙂…');
  expect(plainText('abcd', 4)).toBe('abcd');
});

it('adds to an address with a path of its own', () => {
  expect(within('https://a.example/tl', 'sessions')).toBe('https://a.example/tl/sessions');
  expect(within('https://a.example', 'sessions')).toBe('https://a.example/sessions');
});
