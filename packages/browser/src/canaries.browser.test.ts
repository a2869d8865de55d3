import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { canary, canaryPage, laterScript, PHASES, type Phase, SINKS } from './testing/canaries.ts';
import { flush, useFixture } from './testing/fixture.ts';
import { golden } from './testing/golden.ts';
import { recordedPage } from './testing/site.ts';

const fixture = useFixture();
const MODES = ['inputs', 'text', 'strict'] as const;

/** What must stay in the browser whatever the mode is, and whoever rewrites the golden. */
const NEVER =
  /default$|(?:field|textarea) value$|shown|password|card|template|noscript|^comment$|^inline (?:script|json)|^script address|handler|nonce|meta|query|hash|user|ping|action|closed shadow|storage|cookie|console|^masked|blocked|ignored|moved into/;
const EXCEPT = /^image query$/;
/** What is text, and so must stay there in the modes `text` and `strict`. */
const TEXT =
  /text$|label|title|^alt$|description|placeholder|summary|content|marker|custom property|rule|declaration|sheet|paragraph|heading|legend|cell|summary|details|attribute|^link path$|mailto|^button value$|^option/;
/** What strict adds to it. */
const MEDIA = /image|poster|source|object data|path$/;
const UNMASKED = /^unmasked/;
/** What is clicked on, and typed into where that can be. */
const CLICKED =
  /^(?:button text|paragraph|label text|placeholder|alt|title attribute|aria-label|contenteditable|password field default|masked (?:text|title)|blocked text)$/;
const TYPED = 'CanaryTyped';

function inflated(body: Buffer): string {
  return (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString();
}

/** Puts words everywhere, works with the page, and gives what left the browser: bodies inflated, addresses, headers. */
async function recorded(privacy: (typeof MODES)[number]): Promise<string> {
  const { context, sink, site } = fixture;
  const envelopes: Promise<string>[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(sink.origin)) return;
    envelopes.push(request.allHeaders().then((headers) => request.url() + JSON.stringify(headers)));
    envelopes.push(Promise.resolve(inflated(request.postDataBuffer() ?? Buffer.alloc(0))));
  });
  const options = {
    endpoint: sink.origin,
    privacy,
    performance: true,
    maskSelectors: ['.private'],
    unmaskSelectors: ['.public'],
  };
  const url = site.page('/', recordedPage(options, canaryPage()));
  site.page('/title', '');
  const warnings: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.text().startsWith('[throughline]')) warnings.push(message.text());
  });
  await page.goto(`${url}?q=CanaryPageQueryFirst#CanaryPageHashFirst`);
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await flush(page);
  await page.evaluate(laterScript('Added'));
  await flush(page);
  await page.evaluate(laterScript('Changed'));
  await flush(page);
  // Names of elements go along with what is done to them.
  for (const [index, { name }] of SINKS.entries()) {
    if (!CLICKED.test(name)) continue;
    await page.locator(`#sink-${index} > :first-child`).click({ force: true, timeout: 10_000 });
    await page.keyboard.type(TYPED);
  }
  await flush(page);
  expect(warnings).toEqual([]);
  await page.close({ runBeforeUnload: true });
  return [sink.text(), ...(await Promise.all(envelopes))].join('\n');
}

it.each(MODES)('lets out of a page in the mode %s only what is known to be let out', async (mode) => {
  const left = await recorded(mode);
  const found = new Map<string, Phase[]>();
  for (const sink of SINKS) {
    const phases = PHASES.filter((phase) => left.includes(canary(sink, phase)));
    if (phases.length > 0) found.set(sink.name, phases);
  }
  expect(left).not.toMatch(/CanaryPage|CanaryTyped/);
  expect([...found.keys()].filter((name) => NEVER.test(name) && !EXCEPT.test(name))).toEqual([]);
  if (mode === 'inputs') {
    // What is seen everywhere arrives: the search finds what there is to be found.
    expect(found.get('paragraph')).toEqual(PHASES);
    expect(found.get('shadow text')).toEqual(PHASES);
    expect(found.get('unmasked field')).toEqual(PHASES);
  } else {
    expect([...found.keys()].filter((name) => TEXT.test(name) && !UNMASKED.test(name))).toEqual([]);
    expect(found.get('unmasked text')).toEqual(PHASES);
  }
  if (mode === 'strict') expect([...found.keys()].filter((name) => MEDIA.test(name))).toEqual([]);
  const file = new URL(`./canaries.${mode}.golden.json`, import.meta.url);
  const let_out = Object.fromEntries([...found].map(([name, phases]) => [name, phases.join(' ')]));
  expect(let_out).toEqual(golden(file, let_out));
});

it('looks at enough places, each with a word of its own', () => {
  expect(SINKS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(SINKS.map((sink) => canary(sink, 'First'))).size).toBe(SINKS.length);
});
