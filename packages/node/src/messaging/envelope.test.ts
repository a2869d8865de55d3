import { describe, expect, test } from 'vitest';
import { ENVELOPE_KEY, isSealed, open, seal } from './envelope.ts';

const carrier = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

describe("a job's envelope", () => {
  test.each([[{ order: 1 }], [{}], [null]])('gives %j back as it was sent', (data) => {
    const stored = JSON.parse(JSON.stringify(seal(data, carrier)));
    expect(isSealed(stored)).toBe(true);
    expect(open(stored)).toEqual({ data, carrier });
  });

  test.each([[[1, 2]], ['text'], [7]])('leaves %j alone, which has no room for it', (data) => {
    expect(seal(data, carrier)).toBe(data);
    expect(open(data)).toEqual({ data, carrier: {} });
  });

  test('does not change the object that was sent', () => {
    const data = { order: 1 };
    seal(data, carrier);
    expect(data).toEqual({ order: 1 });
  });

  test.each([[null], [7], [{ traceparent: { nested: true } }], [{ baggage: 'x'.repeat(20_000) }]])(
    'takes nothing from a forged envelope %#',
    (forged) => {
      expect(open({ order: 1, [ENVELOPE_KEY]: forged })).toEqual({ data: { order: 1 }, carrier: {} });
    },
  );
});
