import { expect, it } from 'vitest';
import { formatWaterfall, parseWaterfall, type WaterfallView, WHOLE_WATERFALL } from './waterfallView.ts';

it('comes back from the address as it went in', () => {
  const view: WaterfallView = {
    scope: 'trace',
    zoom: { from: 1_780_000_000_000.5, to: 1_780_000_000_123.456 },
    query: 'POST /charge',
    service: 'payment',
    errorsOnly: true,
  };
  expect(parseWaterfall(formatWaterfall(view))).toEqual(view);
  expect(parseWaterfall({})).toEqual(WHOLE_WATERFALL);
  expect(Object.values(formatWaterfall(WHOLE_WATERFALL)).filter(Boolean)).toEqual([]);
});

it.each(['5-5', '9-1', 'x-y', '1-', '-1-5', '1e400-2'])(
  'takes no part of the axis from %s',
  (waterfallZoom) => {
    expect(parseWaterfall({ waterfallZoom }).zoom).toBeNull();
  },
);
