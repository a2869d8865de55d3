import { expect, it } from 'vitest';
import { noteServerTime, serverNow } from './serverClock.ts';

it('goes by the server, and by what it said last where an answer names no time', () => {
  const ahead = 3_600_000;
  const sent = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + ahead);
  noteServerTime(sent.toUTCString(), sent.getTime() - ahead);
  for (const date of [null, 'yesterday']) {
    noteServerTime(date, 0);
    expect(serverNow() - Date.now()).toBeGreaterThan(ahead - 5_000);
  }
  noteServerTime(new Date(5_000).toUTCString(), 5_000);
  expect(Math.abs(serverNow() - Date.now())).toBeLessThan(5_000);
});
