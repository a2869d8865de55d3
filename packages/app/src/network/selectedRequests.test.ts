import { expect, it } from 'vitest';
import { selectedRequests } from './selectedRequests.ts';
import { request } from './testing/requests.ts';

const action = { spanId: 'click', name: 'click button "Pay"', startTimeUnixNano: '5000000000' };
const REQUESTS = [
  request('pay', { parentSpanId: 'click', action }),
  request('cart', { parentSpanId: 'click', action }),
  request('alone', { traceId: 'other', key: 'other.alone' }),
];
const chosen = (selected: Parameters<typeof selectedRequests>[1]) => {
  const { open, caused } = selectedRequests(REQUESTS, selected);
  return [open?.spanId, [...caused]];
};

it('opens the request that is selected, or the only one of the trace', () => {
  expect(chosen({ traceId: 'trace', spanId: 'cart' })).toEqual(['cart', []]);
  expect(chosen({ traceId: 'other', spanId: 'of the back end' })).toEqual(['alone', []]);
  expect(chosen({ traceId: 'trace', spanId: 'of the back end' })).toEqual([undefined, []]);
  expect(chosen({})).toEqual([undefined, []]);
});

it('marks the children of the selected span', () => {
  expect(chosen({ traceId: 'trace', spanId: 'click' })).toEqual([undefined, ['trace.pay', 'trace.cart']]);
});
