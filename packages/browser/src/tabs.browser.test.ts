import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { flush, useFixture } from './testing/fixture.ts';
import { keptSegments } from './testing/keptSegments.ts';
import { unavailable } from './testing/sink.ts';
import { recordedPage } from './testing/site.ts';

const fixture = useFixture();

const track = (name: string) => window.throughline.track(name);
const identity = ({ header: { session, tab, seq } }: (typeof fixture.sink.segments)[number]) =>
  `${session} ${tab} ${seq}`;

/** A page after another, each of which leaves something that it could not deliver. */
async function leaveUndelivered(pages: number): Promise<void> {
  fixture.sink.answerNext(1_000, unavailable());
  const page = await fixture.open('<p>x</p>');
  for (let index = 0; index < pages; index++) {
    await page.evaluate(track, `left ${index}`);
    await flush(page);
    await expect.poll(async () => (await keptSegments(page)).numbers.length).toBeGreaterThan(index);
    if (index < pages - 1) await page.reload();
  }
  await page.close();
  fixture.sink.recover();
}

it('delivers what earlier pages left once, whichever of several tabs reaches the server', async () => {
  const { sink } = fixture;
  await leaveUndelivered(5);
  const tabs = await Promise.all([1, 2, 3].map(() => fixture.open('<p>y</p>')));
  await Promise.all(tabs.map((tab) => flush(tab)));
  await expect.poll(async () => (await keptSegments(tabs[0] as Page)).numbers).toEqual([]);
  for (const tab of tabs) await flush(tab);
  for (let index = 0; index < 5; index++) expect(sink.logs(`left ${index}`)).toHaveLength(1);
  const arrived = sink.segments.map(identity);
  expect(arrived).toHaveLength(new Set(arrived).size);
});

it('drops what has lain there for a day', async () => {
  await leaveUndelivered(2);
  await fixture.context.clock.install({ time: Date.now() + 25 * 60 * 60_000 });
  const page = await fixture.open('<p>y</p>');
  await page.evaluate(track, 'a day later');
  await flush(page);
  await expect.poll(async () => (await keptSegments(page)).numbers).toEqual([]);
  expect(fixture.sink.logs('a day later')).toHaveLength(1);
  expect(fixture.sink.text()).not.toContain('left ');
});

/** Opens a tab as the browser shows it by itself: a page that is driven by a test is told that it is looked at. */
async function openTab(url: string, background = false): Promise<string> {
  const browser = await fixture.browser.newBrowserCDPSession();
  const { targetId } = await browser.send('Target.createTarget', { url, background });
  return targetId;
}

const showTab = async (targetId: string) => {
  const browser = await fixture.browser.newBrowserCDPSession();
  await browser.send('Target.activateTarget', { targetId });
};

/** Tells the site what the page is told of itself. */
const TELL = `<script>
  const tell = (what) => fetch('/api/' + what, { method: 'POST', body: JSON.stringify(Object.keys(localStorage)) });
  if (document.prerendering) tell('prerendering');
  document.addEventListener('prerenderingchange', () => tell('activated'));
  tell(document.visibilityState);
  document.addEventListener('visibilitychange', () => tell(document.visibilityState));
  document.querySelector('p').append(' changed by itself');
</script>`;

const toldOf = (what: string) => fixture.site.requests.find(({ path }) => path === `/api/${what}`);
const isTold = (what: string) => toldOf(what) !== undefined;
const told = (what: string) => fixture.sink.until(() => toldOf(what));

it('is not begun by a page that the browser renders ahead before it is shown', async ({ skip }) => {
  const { sink, site } = fixture;
  site.page('/next', recordedPage({ endpoint: sink.origin }, `<p>x</p>${TELL}`));
  /** Of each attempt: any of them may be the one for which the browser found the time. */
  const waiting: (() => void)[] = [];
  let mayGo = false;
  // A page may be so slow that it asks only once all may go.
  site.answers.set('/api/go', (_request, response) => {
    if (mayGo) response.end();
    else waiting.push(() => response.end());
  });
  const rules = JSON.stringify({ prerender: [{ source: 'list', urls: ['/next'], eagerness: 'immediate' }] });
  const first = `<!doctype html><script type="speculationrules">${rules}</script>
    <script>fetch('/api/go').then(() => location.assign('/next'));</script>`;
  // A browser renders ahead when it finds the time, and under load not at all.
  for (let attempt = 0; attempt < 4 && !isTold('prerendering'); attempt++) {
    await openTab(site.page('/first', first));
    await expect
      .poll(() => isTold('prerendering'), { timeout: 8_000 })
      .toBe(true)
      .catch(() => undefined);
  }
  skip(!isTold('prerendering'), 'the browser was too busy to render ahead, so there is nothing to see');
  expect((await told('prerendering')).body).toBe('[]');
  await told('hidden');
  expect([sink.methods, sink.asked]).toEqual([[], []]);
  mayGo = true;
  for (const go of waiting) go();
  await sink.until(() => isTold('activated') || isTold('visible'));
  // Either is told by a request of its own.
  await expect
    .poll(() => isTold('activated'), { timeout: 5_000 })
    .toBe(true)
    .catch(() => undefined);
  skip(
    !isTold('activated'),
    'the browser was too busy to keep what it had rendered ahead, and loaded the page anew',
  );
  await sink.until(() => sink.segments.some(({ header }) => header.checkpoint));
  expect(sink.segments[0]?.header.seq).toBe(0);
});

it('sends and stores nothing of a tab behind until it is looked at', async () => {
  const { sink, site } = fixture;
  await openTab(site.page('/front', '<!doctype html><p>in front</p>'));
  const behind = await openTab(
    site.page('/behind', recordedPage({ endpoint: sink.origin }, `<p>x</p>${TELL}`)),
    true,
  );
  expect((await told('hidden')).body).toBe('[]');
  expect([sink.methods, sink.asked]).toEqual([[], []]);
  await showTab(behind);
  await told('visible');
  await sink.until(() => sink.segments.some(({ header }) => header.checkpoint));
});
