import { ATTRIBUTES, EVENTS, type OtlpLogRecord } from '@throughline/format';
import { EventType, type eventWithTime } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../testing/fixture.ts';
import type { Answer } from '../testing/server.ts';
import { plain } from '../testing/sink.ts';

const fixture = useFixture();

const attributesOf = (logs: OtlpLogRecord[]) => logs.map(({ attributes }) => plain(attributes));
const bodies = (logs: OtlpLogRecord[]) => logs.map(({ body }) => body?.stringValue);

it('begins with a session start, a navigation and a checkpoint, and says who it is from', async () => {
  const page = await fixture.open('<p>Shop</p>', { service: 'shop', release: '1.2.3' });
  await flush(page);
  const [segment] = fixture.sink.segments;
  const [sessionId, userAgent] = await page.evaluate(() => [
    window.throughline.sessionId(),
    navigator.userAgent,
  ]);
  expect(segment?.resource).toEqual({
    'service.name': 'shop',
    'service.version': '1.2.3',
    'session.id': sessionId,
    'throughline.tab.id': segment?.header.tab,
    'user_agent.original': userAgent,
    'telemetry.sdk.language': 'webjs',
    'telemetry.sdk.name': 'throughline',
    'telemetry.sdk.version': '0.1.0',
  });
  expect(segment?.header).toMatchObject({ v: 1, session: sessionId, seq: 0, checkpoint: true });
  expect(segment?.header.events).toBe(segment?.replay.length);
  const types = segment?.replay.map(({ type }) => type) ?? [];
  expect(types.indexOf(EventType.FullSnapshot)).toBe(types.indexOf(EventType.Meta) + 1);
  expect(segment?.logs.map(({ eventName }) => eventName)).toEqual([EVENTS.sessionStart, EVENTS.navigation]);
  for (const { timestamp } of segment?.replay ?? []) {
    expect(timestamp).toBeGreaterThanOrEqual(segment?.header.from ?? 0);
    expect(timestamp).toBeLessThanOrEqual(segment?.header.to ?? 0);
  }
});

it('names what was clicked as a person would, and where it stands in the recording', async () => {
  const page = await fixture.open(`
    <main id="main">
      <button type="button"><span id="icon">✓</span> Pay   now</button>
      <a href="#x">Terms</a>
      <label for="agree">I agree</label><input id="agree" type="checkbox">
      <input id="send" type="submit" value="Send" onclick="return false">
      <div id="tab" role="tab" aria-label="Cards"><i>x</i></div>
      <img id="logo" alt="Logo" width="10" height="10">
      <p><em id="plain">just ${'text '.repeat(40)}</em></p>
      <x-shadow></x-shadow>
    </main>
    <script>
      customElements.define('x-shadow', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<button id="inner">Inside</button>'; }
      });
    </script>`);
  for (const selector of ['#icon', 'a', '#agree', '#send', '#tab', '#logo', '#plain', 'x-shadow #inner'])
    await page.click(selector);
  await page.evaluate(() => document.querySelector<HTMLElement>('#send')?.click());
  await flush(page);

  const clicks = attributesOf(fixture.sink.logs(EVENTS.click));
  const names = clicks.map((click) => click[ATTRIBUTES.elementName]);
  expect(names.slice(0, 6)).toEqual([
    'button "✓ Pay now"',
    'link "Terms"',
    'checkbox "I agree"',
    'button "Send"',
    'tab "Cards"',
    'img "Logo"',
  ]);
  expect(names[6]).toMatch(/^em "just text .*…"$/);
  expect(names[7]).toBe('button "Inside"');
  expect(names).toHaveLength(8);
  expect(clicks.map((click) => click[ATTRIBUTES.elementSelector]).slice(0, 2)).toEqual([
    '#main > button',
    '#main > a',
  ]);

  const [snapshot] = fixture.sink.replay().filter(({ type }) => type === EventType.FullSnapshot);
  expect(nodeWithId(snapshot, clicks[0]?.[ATTRIBUTES.elementNodeId])).toMatchObject({ tagName: 'button' });
  expect(clicks[0]?.[ATTRIBUTES.pointerX]).toBeTypeOf('number');
});

it('follows navigation without a load', async () => {
  const page = await fixture.open('<a href="#part">Part</a>');
  await page.evaluate(() => {
    history.replaceState({ scroll: 1 }, '');
    document.title = 'Basket';
    history.pushState(null, '', '/basket');
    history.replaceState(null, '', '/basket/1');
  });
  await page.click('a');
  await page.goBack();
  await page.goBack();
  await flush(page);
  const navigations = attributesOf(fixture.sink.logs(EVENTS.navigation)).map((attributes) => [
    attributes[ATTRIBUTES.navigationType],
    new URL(String(attributes[ATTRIBUTES.urlFull])).pathname,
    attributes[ATTRIBUTES.pageTitle],
  ]);
  expect(navigations).toEqual([
    ['load', '/', 'Shop'],
    ['push', '/basket', 'Basket'],
    ['replace', '/basket/1', 'Basket'],
    ['hash', '/basket/1', 'Basket'],
    ['hash', '/basket/1', 'Basket'],
    ['pop', '/', 'Basket'],
  ]);
});

it('follows navigation by the Navigation API', async () => {
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(async () => {
    navigation.addEventListener('navigate', (event) => event.canIntercept && event.intercept());
    await navigation.navigate('/basket').finished;
    await navigation.navigate('/basket/1', { history: 'replace' }).finished;
    await navigation.navigate('#part').finished;
    await navigation.back().finished;
    await navigation.back().finished;
    await new Promise((resolve) => setTimeout(resolve));
  });
  await flush(page);
  const navigations = attributesOf(fixture.sink.logs(EVENTS.navigation)).map((attributes) => [
    attributes[ATTRIBUTES.navigationType],
    new URL(String(attributes[ATTRIBUTES.urlFull])).pathname,
  ]);
  expect(navigations).toEqual([
    ['load', '/'],
    ['push', '/basket'],
    ['replace', '/basket/1'],
    ['hash', '/basket/1'],
    ['hash', '/basket/1'],
    ['pop', '/'],
  ]);
});

it.each(['inputs', 'text', 'strict'] as const)(
  'prints the id of an element where it may be seen: %s',
  async (privacy) => {
    const page = await fixture.open('<p id="shown">x</p><p id="hidden" data-throughline-mask>x</p>', {
      privacy,
    });
    await page.evaluate(() =>
      console.log(document.querySelector('#shown'), document.querySelector('#hidden')),
    );
    await flush(page);
    expect(bodies(fixture.sink.logs(EVENTS.console))).toEqual([
      privacy === 'inputs' ? '<p id="shown"> <p>' : '<p> <p>',
    ]);
  },
);

it('records the console, and leaves it as it is', async () => {
  const shown: string[] = [];
  fixture.context.on('console', (message) => shown.push(`${message.type()}: ${message.text()}`));
  const page = await fixture.open('<p id="paragraph" class="c">text</p>');
  await page.evaluate(() => {
    console.log('charge', { amount: 5 });
    console.warn('%s items', 3);
    console.error(new Error('declined'));
    console.debug(document.querySelector('p'));
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    console.info(cycle);
  });
  await flush(page);
  const lines = fixture.sink.logs(EVENTS.console);
  expect(lines.map(({ severityText }) => severityText)).toEqual(['INFO', 'WARN', 'ERROR', 'DEBUG', 'INFO']);
  expect(bodies(lines)).toEqual([
    'charge {amount: 5}',
    '3 items',
    expect.stringMatching(/^Error: declined\n {4}at /),
    '<p id="paragraph">',
    '{self: [circular]}',
  ]);
  expect(shown).toHaveLength(5);
});

it('bounds what a page that logs without end costs', async () => {
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(() => {
    for (let line = 0; line < 5_000; line++) console.log(line);
  });
  await flush(page);
  const recorded = fixture.sink.logs(EVENTS.console).length;
  expect(recorded).toBeGreaterThanOrEqual(100);
  expect(recorded).toBeLessThan(1_500);
});

it('records uncaught errors, rejections and what the application captures, each once', async () => {
  const page = await fixture.open('<img src="/missing.png"><button onclick="fail()">Fail</button>');
  await page.evaluate(() => {
    Object.assign(window, {
      fail() {
        throw new RangeError('card 4242424242424242 declined');
      },
    });
    void Promise.reject(new TypeError('rejected'));
    void Promise.reject('just text');
    const caught = new Error('caught');
    window.throughline.captureException(caught);
    window.throughline.captureException(caught);
    window.throughline.captureException({ code: 7 });
  });
  await page.click('button');
  await page.waitForTimeout(0);
  await flush(page);
  const exceptions = attributesOf(fixture.sink.logs(EVENTS.exception)).map((attributes) => [
    attributes[ATTRIBUTES.exceptionSource],
    attributes[ATTRIBUTES.exceptionType],
    attributes[ATTRIBUTES.exceptionMessage],
    typeof attributes[ATTRIBUTES.exceptionStacktrace],
  ]);
  expect(exceptions.sort()).toEqual([
    ['captured', 'Error', 'caught', 'string'],
    ['captured', 'object', '{code: 7}', 'undefined'],
    ['error', 'RangeError', 'card **************** declined', 'string'],
    ['unhandledrejection', 'TypeError', 'rejected', 'string'],
    ['unhandledrejection', 'string', 'just text', 'undefined'],
  ]);
  expect(fixture.pageErrors.length).toBeGreaterThan(0);
});

it('tells what caused an exception, as far as that goes', async () => {
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(() => {
    const first = new RangeError('no stock left of 4242424242424242');
    const second = new Error('could not reserve', { cause: first });
    window.throughline.captureException(new TypeError('could not pay', { cause: second }));
    const round = new Error('its own cause');
    round.cause = round;
    window.throughline.captureException(round);
  });
  await flush(page);
  const [chain, own] = attributesOf(fixture.sink.logs(EVENTS.exception)).map((attributes) =>
    String(attributes[ATTRIBUTES.exceptionStacktrace]),
  );
  const lines = chain?.split('\n').filter((line) => !/^ +at /.test(line));
  expect(lines).toEqual([
    'TypeError: could not pay',
    'Caused by: Error: could not reserve',
    'Caused by: RangeError: no stock left of ****************',
  ]);
  expect(own?.match(/Caused by/g)).toHaveLength(5);
});

it('says of an exception in a script of another origin that nothing more can be known', async () => {
  const { sink, site } = fixture;
  const thrower: Answer = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' })
      .end('undefinedFunction()');
  site.answers.set('/api/other.js', thrower);
  const other = `${site.origin.replace('127.0.0.1', 'localhost')}/api/other.js`;
  const page = await fixture.open(
    `<script src="${other}"></script><script crossorigin src="${other}"></script>`,
  );
  await flush(page);
  const exceptions = attributesOf(sink.logs(EVENTS.exception)).map((attributes) => [
    attributes[ATTRIBUTES.exceptionSource],
    attributes[ATTRIBUTES.exceptionMessage],
  ]);
  expect(exceptions).toEqual([
    ['cross-origin', 'Script error.'],
    ['error', 'undefinedFunction is not defined'],
  ]);
});

it('puts who the person is on all that follows, and records the application’s own events', async () => {
  const page = await fixture.open('<button>Pay</button>');
  await page.evaluate(() => {
    window.throughline.identify('u-1', { name: 'Ada', email: 'ada@example.com' });
    window.throughline.track('basket.paid', { items: 2, coupon: true, password: 'secret' });
    return fetch('/api/status/200');
  });
  await page.click('button');
  await flush(page);
  const user = { 'user.id': 'u-1', 'user.name': 'Ada', 'user.email': 'ada@example.com' };
  const { sink } = fixture;
  expect(attributesOf(sink.logs(EVENTS.identify))).toEqual([user]);
  expect(attributesOf(sink.logs('basket.paid'))).toEqual([
    { ...user, items: 2, coupon: true, password: '[redacted]' },
  ]);
  expect(plain(sink.requests()[0]?.attributes)).toMatchObject(user);
  expect(attributesOf(sink.logs(EVENTS.click))[0]).toMatchObject(user);
  expect(attributesOf(sink.logs(EVENTS.navigation))[0]).not.toHaveProperty('user.id');
});

it('places the click before the request it causes', async () => {
  const page = await fixture.open('<button onclick="fetch(\'/api/status/502\')">Pay</button>');
  await page.click('button');
  await flush(page);
  const [click] = fixture.sink.logs(EVENTS.click);
  const [span] = await fixture.sink.until(
    () => fixture.sink.requests().length > 0 && fixture.sink.requests(),
  );
  expect(BigInt(click?.timeUnixNano ?? 0) <= BigInt(span?.startTimeUnixNano ?? 0)).toBe(true);
});

it('survives a hostile page, and keeps its own errors from it', async () => {
  const page = await fixture.open(`
    <form id="form">
      ${[
        'tagName',
        'id',
        'attributes',
        'getAttribute',
        'childNodes',
        'parentNode',
        'matches',
        'closest',
        'nodeType',
        'ownerDocument',
        'localName',
      ]
        .map((name) => `<input name="${name}">`)
        .join('')}
      <button type="button" style="position: fixed; left: 0; top: 0; width: 40px; height: 40px">Pay</button>
    </form>`);
  // By coordinates: the automation's own look-up does not survive this form.
  await page.mouse.click(20, 20);
  await page.mouse.click(300, 10);
  await page.evaluate(async () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('hostile');
        },
        ownKeys: () => {
          throw new Error('hostile');
        },
        getPrototypeOf: () => {
          throw new Error('hostile');
        },
      },
    );
    console.log(hostile);
    window.throughline.track('odd', hostile);
    window.throughline.captureException(hostile);
    window.throughline.identify(hostile as string, null as never);
    window.throughline.headers('http://[');
    document.title = 'x'.repeat(100_000);
    history.pushState(null, '', `/${'x'.repeat(10_000)}`);
    await fetch('/api/status/200');
  });
  await flush(page);
  expect(fixture.pageErrors).toEqual([]);
  expect(fixture.sink.spans().map(({ name }) => name)).toContain('GET /api/status/200');
  expect(attributesOf(fixture.sink.logs(EVENTS.click))[0]?.[ATTRIBUTES.elementName]).toBe('button "Pay"');
  expect(fixture.sink.replay().map(({ type }) => type)).toContain(EventType.FullSnapshot);
  for (const navigation of attributesOf(fixture.sink.logs(EVENTS.navigation)))
    for (const value of Object.values(navigation)) expect(String(value).length).toBeLessThanOrEqual(2_048);
});

it('is one instance a page, and can begin anew after a stop', async () => {
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  const { same, ended } = await page.evaluate((endpoint) => {
    const { Throughline } = window as unknown as {
      Throughline: { init(options: object): Window['throughline'] };
    };
    const first = window.throughline;
    const same = Throughline.init({ endpoint, key: 'other' }) === first;
    first.stop();
    window.throughline = Throughline.init({ endpoint, key: 'second' });
    return { same, ended: window.throughline !== first };
  }, fixture.sink.origin);
  await flush(page);
  expect([same, ended]).toEqual([true, true]);
  const { segments } = fixture.sink;
  const sentWith = (name: string) => segments.filter(({ key }) => key === name).map(({ header }) => header);
  // Each has its own way to the server, so either may come first.
  const [before, [begun]] = await fixture.sink.until(
    () =>
      sentWith('test-key').length > 0 &&
      sentWith('second').length > 0 &&
      ([sentWith('test-key'), sentWith('second')] as const),
  );
  expect(begun).toMatchObject({ session: before[0]?.session, checkpoint: true });
  expect(begun?.seq).toBeGreaterThan(Math.max(...before.map(({ seq }) => seq)));
});

function nodeWithId(event: eventWithTime | undefined, id: unknown): unknown {
  let found: unknown;
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    if ((node as { id?: unknown }).id === id) found = node;
    for (const child of (node as { childNodes?: unknown[] }).childNodes ?? []) visit(child);
  };
  visit((event as { data?: { node?: unknown } })?.data?.node);
  return found;
}
