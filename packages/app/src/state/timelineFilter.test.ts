import type { TimelineItem } from '@throughline/format';
import { expect, it } from 'vitest';
import { filterItems, formatHidden, parseHidden } from './timelineFilter.ts';

function item(
  id: string,
  kind: TimelineItem['kind'],
  service: string,
  title: string,
  detail = '',
): TimelineItem {
  return { id, kind, service, title, detail, timeUnixNano: '0', severity: 'normal' };
}

const ITEMS = [
  item('1', 'click', 'shop', 'click button "Pay"'),
  item('2', 'span', 'payment', 'POST /charge', 'query timeout'),
  item('3', 'log', 'payment', 'charge error'),
];

const ids = (query: string, hidden: TimelineItem['kind'][] = [], service = '') =>
  filterItems(ITEMS, { query, service, hidden }).map(({ id }) => id);

it('finds every word, wherever in the item it stands', () => {
  expect(ids('PAYMENT timeout')).toEqual(['2']);
  expect(ids('pay')).toEqual(['1', '2', '3']);
  expect(ids('nothing like it')).toEqual([]);
});

it('leaves out the kinds that are switched off', () => {
  expect(ids('', ['log'])).toEqual(['1', '2']);
  expect(ids('payment', ['span'])).toEqual(['3']);
});

it('leaves out what other services sent, also if it speaks of this one', () => {
  const items = [...ITEMS, item('4', 'log', 'orders', 'payment failed')];
  expect(filterItems(items, { query: '', service: 'payment', hidden: [] }).map(({ id }) => id)).toEqual([
    '2',
    '3',
  ]);
  expect(ids('error', [], 'payment')).toEqual(['3']);
});

it('gives the very same array back when it narrows nothing', () => {
  expect(filterItems(ITEMS, { query: '  ', service: '', hidden: [] })).toBe(ITEMS);
});

it('reads hidden kinds from the address and ignores what is no kind', () => {
  expect(parseHidden(formatHidden(['log', 'span']))).toEqual(['span', 'log']);
  expect(parseHidden('log,nonsense')).toEqual(['log']);
  expect(parseHidden(undefined)).toEqual([]);
});
