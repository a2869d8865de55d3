import { ASSET_PREFIX } from '@throughline/format';
import { expect, it } from 'vitest';
import { resolveAssets } from './assets.ts';

const [SHEET, PICTURE, UNKNOWN] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [
  string,
  string,
  string,
];
const TEXTS = new Map([
  [SHEET, '.a::before { content: "x\\n" } $& $1'],
  [PICTURE, 'data:image/png;base64,AAAA'],
]);
const { signal } = new AbortController();

async function resolve(events: unknown, texts = TEXTS) {
  const asked: string[] = [];
  const load = async (hash: string) => {
    asked.push(hash);
    return texts.get(hash);
  };
  const { json, missing } = await resolveAssets(JSON.stringify(events), load, signal);
  return { events: JSON.parse(json) as unknown, missing, asked };
}

const style = (hash: string) => ({ tagName: 'style', attributes: { _cssText: ASSET_PREFIX + hash } });
const image = (hash: string) => ({ tagName: 'img', attributes: { src: ASSET_PREFIX + hash } });

it('puts texts where they are referred to, as they were, each asked for once', async () => {
  const { events, missing, asked } = await resolve([style(SHEET), style(SHEET), image(PICTURE)]);
  const sheet = { tagName: 'style', attributes: { _cssText: TEXTS.get(SHEET) } };
  expect(events).toEqual([sheet, sheet, { tagName: 'img', attributes: { src: TEXTS.get(PICTURE) } }]);
  expect(missing).toEqual([]);
  expect(asked).toEqual([SHEET, PICTURE]);
});

it('leaves a gap that loads nothing where a text is missing, and says which', async () => {
  const { events, missing } = await resolve([style(UNKNOWN), image(UNKNOWN), style(SHEET)]);
  expect(missing).toEqual([UNKNOWN]);
  expect(events).toEqual([
    { tagName: 'style', attributes: { _cssText: '/* not stored */' } },
    { tagName: 'img', attributes: { src: 'data:,' } },
    { tagName: 'style', attributes: { _cssText: TEXTS.get(SHEET) } },
  ]);
});

it('puts rules of a style sheet without an element back as rules, and none that are no list', async () => {
  const rules = [{ rule: '.a { color: red }', index: 0 }];
  const texts = new Map([...TEXTS, [UNKNOWN, JSON.stringify(rules)]]);
  const sheet = (hash: string) => ({ styleId: 1, rules: ASSET_PREFIX + hash });
  const { events, missing } = await resolve([sheet(UNKNOWN), sheet(SHEET)], texts);
  expect(events).toEqual([
    { styleId: 1, rules },
    { styleId: 1, rules: [] },
  ]);
  expect(missing).toEqual([SHEET]);
});

it('takes for a reference only what is the whole of a string', async () => {
  const events = [
    { textContent: `see ${ASSET_PREFIX}${SHEET}` },
    { textContent: `"${ASSET_PREFIX}${SHEET}"` },
    { textContent: `${ASSET_PREFIX}${SHEET.slice(1)}` },
    { textContent: `${ASSET_PREFIX}${SHEET}"` },
  ];
  expect((await resolve(events)).events).toEqual(events);
});

it('is not blown up by a recording that refers to a large text again and again', async () => {
  const large = new Map([[SHEET, 'x'.repeat(2 * 1024 * 1024)]]);
  const { events, missing } = await resolve(Array(1000).fill(style(SHEET)), large);
  expect(JSON.stringify(events).length).toBeLessThan(33 * 1024 * 1024);
  expect(missing).toEqual([SHEET]);
});
