import { isSessionId } from '@throughline/format';
import { expect, it } from 'vitest';
import { createSession } from './session.ts';
import type { StoredText } from './storage.ts';

const MINUTE = 60_000;

function browser() {
  let text: string | null = null;
  let time = 1_763_838_245_000;
  let begun = 0;
  const stored: StoredText = {
    read: () => text,
    write: (next) => {
      text = next;
    },
    remove: () => {
      text = null;
    },
  };
  return {
    stored,
    tab: () =>
      createSession(
        stored,
        () => {
          begun += 1;
        },
        () => time,
      ),
    begun: () => begun,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

it('has a UUID and keeps it across reloads and tabs', () => {
  const { tab, begun } = browser();
  const first = tab();
  expect(isSessionId(first.id())).toBe(true);
  expect(tab().id()).toBe(first.id());
  expect(begun()).toBe(1);
});

it('ends after 30 minutes without activity, and the next activity begins another', () => {
  const { tab, pass } = browser();
  const session = tab();
  const id = session.id();
  pass(29 * MINUTE);
  expect(session.isLive()).toBe(true);
  pass(MINUTE);
  expect(session.isLive()).toBe(false);
  expect(session.id()).toBe(id);
  expect(session.touch()).toBe(true);
  expect(session.id()).not.toBe(id);
  expect(session.isLive()).toBe(true);
});

it('ends after 24 hours in spite of activity', () => {
  const { tab, pass } = browser();
  const session = tab();
  const id = session.id();
  for (let minutes = 0; minutes < 24 * 60 - 10; minutes += 10) {
    pass(10 * MINUTE);
    expect(session.touch()).toBe(false);
  }
  pass(10 * MINUTE);
  expect(session.isLive()).toBe(false);
  expect(session.touch()).toBe(true);
  expect(session.id()).not.toBe(id);
});

it('is kept alive by activity in another tab', () => {
  const { tab, pass } = browser();
  const [quiet, busy] = [tab(), tab()];
  pass(20 * MINUTE);
  busy.touch();
  pass(20 * MINUTE);
  expect(quiet.isLive()).toBe(true);
});

it('is kept alive by a page load', () => {
  const { tab, pass } = browser();
  const { id } = tab();
  pass(20 * MINUTE);
  tab();
  pass(20 * MINUTE);
  expect(tab().id()).toBe(id());
});

it('adopts the session that another tab has begun', () => {
  const { tab, pass } = browser();
  const [first, second] = [tab(), tab()];
  pass(31 * MINUTE);
  first.touch();
  expect(second.isLive()).toBe(false);
  expect(second.touch()).toBe(true);
  expect(second.id()).toBe(first.id());
});

it('goes on when the application clears the storage', () => {
  const { tab, pass, stored } = browser();
  const session = tab();
  stored.remove();
  pass(MINUTE);
  expect(session.touch()).toBe(false);
  expect(tab().id()).toBe(session.id());
});

it.each(['', 'null', '{', '{"id":"x","startedAt":1,"activeAt":1}', '[]'])(
  'begins anew when %j is stored',
  (text) => {
    const { tab, stored } = browser();
    stored.write(text);
    expect(isSessionId(tab().id())).toBe(true);
  },
);
