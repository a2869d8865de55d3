import { expect, it } from 'vitest';
import { flush, useFixture } from '../testing/fixture.ts';

const fixture = useFixture();

const sessions = () => new Set(fixture.sink.segments.map(({ header }) => header.session));
const tabs = () => new Set(fixture.sink.segments.map(({ header }) => header.tab));
const localKeys = () => Object.keys(localStorage);

/** Overrides what the page is told of its visibility; headless browsers have no window to hide. */
const setVisibility = (state: string) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};

it('goes on over a reload by a secure cookie, and stores nothing in localStorage then', async () => {
  const page = await fixture.open('<p>x</p>', { storage: 'cookie' });
  await flush(page);
  await page.reload();
  await flush(page);
  expect(sessions().size).toBe(1);
  expect(await page.evaluate(localKeys)).toEqual([]);
  const cookies = await fixture.context.cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ name: 'throughline.session', secure: true, sameSite: 'Lax', path: '/' });
});

it('is one a page, and leaves nothing behind, with memory alone', async () => {
  const page = await fixture.open('<p>x</p>', { storage: 'memory' });
  await flush(page);
  await page.reload();
  await flush(page);
  expect(sessions().size).toBe(2);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  expect(await fixture.context.cookies()).toEqual([]);
});

it('ends after as long as the options say', async () => {
  await fixture.context.clock.install();
  const page = await fixture.open('<button>x</button>', { sessionIdleMinutes: 2, sessionLongestHours: 1 });
  await flush(page);
  await page.clock.fastForward('01:50');
  await page.click('button');
  await flush(page);
  expect(sessions().size).toBe(1);
  await page.clock.fastForward('02:10');
  await page.click('button');
  await flush(page);
  expect(sessions().size).toBe(2);
});

it('does not begin in a tab that is never looked at, which uploads and stores nothing', async () => {
  await fixture.context.addInitScript(setVisibility, 'hidden');
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(() => {
    document.querySelector('p')?.append('changed');
    console.log('in the background');
  });
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  expect(await page.evaluate(localKeys)).toEqual([]);
  await page.evaluate(setVisibility, 'visible');
  await flush(page);
  expect(fixture.sink.segments[0]?.header).toMatchObject({ seq: 0, checkpoint: true });
});

it('does not begin in a page that is rendered ahead before it is shown', async () => {
  await fixture.context.addInitScript(() =>
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true }),
  );
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  await page.evaluate(() => {
    Object.defineProperty(document, 'prerendering', { value: false });
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  await flush(page);
  expect(fixture.sink.segments[0]?.header.checkpoint).toBe(true);
});

it('uploads nothing more from a page that nothing happens in', async () => {
  await fixture.context.clock.install();
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  // That the person turned to another tab is the last that happens.
  await page.evaluate(setVisibility, 'hidden');
  await flush(page);
  const before = fixture.sink.methods.length;
  await page.clock.runFor('20:00');
  await flush(page);
  expect(fixture.sink.methods.length).toBe(before);
  expect(tabs().size).toBe(1);
});
