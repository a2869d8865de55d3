import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { checkSegmentHeader, encodeSegment, type SegmentHeader } from './segment.ts';

const header: SegmentHeader = {
  v: 1,
  session: '0198d2ab-1111-4222-8333-944445555666',
  tab: '0198d2ab-1111-4222-8333-944445555667',
  seq: 0,
  from: 1_790_000_000_000,
  to: 1_790_000_005_000,
  sentAt: 1_790_000_005_100.5,
  checkpoint: true,
  events: 12,
  clockOffset: -3.5,
  clockRoundTrip: 40,
};

it('writes four lines, whatever the parts hold', () => {
  const text = encodeSegment({
    header,
    spans: '',
    logs: JSON.stringify({ body: 'two\nlines' }),
    replay: '[]',
  });
  expect(text.split('\n')).toHaveLength(4);
});

describe('checkSegmentHeader', () => {
  it('gives a good header back', () => {
    expect(checkSegmentHeader(JSON.parse(JSON.stringify(header)))).toEqual(header);
  });

  it('drops fields it does not know', () => {
    expect(checkSegmentHeader({ ...header, __proto__: { x: 1 }, more: 'x' })).toEqual(header);
  });

  it.each([
    ['v', 2],
    ['session', 'not-a-uuid'],
    ['session', header.session.toUpperCase()],
    ['tab', undefined],
    ['seq', -1],
    ['seq', 1.5],
    ['seq', LIMITS.segmentSeq + 1],
    ['from', '2026'],
    ['from', Number.NaN],
    ['to', header.from - 1],
    ['to', header.from + LIMITS.segmentSpanMs + 1],
    ['sentAt', Number.POSITIVE_INFINITY],
    ['checkpoint', 1],
    ['events', null],
    ['clockOffset', 'soon'],
  ])('refuses %s = %j and names it', (field, value) => {
    const named = field === 'to' && value === header.from + LIMITS.segmentSpanMs + 1 ? 'span' : field;
    expect(() => checkSegmentHeader({ ...header, [field]: value })).toThrow(named);
  });

  it.each([[null], [[]], ['{}'], [7]])('refuses %j', (value) => {
    expect(() => checkSegmentHeader(value)).toThrow('must be a JSON object');
  });
});
