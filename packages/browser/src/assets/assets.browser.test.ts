import { ASSET_PREFIX } from '@throughline/format';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../testing/fixture.ts';

const fixture = useFixture();

/** About the size of a small shop's style sheet. */
const RULES = Array.from(
  { length: 400 },
  (_, index) => `.part-${index} { margin: ${index}px; color: #123456; }`,
);
const SHOP = `<style>${RULES.join('\n')}</style><h1 class="part-7">Checkout</h1>`;

/** What references there are in the recording. */
const references = () =>
  [...JSON.stringify(fixture.sink.replay()).matchAll(/throughline:asset\/([0-9a-f]{64})/g)].map(
    ([, hash]) => hash,
  );
const bytesSent = () => fixture.sink.segments.reduce((sum, { text }) => sum + text.length, 0);
const recorded = async (page: Page) => {
  await flush(page);
  return { bytes: bytesSent(), requests: [...fixture.sink.assetRequests] };
};

it('sends a style sheet once, and on the second page neither it nor a question', async () => {
  const page = await fixture.open(SHOP);
  const first = await recorded(page);
  const [hash] = references();
  expect(first.requests).toEqual(['GET /v1/assets', `POST /v1/assets/${hash}`]);
  expect(fixture.sink.assets.get(hash ?? '')).toContain(
    '.part-399 { margin: 399px; color: rgb(18, 52, 86); }',
  );
  expect(fixture.sink.text().match(/part-399/g)).toHaveLength(1);

  // The browser keeps the answer that says that nothing is missing; the first said that something was.
  await page.reload();
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  const second = await recorded(page);
  expect(second.requests.slice(2)).toEqual(['GET /v1/assets']);
  await page.reload();
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  const third = await recorded(page);
  expect(third.requests).toEqual(second.requests);
  expect(references()).toEqual([hash, hash, hash]);
  const sheet = fixture.sink.assets.get(hash ?? '') ?? '';
  expect(third.bytes - second.bytes).toBeLessThan(sheet.length / 2);
  expect(fixture.pageErrors).toEqual([]);
});

it('brings the style sheet of a visitor who leaves before the server has said that it lacks it', async () => {
  await fixture.context.route('**/v1/assets?*', () => {});
  const asked = fixture.context.waitForEvent('request', (request) => request.url().includes('/v1/assets?'));
  const page = await fixture.openAtOnce(SHOP);
  await asked;
  await page.goto('about:blank');
  await fixture.sink.until(() => fixture.sink.assets.size === 1);
  expect([...fixture.sink.assets.values()].join()).toContain('.part-399 {');
  await fixture.sink.until(() => references().length === 1);
  expect(references()).toEqual([...fixture.sink.assets.keys()]);
});

it('asks nothing before the session may be sent, and then does', async () => {
  const page = await fixture.open(SHOP, { mode: 'on-error' });
  await flush(page);
  expect(fixture.sink.assetRequests).toEqual([]);
  await page.evaluate(() => window.throughline.keep('it hangs'));
  await flush(page);
  expect(fixture.sink.assets.size).toBe(1);
});

it('shares what is in a shadow root and in a style that comes later, as it may be recorded', async () => {
  const page = await fixture.open('<p>x</p>', { maskSelectors: ['.private'] });
  await page.evaluate((rules) => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    const inner = document.createElement('style');
    inner.textContent = rules.join('').replaceAll('part', 'inner');
    root.append(inner, document.createElement('p'));
    const late = document.createElement('style');
    late.textContent = `${rules.join('').replaceAll('part', 'late')} .x::before { content: 'secret words' }`;
    late.className = 'private';
    document.head.append(late);
  }, RULES);
  await flush(page);
  const texts = [...fixture.sink.assets.values()];
  expect(texts.map((text) => /inner-1 |late-1 /.exec(text)?.[0]).sort()).toEqual(['inner-1 ', 'late-1 ']);
  expect(texts.join('')).not.toContain('secret words');
  expect(JSON.stringify(fixture.sink.replay()).split(ASSET_PREFIX)).toHaveLength(3);
});

it('shares style sheets without an element, of the document and of shadow roots', async () => {
  const page = await fixture.openAtOnce(`<div id="host"></div><script>
    const sheetOf = (name) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(RULES.join(''))}.replaceAll('part', name));
      return sheet;
    };
    document.adoptedStyleSheets = [sheetOf('whole')];
    host.attachShadow({ mode: 'open' }).innerHTML = '<p>x</p>';
    host.shadowRoot.adoptedStyleSheets = [sheetOf('inner')];
  </script>`);
  await expect
    .poll(async () => {
      await flush(page);
      return fixture.sink.assets.size;
    })
    .toBe(2);
  await flush(page);
  const rules = [...fixture.sink.assets.values()].map((text) => JSON.parse(text) as { rule: string }[]);
  expect(rules.map(([first]) => first?.rule.slice(0, 8)).sort()).toEqual(['.inner-0', '.whole-0']);
  expect(JSON.stringify(fixture.sink.replay()).match(/"rules":"throughline:asset/g)).toHaveLength(2);
});

it('records on where the server does not take them', async () => {
  await fixture.context.route('**/v1/assets*', (route) => route.fulfill({ status: 500 }));
  const page = await fixture.open(SHOP);
  await flush(page);
  expect(references()).toHaveLength(1);
  await fixture.context.unroute('**/v1/assets*');
  await page.reload();
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await flush(page);
  expect([...fixture.sink.assets.keys()]).toEqual([references()[0]]);
  expect(fixture.pageErrors).toEqual([]);
});
