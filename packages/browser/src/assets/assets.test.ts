import { createHash } from 'node:crypto';
import { ASSET_PREFIX } from '@throughline/format';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';
import { createSharedTexts } from './sharedTexts.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

it('hashes as SHA-256 does, whatever the length and the script', () => {
  for (let length = 0; length < 200; length++)
    expect(sha256('x'.repeat(length))).toBe(hashOf('x'.repeat(length)));
  for (const text of ['Zoë buys ☕ for 3 €', '\u{1F600}'.repeat(1000), '.a { color: red }'.repeat(20_000)])
    expect(sha256(text)).toBe(hashOf(text));
});

const SHEET = '.shop { color: red }'.repeat(200);
const PICTURE = `data:image/png;base64,${'A'.repeat(4000)}`;

it('refers to long style sheets, and hands them over once', () => {
  const shared = createSharedTexts();
  expect(shared.share('_cssText', SHEET)).toBe(ASSET_PREFIX + hashOf(SHEET));
  expect(shared.take()).toEqual([[hashOf(SHEET), SHEET]]);
  expect(shared.take()).toEqual([]);
});

it('leaves everything else as it is', () => {
  const shared = createSharedTexts();
  const others = [
    ['_cssText', '.shop { color: red }'],
    ['src', PICTURE],
    ['title', SHEET],
    ['_cssText', SHEET.repeat(1000)],
  ] as const;
  for (const [name, value] of others) expect(shared.share(name, value)).toBe(value);
  expect(shared.take()).toEqual([]);
});

it('refers to the rules of a style sheet without an element by their JSON', () => {
  const shared = createSharedTexts();
  const rules = Array.from({ length: 100 }, (_, index) => ({ rule: `.part-${index} { color: red }`, index }));
  expect(shared.shareRules(rules)).toBe(ASSET_PREFIX + hashOf(JSON.stringify(rules)));
  expect(shared.take()).toEqual([[hashOf(JSON.stringify(rules)), JSON.stringify(rules)]]);
  expect(shared.shareRules(rules.slice(0, 3))).toEqual(rules.slice(0, 3));
});
