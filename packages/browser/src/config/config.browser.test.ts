import { DEFAULT_SDK_CONFIG, EVENTS, type SdkConfig } from '@throughline/format';
import { EventType } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../testing/fixture.ts';
import { plain } from '../testing/sink.ts';

const fixture = useFixture();

const tell = (config: Partial<SdkConfig>) => {
  fixture.sink.config = { ...DEFAULT_SDK_CONFIG, sampling: { rate: 0, rules: [] }, ...config };
};
const track = (name: string) => window.throughline.track(name);
const names = () => fixture.sink.logs().map(({ eventName }) => eventName);
const answered = (times: number) => fixture.sink.until(() => fixture.sink.asked.length >= times);
const reasons = () =>
  fixture.sink.logs(EVENTS.keep).map(({ attributes }) => plain(attributes)['throughline.keep.reason']);
/** Longer than the pause between two questions, whichever it is. */
const NEXT_QUESTION = '00:13';

/** Opens a page and waits until the server has been heard. */
async function open(body: string, options = {}) {
  await fixture.context.clock.install();
  const page = await fixture.open(body, options);
  await answered(1);
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
  );
  return page;
}

it('holds a session back that is not sampled, and sends all of it when something fails', async () => {
  tell({});
  const page = await open('<p>x</p>');
  await page.evaluate(track, 'before');
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('broken'))));
  await page.clock.runFor(100);
  await flush(page);
  expect(names()).toEqual(expect.arrayContaining([EVENTS.sessionStart, 'before', EVENTS.exception]));
  expect(fixture.sink.replay().filter(({ type }) => type === EventType.FullSnapshot)).toHaveLength(1);

  // The next page belongs to a session that is kept.
  await page.reload();
  await page.evaluate(track, 'after');
  await flush(page);
  expect(names()).toContain('after');
});

it('sends what it holds when the server says that a service failed', async () => {
  tell({});
  const page = await open('<p>x</p>');
  await page.evaluate(track, 'before');
  const session = await page.evaluate(() => window.throughline.sessionId());
  expect(fixture.sink.asked[0]).toContain(`session=${session}`);
  tell({ keep: 'error span' });
  await page.clock.runFor(NEXT_QUESTION);
  await fixture.sink.until(() => names().includes('before'));
  // The server knows why.
  expect(reasons()).toEqual([]);
});

it('holds no more than the last minute or two', async () => {
  tell({});
  const page = await open('<p>x</p>');
  for (let minute = 0; minute < 5; minute += 1) {
    await page.clock.runFor('01:01');
    await page.evaluate(track, `minute ${minute}`);
    await page.evaluate(() => document.querySelector('p')?.append('changed'));
  }
  await page.evaluate(() => window.throughline.keep('because'));
  await flush(page);
  expect(names()).not.toContain('minute 0');
  expect(names()).toContain('minute 4');
  expect(fixture.sink.replay()[0]?.type).toBe(EventType.Meta);
  expect(reasons()).toEqual(['because']);
});

it('wants more of the sessions on pages that a rule names', async () => {
  tell({ sampling: { rate: 0, rules: [{ page: '/checkout/*', rate: 1 }] } });
  const page = await open('<p>x</p>');
  await page.evaluate(track, 'browsing');
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  await page.evaluate(() => history.pushState(null, '', '/checkout/pay'));
  await page.clock.runFor(NEXT_QUESTION);
  await fixture.sink.until(() => names().includes('browsing'));
});

it('stops where the project wants nothing recorded, also on the next page', async () => {
  tell({ recording: false });
  const page = await open('<p>x</p>');
  await page.evaluate(track, 'unwanted');
  await flush(page);
  await page.reload();
  await page.evaluate(track, 'unwanted');
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
});

it('masks what the project wants masked, from then on, and never less than the page', async () => {
  tell({ sampling: { rate: 1, rules: [] } });
  const page = await open('<p>seen</p><p class="own">text one</p><p class="theirs">text two</p>', {
    maskSelectors: ['.own'],
  });
  await flush(page);
  expect(fixture.sink.text()).toContain('text two');
  expect(fixture.sink.text()).not.toContain('text one');
  fixture.sink.segments.length = 0;
  tell({
    sampling: { rate: 1, rules: [] },
    privacy: { mode: 'inputs', maskSelectors: ['.theirs', ':::'], blockSelectors: [] },
  });
  await page.clock.runFor(NEXT_QUESTION);
  await fixture.sink.until(() => fixture.sink.replay().some(({ type }) => type === EventType.FullSnapshot));
  expect(fixture.sink.text()).toContain('seen');
  expect(fixture.sink.text()).not.toMatch(/text one|text two/);
});

it('keeps every session of an incident, and says so: to its own server by a header, to others by the baggage', async () => {
  tell({});
  const page = await open('<p>x</p>', {
    propagateTo: [fixture.site.origin.replace('127.0.0.1', 'localhost')],
  });
  const ask = (origin: string) =>
    page.evaluate((url) => fetch(url).then(() => undefined), `${origin}/api/status/200`);
  await page.evaluate(track, 'before');
  const until = (await page.evaluate(() => Date.now())) + 60_000;
  tell({ incidents: [{ id: 'i', until, scope: { route: '/' } }] });
  await page.clock.runFor(NEXT_QUESTION);
  await fixture.sink.until(() => names().includes('before'));
  expect(reasons()).toEqual(['incident i']);
  await ask(fixture.site.origin);
  expect(fixture.site.requests.at(-1)?.headers['x-incident-mode-until']).toBe(String(until));
  await ask(fixture.site.origin.replace('127.0.0.1', 'localhost'));
  expect(fixture.site.requests.at(-1)?.headers).not.toHaveProperty('x-incident-mode-until');
  expect(fixture.site.requests.at(-1)?.headers.baggage).toMatch(
    new RegExp(`^throughline\\.incident\\.until=${until},session\\.id=[0-9a-f-]{36}$`),
  );

  // It ends by its time, whether or not the server can be asked.
  await fixture.sink.close();
  await page.clock.runFor('01:01');
  await ask(fixture.site.origin);
  expect(fixture.site.requests.at(-1)?.headers).not.toHaveProperty('x-incident-mode-until');
  expect(fixture.site.requests.at(-1)?.headers.baggage).not.toContain('incident');
});

it('says of a session that is sent anyway which incident it is of, once', async () => {
  tell({ sampling: { rate: 1, rules: [] } });
  const page = await open('<p>x</p>');
  const until = (await page.evaluate(() => Date.now())) + 600_000;
  tell({ sampling: { rate: 1, rules: [] }, incidents: [{ id: 'i', until, scope: {} }] });
  for (let times = 2; times < 5; times += 1) {
    await page.clock.runFor(NEXT_QUESTION);
    await answered(times);
  }
  await flush(page);
  expect(reasons()).toEqual(['incident i']);
});

it('asks at once when an answer of its own server speaks of an incident that it has not heard of', async () => {
  tell({});
  const page = await open('<p>x</p>');
  const until = (await page.evaluate(() => Date.now())) + 600_000;
  for (const path of ['fetched', 'asked'])
    await page.route(`**/${path}`, (route) =>
      route.fulfill({ headers: { 'x-incident-mode-until': String(until) }, body: '' }),
    );
  tell({ incidents: [{ id: 'i', until, scope: {} }] });
  await page.evaluate(() => fetch('/fetched').then((answer) => answer.text()));
  // Not by waiting for a segment to be old enough: by then the page would ask again by itself.
  await answered(2);
  await expect
    .poll(async () => {
      await flush(page);
      return reasons().length;
    })
    .toBeGreaterThan(0);
  expect(fixture.sink.asked).toHaveLength(2);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('GET', '/asked');
        request.onload = resolve;
        request.send();
      }),
  );
  await flush(page);
  expect(fixture.sink.asked).toHaveLength(2);
});

it('goes by what it knows while the server says nothing, and asks ever more seldom', async () => {
  await fixture.context.clock.install();
  const page = await fixture.openAtOnce('<p>x</p>');
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await answered(1);
  await flush(page);
  const before = fixture.sink.asked.length;
  // What answers is no Throughline server.
  fixture.sink.config = {} as SdkConfig;
  await page.clock.runFor('30:00');
  expect(fixture.sink.asked.length - before).toBeLessThan(15);
  await page.evaluate(track, 'still');
  await flush(page);
  expect(names()).toContain('still');
});

it('asks nothing while nobody looks at the page', async () => {
  tell({});
  const page = await open('<p>x</p>');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const before = fixture.sink.asked.length;
  await page.clock.runFor('05:00');
  expect(fixture.sink.asked.length).toBe(before);
});
