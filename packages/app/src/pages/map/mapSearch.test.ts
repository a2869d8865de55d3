import { parseSearch } from '@throughline/model';
import { expect, it } from 'vitest';
import { readMapSearch, sessionsOfService } from './mapSearch.ts';

it('takes the time range and the view from the address, and nothing that it does not know', () => {
  expect(readMapSearch({ range: '7d', view: 'table' })).toEqual({ range: '7d', view: 'table' });
  expect(readMapSearch({ range: '30d', view: 'x' })).toEqual({});
});

it('leads to the sessions of a service, whatever its name is', () => {
  const { q, range } = sessionsOfService('my "odd" service', '24h');
  expect(range).toBe('24h');
  expect(parseSearch(q).terms).toMatchObject([{ key: 'service', value: 'my "odd" service' }]);
  expect(sessionsOfService('payment', '1h').q).toBe('service:payment');
});
