import { expect, it } from 'vitest';
import { readIssueSearch, toIssueFilter } from './issueSearch.ts';

it('reads what it knows, and leaves defaults and all else out', () => {
  expect(
    readIssueSearch({ state: 'resolved', sort: 'users', range: '30d', q: 'cart', service: 'shop' }),
  ).toMatchObject({
    state: 'resolved',
    sort: 'users',
    range: '30d',
    q: 'cart',
    service: 'shop',
  });
  for (const raw of [
    { state: 'open', sort: 'lastSeen', range: '7d' },
    { state: 'closed', sort: 1, range: '__proto__' },
  ])
    expect(Object.values(readIssueSearch(raw)).every((value) => value === undefined)).toBe(true);
});

it('without anything shows open issues of the last days, the latest first', () => {
  expect(toIssueFilter({})).toEqual({
    range: '7d',
    state: 'open',
    sort: 'lastSeen',
    text: '',
    service: '',
    release: '',
  });
});
