import { toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import { sessionFacts } from './sessionFacts.ts';

const event = (name: string, plain: Record<string, unknown>, release?: string) => ({
  name,
  attributes: Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, toAnyValue(value)])),
  ...(release && { release }),
});
const flag = (key: string, value: unknown) =>
  event('feature_flag.evaluation', { 'feature_flag.key': key, 'feature_flag.result.value': value });

it('tells the device as it was last, flags as they came to be, tags and releases once', () => {
  const facts = sessionFacts([
    event('throughline.device', { 'throughline.screen.width': 800, 'throughline.screen.height': 600 }, '1.0'),
    flag('new', true),
    flag('colour', 'red'),
    flag('colour', 'red'),
    flag('colour', 'blue'),
    event('throughline.tag', { 'throughline.tag': 'vip' }, '1.1'),
    event('throughline.tag', { 'throughline.tag': 'vip' }, '1.1'),
    event('throughline.device', {
      'throughline.screen.width': 1440,
      'throughline.screen.height': 900,
      'throughline.screen.pixel_ratio': 2,
      'throughline.device.memory': 8,
      'throughline.connection.effective_type': '4g',
      'throughline.connection.round_trip': 50,
    }),
  ]);
  expect(facts).toEqual({
    device: [
      { name: 'Screen', value: '1440 × 900 at 2 pixels each' },
      { name: 'Memory', value: '8 GiB' },
      { name: 'Connection', value: '4g, 50 ms round trip' },
    ],
    flags: [
      { key: 'colour', value: 'blue', before: 'red' },
      { key: 'new', value: 'true' },
    ],
    tags: ['vip'],
    releases: ['1.0', '1.1'],
  });
  expect(sessionFacts([])).toEqual({ device: [], flags: [], tags: [], releases: [] });
});
