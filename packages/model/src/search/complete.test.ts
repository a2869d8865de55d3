import { expect, it } from 'vitest';
import { completeSearch } from './complete.ts';
import { SEARCH_KEYS } from './keys.ts';

const known = { service: ['payment', 'gateway', 'failed jobs'], browser: ['Firefox'] };

/** What is offered at the `|` in the text, and what it would take the place of. */
function at(text: string): { inserts: string[]; replaces: string } {
  const cursor = text.indexOf('|');
  const whole = text.replace('|', '');
  const { start, end, options } = completeSearch(whole, cursor, known);
  return { inserts: options.map(({ insert }) => insert), replaces: whole.slice(start, end) };
}

it('offers every key where nothing is', () => {
  expect(at('|').inserts).toEqual(SEARCH_KEYS.map(({ key }) => `${key}:`));
  expect(at('user:ada |').replaces).toBe('');
});

it.each([
  ['s|', ['service:', 'span:', 'status:'], 's'],
  ['-se|', ['-service:'], '-se'],
  ['status:e|', ['status:error', 'status:unset'], 'status:e'],
  ['-has:rage|', ['-has:rage-click'], '-has:rage'],
  ['pay service:pay| now', ['service:payment'], 'service:pay'],
  ['service:jobs|', ['service:"failed jobs"'], 'service:jobs'],
  ['duration:|', ['duration:>1s', 'duration:>5s', 'duration:>1m', 'duration:>5m'], 'duration:'],
  ['browser:Firefox|', [], 'browser:Firefox'],
  ['@service:|', [], '@service:'],
  ['order.id:1|', [], 'order.id:1'],
])('at %s', (text, inserts, replaces) => expect(at(text)).toEqual({ inserts, replaces }));
