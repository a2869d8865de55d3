import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzipNow } from './gzipNow.ts';

const events = Array.from({ length: 2_000 }, (_, index) =>
  JSON.stringify({ type: 3, data: { source: index % 7, id: (index * 7919) % 499, text: `größe ${index}` } }),
).join();

describe('gzipNow', () => {
  it.each([
    ['nothing', ''],
    ['a letter', 'a'],
    ['what repeats at once', 'a'.repeat(10_000)],
    ['every byte', Array.from({ length: 0x2ff }, (_, point) => String.fromCodePoint(point)).join('')],
    ['events', events],
    ['what repeats beyond the window', `${events}${'x'.repeat(40_000)}${events}`],
    ['what does not repeat', Array.from({ length: 5_000 }, (_, n) => Math.imul(n, 0x9e3779b1)).join('')],
  ])('gives %s back', (_, text) => {
    expect(gunzipSync(gzipNow(text)).toString()).toBe(text);
  });

  it('makes events not much larger than the platform would', () => {
    expect(gzipNow(events).length).toBeLessThan(gzipSync(events).length * 1.5);
  });
});
