import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { EventType } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from './testing/fixture.ts';
import { keptSegments } from './testing/keptSegments.ts';
import { plain, unavailable } from './testing/sink.ts';

const fixture = useFixture();

const track = (name: string) => window.throughline.track(name);
const names = () => fixture.sink.logs().map(({ eventName }) => eventName);
const checkpoints = () => fixture.sink.replay().filter(({ type }) => type === EventType.FullSnapshot).length;

/** What the browser keeps for the page. */
const stored = () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  cookie: document.cookie,
});
const NOTHING = { local: [], session: [], cookie: '' };

it('records nothing, stores nothing and adds no header before consent, and all of it after', async () => {
  const { sink, site } = fixture;
  const page = await fixture.open('<button>Pay</button>', { consent: 'required' });
  await page.click('button');
  await page.evaluate(() => fetch('/api/before'));
  await page.evaluate(track, 'before');
  await flush(page);
  expect(
    await page.evaluate(() => [window.throughline.sessionId(), window.throughline.sessionUrl()]),
  ).toEqual(['', '']);
  expect(await page.evaluate(stored)).toEqual(NOTHING);
  expect(site.requests[0]?.headers).not.toHaveProperty('baggage');
  expect(sink.methods).toEqual([]);

  await page.evaluate(() => window.throughline.optIn());
  await page.evaluate(() => fetch('/api/after'));
  await flush(page);
  expect(checkpoints()).toBe(1);
  expect(names()).not.toContain('before');
  expect(site.requests[1]?.headers['x-session-id']).toBe(
    await page.evaluate(() => window.throughline.sessionId()),
  );
});

it('stops and forgets when the person refuses, and remembers it on the next page', async () => {
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  await page.evaluate(() => window.throughline.optOut());
  expect(await page.evaluate(stored)).toEqual({ ...NOTHING, local: ['throughline.consent'] });
  const { length } = fixture.sink.segments;
  await page.reload();
  await page.evaluate(track, 'refused');
  await flush(page);
  expect(fixture.sink.segments).toHaveLength(length);
  await page.evaluate(() => window.throughline.optIn());
  await page.evaluate(track, 'agreed');
  await flush(page);
  expect(names()).toContain('agreed');
  expect(names()).not.toContain('refused');
  expect(new Set(fixture.sink.segments.map(({ header }) => header.session)).size).toBe(2);
});

it('sends nothing more of what it has when the person refuses, and deletes what an earlier page has left', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  sink.answerNext(1_000, unavailable());
  await page.evaluate(track, 'left');
  await flush(page);
  await expect.poll(async () => (await keptSegments(page)).numbers).not.toEqual([]);
  await page.reload();
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await page.evaluate(() => {
    window.throughline.track('held');
    window.throughline.optOut();
  });
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  sink.recover();
  await page.evaluate(() => window.throughline.optIn());
  await page.evaluate(track, 'agreed');
  await flush(page);
  expect(names()).toContain('agreed');
  expect(names()).not.toContain('held');
  expect(names()).not.toContain('left');
});

it('waits for start in the mode manual, and begins again after stop', async () => {
  const page = await fixture.open('<p>x</p>', { mode: 'manual' });
  await page.evaluate(track, 'before');
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  const heard = await page.evaluate(async () => {
    const told: string[] = [];
    const { throughline } = window;
    throughline.on('session', () => told.push('session'));
    throughline.on('stopped', () => told.push('stopped'));
    throughline.start();
    throughline.track('first');
    await throughline.shutdown();
    throughline.track('between');
    throughline.start();
    throughline.track('second');
    await throughline.flush();
    return told;
  });
  expect(heard).toEqual(['session', 'stopped', 'session']);
  expect(names()).toEqual(expect.arrayContaining(['first', 'second']));
  expect(names()).not.toContain('before');
  expect(names()).not.toContain('between');
  expect(new Set(fixture.sink.segments.map(({ header }) => header.session)).size).toBe(1);
});

it('rests between pause and resume, within one session, and goes on with a checkpoint', async () => {
  const page = await fixture.open('<button>Pay</button>');
  await flush(page);
  await page.evaluate(() => window.throughline.pause());
  await page.click('button');
  await page.evaluate(track, 'between');
  await page.evaluate(() => fetch('/api/between'));
  await page.evaluate(() => window.throughline.resume());
  await page.evaluate(track, 'after');
  await flush(page);
  expect(names()).toContain('after');
  expect(names()).not.toContain('between');
  expect(names()).not.toContain(EVENTS.click);
  expect(fixture.site.requests[0]?.headers).not.toHaveProperty('traceparent');
  expect(checkpoints()).toBe(2);
  expect(new Set(fixture.sink.segments.map(({ header }) => header.session)).size).toBe(1);
});

it('holds back what happens until something goes wrong, and sends it from a checkpoint on then', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<button>Pay</button>', { mode: 'on-error' });
  await page.click('button');
  await page.evaluate(track, 'before');
  await flush(page);
  expect(sink.methods).toEqual([]);
  await page.evaluate(() => window.throughline.captureException(new Error('declined')));
  await page.evaluate(track, 'after');
  await flush(page);
  expect(sink.segments[0]?.header).toMatchObject({ seq: 0, checkpoint: true });
  for (const name of [EVENTS.sessionStart, EVENTS.click, 'before', EVENTS.exception, 'after'])
    expect(names()).toContain(name);
});

it('forgets, in the mode on-error, what lies more than two minutes back', async () => {
  await fixture.context.clock.install();
  const page = await fixture.open('<p>x</p>', { mode: 'on-error' });
  await flush(page);
  for (let minute = 0; minute < 6; minute++) {
    await page.evaluate((at) => document.querySelector('p')?.setAttribute('data-minute', String(at)), minute);
    await page.evaluate(track, `minute ${minute}`);
    await page.clock.fastForward('01:01');
  }
  await page.evaluate(() => document.querySelector('p')?.setAttribute('data-minute', 'last'));
  await page.evaluate(() => window.throughline.keep('a person asked'));
  await flush(page);
  expect(names()).toContain('minute 5');
  expect(names()).not.toContain('minute 3');
  const first = fixture.sink.replay().findIndex(({ type }) => type === EventType.FullSnapshot);
  expect(first).toBe(1);
});

it('keeps, tags and notes a session, and tells who listens', async () => {
  const page = await fixture.open('<p>x</p>');
  const kept = await page.evaluate(() => {
    const told: string[] = [];
    const off = window.throughline.on('kept', (reason) => told.push(reason));
    window.throughline.keep('support case 7');
    off();
    window.throughline.keep('again');
    window.throughline.tag('beta');
    window.throughline.note('the person called us: token=abc123secret');
    return told;
  });
  await flush(page);
  expect(kept).toEqual(['support case 7']);
  const [first] = fixture.sink.logs(EVENTS.keep);
  expect(plain(first?.attributes)[ATTRIBUTES.keepReason]).toBe('support case 7');
  expect(plain(fixture.sink.logs(EVENTS.tag)[0]?.attributes)[ATTRIBUTES.tag]).toBe('beta');
  const note = fixture.sink.logs(EVENTS.note)[0]?.body?.stringValue;
  expect(note).toContain('the person called us');
  expect(note).not.toContain('abc123secret');
});

it('names a new release from the next segment on', async () => {
  const page = await fixture.open('<p>x</p>', { release: '1' });
  await flush(page);
  await page.evaluate(() => window.throughline.setRelease('2'));
  await page.evaluate(track, 'x');
  await flush(page);
  expect(fixture.sink.segments.map(({ resource }) => resource[ATTRIBUTES.serviceVersion])).toEqual([
    '1',
    '2',
  ]);
});

it('survives listeners that throw', async () => {
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(() => {
    window.throughline.on('kept', () => {
      throw new Error('of the application');
    });
    window.throughline.keep('x');
  });
  await flush(page);
  expect(names()).toContain(EVENTS.keep);
  expect(fixture.pageErrors).toEqual([]);
});
