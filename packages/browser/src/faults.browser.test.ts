import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleSdk, type SdkFiles } from './testing/bundle.ts';
import { faultyBuild, functionsOf } from './testing/faults/faultyBuild.ts';
import { faultyPage, type Variant, type Visit } from './testing/faults/faultyPage.ts';
import { type Fault, throwEach, visitAll } from './testing/faults/visits.ts';
import { useFixture } from './testing/fixture.ts';
import { recordedPage, type Site, startSite } from './testing/site.ts';

const fixture = useFixture();

/** Pages that work beside each other, each in a process of its own. */
const PAGES = 4;

/** Ways to use the SDK. What one of them has tried is not tried again in the next. */
const variants = (endpoint: string, framed: string): Record<string, Variant> => {
  const common = { endpoint, key: 'test-key' };
  return {
    usual: {
      options: {
        ...common,
        worker: false,
        allowedUrlParameters: ['q'],
        propagateTo: ['https://api.example.com'],
        maskSelectors: ['.masked'],
        blockSelectors: ['.blocked'],
        ignoreSelectors: ['.ignored'],
        network: { headers: true, bodies: true, messages: true },
      },
    },
    'what is on demand': {
      isSampled: true,
      options: {
        ...common,
        canvas: true,
        storeImages: true,
        storeFonts: true,
        widget: true,
        storage: 'cookie',
      },
      body: '<canvas></canvas><div popover>p</div><img src="/api/picture" alt="">',
    },
    'on error': {
      options: { ...common, worker: false, mode: 'on-error', holdAcrossPages: true, privacy: 'text' },
    },
    strict: { options: { ...common, worker: false, privacy: 'strict', storage: 'memory' } },
    'script tag': {
      options: common,
      tag: `data-key="k" data-endpoint="${endpoint}" data-mask-selectors=".masked"`,
    },
    frames: {
      isSampled: true,
      options: { ...common, worker: false, crossOriginIframes: [new URL(framed).origin] },
      body: `<iframe src="${framed}"></iframe>`,
    },
  };
};

let files: SdkFiles;
let site: Site;
let pages: Page[];
/** Functions that have thrown. */
const tried = new Set<string>();
beforeAll(async () => {
  files = await bundleSdk({ plugin: faultyBuild() });
  site = await startSite(files);
  site.answers.set('/api/picture', (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'image/svg+xml' })
      .end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  );
  pages = await openPages();
});
afterAll(() => site?.close());

/** Pages in which frames can be opened, each with storage of its own. */
async function openPages(): Promise<Page[]> {
  const url = site.page('/', '<!doctype html><body></body>');
  return Promise.all(
    Array.from({ length: PAGES }, async () => {
      const page = await (await fixture.browser.newContext()).newPage();
      await page.goto(url);
      return page;
    }),
  );
}

/** Without what gives the session's id, which gives none then. */
const visible = ({ outcomes: { api: _, ...outcomes }, errors }: Pick<Visit, 'outcomes' | 'errors'>) => ({
  ...outcomes,
  errors,
});

/** Of the functions of a variant, so many also throw whenever they are entered: others with each state of the sources. */
const SAMPLE = process.env.EVERY_FAULT === '1' ? Number.POSITIVE_INFINITY : 8;
/** Functions that are entered or not, as it happens: what an answer that comes late finds done already. */
const MOST_BY_CHANCE = 12;

it.each(['usual', 'on error', 'strict', 'script tag', 'what is on demand', 'frames'])(
  'lets the page work while any function of its own throws: %s',
  { timeout: 300_000 },
  async (name) => {
    const { origin } = fixture.sink;
    const variant = variants(origin, framedPage(origin))[name] as Variant;
    const url = site.page(`/${encodeURIComponent(name)}`, faultyPage(variant));

    // As it is without faults.
    const none: Fault = { name: '', when: 'load' };
    const plain = (await visitAll(pages.slice(0, 1), url, [none])).get(none) as Visit;
    const expected = visible(plain);
    expect(expected).toMatchObject({ fetch: '{"a":1}', xhr: 'ordered', clicks: '3', errors: [] });
    expect(expected).toMatchObject({ 'own error': 2, flush: undefined, shutdown: undefined });
    const untried = plain.entered.filter((fault) => !tried.has(fault));

    // Each function once; of those that are entered only as the files are loaded each in a page of its own.
    const left = await throwEach(pages, url, variant.isSampled ? [] : untried, (visit) =>
      expect(visible(visit)).toEqual(expected),
    );
    const faults: Fault[] = left.map((fault) => ({ name: fault, when: 'load' }));
    // Some, whenever they are entered.
    for (const fault of sample(untried)) faults.push({ name: fault, when: 'early' });
    for (const fault of sample(plain.enteredLate.filter((late) => untried.includes(late))))
      faults.push({ name: fault, when: 'late' });
    const visits = await visitAll(pages, url, faults);
    for (const [fault, visit] of visits)
      expect({ ...fault, ...visible(visit) }).toEqual({ ...fault, ...expected });
    const never = faults.filter((fault) => fault.when === 'load' && visits.get(fault)?.thrown === 0);
    expect(never.length, JSON.stringify(never)).toBeLessThanOrEqual(MOST_BY_CHANCE);
    for (const fault of variant.isSampled ? sample(untried) : untried) tried.add(fault);
  },
);

it('has tried most of the functions there are, and all that every page enters', () => {
  const known = functionsOf(files);
  expect(known.length).toBeGreaterThan(900);
  expect(tried.size).toBeGreaterThan(known.length * 0.6);
});

/** Every so many, beginning with one that the sources choose. */
function sample(faults: readonly string[]): string[] {
  const step = Math.max(1, Math.ceil(faults.length / SAMPLE));
  const characters = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  return faults.filter((_, index) => index % step === characters % step);
}

function framedPage(endpoint: string): string {
  const html = recordedPage({ endpoint, crossOriginIframes: [site.origin] }, '<p>framed</p>');
  return site.page('/framed', html).replace('127.0.0.1', 'localhost');
}
