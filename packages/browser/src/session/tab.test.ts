import { LIMITS } from '@throughline/format';
import { expect, it } from 'vitest';
import type { StoredText } from './storage.ts';
import { createTab } from './tab.ts';

const SESSION = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

function sessionStorage(text: string | null = null): StoredText & { copy(): StoredText } {
  return {
    read: () => text,
    write: (next) => {
      text = next;
    },
    remove: () => {
      text = null;
    },
    copy: () => sessionStorage(text),
  };
}

it('numbers from 0 without gaps', () => {
  const tab = createTab(sessionStorage());
  const numbers = [tab.next(SESSION), tab.next(SESSION), tab.next(SESSION)];
  expect(numbers.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  expect(new Set(numbers.map((number) => number.tab)).size).toBe(1);
});

it('goes on in the next page of the same tab', () => {
  const stored = sessionStorage();
  const before = createTab(stored);
  const { tab } = before.next(SESSION);
  before.release();
  expect(createTab(stored).next(SESSION)).toEqual({ tab, seq: 1 });
});

it('goes on when the page comes back from the back-forward cache', () => {
  const stored = sessionStorage();
  const first = createTab(stored);
  const { tab } = first.next(SESSION);
  first.release();
  const second = createTab(stored);
  second.next(SESSION);
  second.release();
  expect(first.next(SESSION)).toEqual({ tab, seq: 2 });
});

it('is a new tab when it was duplicated', () => {
  const stored = sessionStorage();
  const original = createTab(stored);
  const { tab } = original.next(SESSION);
  const duplicate = createTab(stored.copy()).next(SESSION);
  expect(duplicate.tab).not.toBe(tab);
  expect(duplicate.seq).toBe(0);
  expect(original.next(SESSION)).toEqual({ tab, seq: 1 });
});

it('is a new tab in a new session, and after a crash', () => {
  const stored = sessionStorage();
  const tab = createTab(stored);
  const first = tab.next(SESSION);
  const second = tab.next(OTHER);
  expect(second.seq).toBe(0);
  expect(second.tab).not.toBe(first.tab);
  expect(createTab(stored).next(OTHER).tab).not.toBe(second.tab);
});

it('is a new tab when its numbers are used up or what is stored makes no sense', () => {
  const used = sessionStorage(JSON.stringify({ session: SESSION, tab: OTHER, seq: LIMITS.segmentSeq + 1 }));
  expect(createTab(used).next(SESSION).seq).toBe(0);
  expect(createTab(sessionStorage('{"tab":1}')).next(SESSION).seq).toBe(0);
});
