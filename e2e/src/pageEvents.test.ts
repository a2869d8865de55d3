import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '@throughline/example-checkout';
import {
  ATTRIBUTES,
  anyValueText,
  EVENTS,
  fromAnyValue,
  type LogPage,
  type LogRecord,
  type Span,
  type TimelinePage,
  type Trace,
} from '@throughline/format';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { INGEST_KEY, startServer, untilApi } from './stack.ts';

let data: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let site: Server;
let logs: LogRecord[];
let spans: Span[];

/** A visit in which everything happens that a page tells of, read back by the API. */
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'throughline-e2e-'));
  [server, browser] = await Promise.all([
    startServer(data),
    launchChromium(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'),
  ]);
  const origin = await startSite();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin);
  const session = await page.evaluate<string>('throughline.flush().then(() => throughline.sessionId())');
  const logsUrl = `${server.url}/api/sessions/${session}/logs?limit=1000`;
  await clickInVain(page, logsUrl);
  await clickAndType(page);
  await ask(page);
  await page.evaluate(fail);
  await page.evaluate(connect, origin.replace('http', 'ws'));
  await navigate(page);
  await page.evaluate(hideAndShow);
  await page.evaluate(changeWithoutEnd);
  await page.close({ runBeforeUnload: true });
  const read = await untilApi<LogPage>(logsUrl, ({ logs }) =>
    LAST.every((name) => logs.some(({ eventName }) => eventName === name)),
  );
  logs = read.logs;
  const timeline = await untilApi<TimelinePage>(
    `${server.url}/api/sessions/${session}/timeline`,
    ({ items }) =>
      REQUESTS.every((name) => items.some(({ title, traceId }) => traceId && title.includes(name))),
  );
  const ids = new Set(timeline.items.flatMap(({ traceId }) => (traceId ? [traceId] : [])));
  const traces = await Promise.all(
    [...ids].map(async (id) => (await (await fetch(`${server.url}/api/traces/${id}`)).json()) as Trace),
  );
  spans = traces.flatMap((trace) => trace.spans);
  logs.push(
    ...traces.flatMap((trace) => trace.logs).filter(({ id }) => !logs.some((known) => known.id === id)),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  site?.closeAllConnections();
  site?.close();
  await rm(data, { recursive: true, force: true, maxRetries: 3 });
});

/** What is told when the page goes away. */
const LAST = [EVENTS.abandonment, EVENTS.mutationStorm, EVENTS.webVital];
const REQUESTS = ['/api/pay', '/api/left', '/socket', '/stream'];

const PAGE = `
  <button id="dead">Save</button>
  <button id="pay" onclick="fetch('/api/pay', { method: 'POST' })">Pay</button>
  <button id="throws" onclick="setTimeout(() => { null.total })">Total</button>
  <button id="hangs" onclick="const end = performance.now() + 120; while (performance.now() < end);">Count</button>
  <p id="still">No button</p>
  <form id="sent" aria-label="Address" onsubmit="event.preventDefault()">
    <input aria-label="Street"><input type="checkbox" aria-label="Remember"><button>Send</button>
  </form>
  <form id="gone" aria-label="Coupon"><input aria-label="Code"></form>
  <form id="left" aria-label="Survey"><input aria-label="Opinion"></form>
  <div id="note" contenteditable aria-label="Note"></div>
  <dialog aria-label="Are you sure?"></dialog>
  <p id="text">Words to copy</p>
  <a id="part" href="#part">Part</a>
  <div style="height: 4000px">A long page</div>`;

async function startSite(): Promise<string> {
  site = createServer((request, response) => {
    switch (request.url) {
      case '/api/pay':
      case '/api/left':
        response.end('{}');
        return;
      case '/stream':
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: hello\n\n');
        return;
      case '/missing.png':
        response.writeHead(404).end();
        return;
      default:
        response.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy-report-only': "img-src 'self'",
        });
        response.end(`<!doctype html><title>Shop</title><script src="${server.url}/throughline.js"></script>
          <script>window.throughline = Throughline.init({ endpoint: '${server.url}', key: '${INGEST_KEY}',
            service: 'page', network: { messages: true } });</script>${PAGE}`);
    }
  });
  const sockets = new WebSocketServer({ server: site, path: '/socket' });
  sockets.on('connection', (socket) => socket.on('message', (message) => socket.send(String(message))));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}

/** A click that leads to nothing, as nothing but what the application tells happens until that is known. */
async function clickInVain(page: Page, logsUrl: string): Promise<void> {
  await page.click('#dead');
  await page.evaluate(tellOfItself);
  let read: LogPage = { logs: [] };
  while (!read.logs.some(({ eventName }) => eventName === EVENTS.deadClick)) {
    await page.evaluate('throughline.flush()');
    read = await untilApi<LogPage>(logsUrl, () => true);
  }
}

/** Runs in the page: what an application tells by the SDK's functions and the console. */
function tellOfItself(): void {
  const { throughline } = window as unknown as { throughline: Record<string, (...args: unknown[]) => void> };
  throughline.identify?.('u-1', { name: 'Ada' });
  throughline.track?.('basket.paid', { items: 2, password: 'hunter2' });
  throughline.tag?.('beta');
  throughline.note?.('odd prices');
  throughline.keep?.('asked for');
  throughline.flag?.('new-checkout', true);
  throughline.logState?.('cart', 'cart/add', { items: [{ id: 7 }], password: 'hunter2' });
  throughline.setRoute?.('/');
  throughline.captureException?.(new Error('caught', { cause: new RangeError('too many') }), { step: 3 });
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    console[level](`%s by ${level}`, 'told', { n: 1 });
}

async function clickAndType(page: Page): Promise<void> {
  await Promise.all([page.waitForResponse('**/api/pay'), page.click('#pay')]);
  await Promise.all([page.waitForEvent('pageerror'), page.click('#throws')]);
  await page.click('#hangs');
  await page.click('#still', { clickCount: 3 });
  await page.fill('#sent input', 'Main Street 7');
  await page.check('#sent [type="checkbox"]');
  await page.click('#sent button');
  await page.click('#text', { clickCount: 3 });
  await page.keyboard.press('Control+C');
  await page.focus('#left input');
  await page.keyboard.press('Control+V');
  await page.focus('#note');
  await page.keyboard.type('to my neighbour');
  await page.fill('#gone input', 'SUMMER');
  await page.evaluate(() => document.querySelector('#gone')?.remove());
}

async function ask(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const dialog = document.querySelector('dialog') as HTMLDialogElement;
    const heard = (name: string) =>
      new Promise((resolve) => dialog.addEventListener(name, resolve, { once: true }));
    dialog.showModal();
    await heard('toggle');
    dialog.close('thrown away');
    await heard('close');
  });
  const answers = ['', true, false, 'to my neighbour'];
  page.on('dialog', (dialog) => {
    const answer = answers.shift();
    return answer === false ? dialog.dismiss() : dialog.accept(answer === true ? undefined : answer);
  });
  await page.evaluate(() => {
    alert('Saved');
    confirm('Pay with 4111 1111 1111 1111?');
    confirm('Delete it?');
    prompt('For whom?', 'my own name');
  });
  await page.evaluate(() => {
    console.table([{ id: 7, total: 12 }]);
    console.group('%cCheckout', 'color: red');
    console.assert(true, 'fine');
    console.assert(false, '%s is missing', 'street');
    console.count('tries');
    console.count('tries');
    console.time('pay');
    console.timeEnd('pay');
    (function caller() {
      console.trace('from here');
    })();
  });
}

/** Runs in the page. */
async function fail(): Promise<void> {
  const heard = (name: string) =>
    new Promise((resolve) => window.addEventListener(name, resolve, { capture: true, once: true }));
  const scrolled = heard('scroll');
  scrollTo(0, document.documentElement.scrollHeight);
  await scrolled;
  const heardOf = [heard('unhandledrejection'), heard('error'), heard('securitypolicyviolation')];
  void Promise.reject(new TypeError('rejected'));
  document.body.insertAdjacentHTML('beforeend', '<img src="/missing.png?token=secret">');
  document.body.insertAdjacentHTML('beforeend', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">');
  await Promise.all(heardOf);
}

/** Runs in the page. */
async function connect(origin: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(`${origin}/socket`);
    socket.onopen = () => socket.send('hello');
    socket.onmessage = () => socket.close(1000);
    socket.onclose = () => resolve();
  });
  await new Promise<void>((resolve) => {
    const source = new EventSource('/stream');
    source.onmessage = () => {
      source.close();
      resolve();
    };
  });
  // Told of while it is open: a second one that stays.
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(`${origin}/socket`);
    socket.onopen = () => socket.send('again');
    socket.onmessage = () => resolve();
  });
  navigator.sendBeacon('/api/left', 'left');
}

async function navigate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    history.pushState(null, '', '/basket?token=secret');
    history.replaceState(null, '', '/basket/1');
    navigation.addEventListener('navigate', (event) => event.intercept(), { once: true });
    await navigation.navigate('/basket/2').finished;
    await navigation.back().finished;
  });
  await page.click('#part');
  await page.evaluate(() => {
    const changed = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    history.back();
    return changed;
  });
  await page.evaluate(() => {
    const changed = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
    history.back();
    return changed;
  });
}

/** Runs in the page, which is told what it would be told were another tab shown. */
function hideAndShow(): void {
  for (const value of ['hidden', 'visible']) {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }
}

/** Runs in the page. */
function changeWithoutEnd(): void {
  const still = document.querySelector('#still');
  for (let change = 0; change < 12_000; change++) still?.setAttribute('data-state', String(change));
}

/** What was told under a name, in the order of time. */
function told(eventName: string): Record<string, unknown>[] {
  return logs
    .filter((log) => log.eventName === eventName)
    .sort((a, b) => Number(BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano)))
    .map(({ body, severityText, attributes }) => ({
      body: anyValueText(body),
      severity: severityText,
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, fromAnyValue(value)])),
    }));
}

/** As lines in the order of the alphabet: what happens within a tenth of a millisecond has no other. */
const lines = (rows: unknown[][]) => rows.map((row) => row.join(' | ')).sort();

const spanOf = (name: string) => {
  const span = spans.find((span) => span.name.includes(name));
  if (!span) throw new Error(`no span is called ${name}: ${spans.map((one) => one.name).join(', ')}`);
  const attributes = Object.entries(span.attributes).map(([key, value]) => [key, fromAnyValue(value)]);
  return { ...span, attributes: Object.fromEntries(attributes) };
};

it('gives back every kind of event there is', () => {
  const seen = new Set(logs.map(({ eventName }) => eventName));
  const missing = Object.values(EVENTS).filter((name) => !seen.has(name));
  // The one that services write.
  expect(missing).toEqual([EVENTS.incidentDebug]);
});

it('gives back clicks, and those that tell of trouble', () => {
  const clicked = (name: string) => ({ [ATTRIBUTES.elementName]: name });
  expect(told(EVENTS.click).find((click) => click[ATTRIBUTES.elementName] === 'button "Pay"')).toMatchObject({
    [ATTRIBUTES.elementSelector]: '#pay',
    [ATTRIBUTES.elementNodeId]: expect.any(Number),
    [ATTRIBUTES.pointerX]: expect.any(Number),
    [ATTRIBUTES.pointerY]: expect.any(Number),
  });
  expect(told(EVENTS.deadClick)).toMatchObject([
    { body: 'click button "Save" led to nothing', ...clicked('button "Save"') },
  ]);
  expect(told(EVENTS.errorClick)).toContainEqual(
    expect.objectContaining({ body: 'click button "Total" led to an error', ...clicked('button "Total"') }),
  );
  expect(told(EVENTS.rageClick)).toContainEqual(expect.objectContaining(clicked('p "No button"')));
});

it('gives back a click as the parent of the request it caused', () => {
  const [click, request] = [spanOf('click button "Pay"'), spanOf('/api/pay')];
  expect(request).toMatchObject({ traceId: click.traceId, parentSpanId: click.spanId });
  expect(click.attributes).toMatchObject({ [ATTRIBUTES.elementName]: 'button "Pay"' });
});

it('gives back what was done to forms, never what was typed', () => {
  const inputs = told(EVENTS.input).map((input) => [input[ATTRIBUTES.inputPhase], input.body]);
  const expected = [
    ['first', 'type in textbox "Street"'],
    ['last', 'change textbox "Street"'],
    ['last', 'change checkbox "Remember"'],
    ['first', 'type in textbox "Opinion"'],
    ['last', 'change textbox "Opinion"'],
    ['first', 'type in div'],
    ['last', 'change div'],
    ['first', 'type in textbox "Code"'],
    ['last', 'change textbox "Code"'],
  ];
  expect(lines(inputs)).toEqual(lines(expected));
  expect(told(EVENTS.submit)).toMatchObject([
    { body: 'submit form "Address"', [ATTRIBUTES.elementSelector]: '#sent' },
  ]);
  expect(told(EVENTS.abandonment).map((left) => [left[ATTRIBUTES.elementName], left.body])).toEqual(
    expect.arrayContaining([
      ['textbox "Code"', 'form left after textbox "Code"'],
      ['textbox "Opinion"', 'form left after textbox "Opinion"'],
    ]),
  );
  expect(JSON.stringify(logs)).not.toMatch(/Main Street|neighbour|SUMMER/);
});

it('gives back dialogs, never what was answered', () => {
  const dialogs = told(EVENTS.dialog);
  const expected = [
    ['dialog', 'open', 'open dialog "Are you sure?"'],
    ['dialog', 'close', 'close dialog "Are you sure?"'],
    ['alert', 'accept', 'accept alert "Saved"'],
    ['confirm', 'accept', 'accept confirm "Pay with **** **** **** ****?"'],
    ['confirm', 'dismiss', 'dismiss confirm "Delete it?"'],
    ['prompt', 'accept', 'accept prompt "For whom?"'],
  ];
  const kinds = dialogs.map((dialog) => [
    dialog[ATTRIBUTES.dialogKind],
    dialog[ATTRIBUTES.dialogAction],
    dialog.body,
  ]);
  expect(lines(kinds)).toEqual(lines(expected));
  expect(dialogs.find((dialog) => dialog[ATTRIBUTES.dialogKind] === 'prompt')).toMatchObject({
    [ATTRIBUTES.dialogDuration]: expect.any(Number),
  });
  expect(JSON.stringify(logs)).not.toMatch(/thrown away|my own name|4111 ?1111/);
});

it('gives back copying, pasting, scrolling, hiding and showing', () => {
  expect(told(EVENTS.clipboard)).toMatchObject([
    { [ATTRIBUTES.clipboardAction]: 'copy', body: expect.stringContaining('copy in') },
    { [ATTRIBUTES.clipboardAction]: 'paste', body: 'paste in textbox "Opinion"' },
  ]);
  expect(told(EVENTS.scrollDepth)).toContainEqual(
    expect.objectContaining({ body: 'scrolled to 100 %', [ATTRIBUTES.scrollDepth]: 100 }),
  );
  const states = told(EVENTS.visibility).map((state) => [state[ATTRIBUTES.visibilityState]]);
  expect(lines(states)).toEqual(['hidden', 'visible']);
});

it('gives back where the person went, without queries', () => {
  const steps = told(EVENTS.navigation).map((step) => [
    step[ATTRIBUTES.navigationType],
    String(step[ATTRIBUTES.urlFull]).replace(/^http:\/\/[^/]+/, ''),
  ]);
  const expected = [
    ['load', '/'],
    ['push', '/basket'],
    ['replace', '/basket/1'],
    ['push', '/basket/2'],
    ['pop', '/basket/1'],
    ['hash', '/basket/1'],
    ['hash', '/basket/1'],
    ['pop', '/'],
  ];
  expect(lines(steps)).toEqual(lines(expected));
  expect(told(EVENTS.navigation)[0]).toMatchObject({ [ATTRIBUTES.pageTitle]: 'Shop' });
});

it('gives back the console by its levels', () => {
  const written = told(EVENTS.console).filter((line) => !(ATTRIBUTES.consoleMethod in line));
  expect(lines(written.map(({ severity, body }) => [severity, body]))).toEqual([
    'DEBUG | told by debug {n: 1}',
    'ERROR | told by error {n: 1}',
    'INFO | told by info {n: 1}',
    'INFO | told by log {n: 1}',
    'WARN | told by warn {n: 1}',
  ]);
});

it('gives back what the console is asked for beside lines', () => {
  const asked = told(EVENTS.console).filter((line) => ATTRIBUTES.consoleMethod in line);
  const words = asked.map((line) => [
    line[ATTRIBUTES.consoleMethod],
    line.severity,
    String(line.body)
      .replace(/[\d.]+ ms/, 'some ms')
      .replace(/\s+at (caller)[\s\S]*/, ' at $1'),
  ]);
  expect(lines(words)).toEqual([
    'assert | ERROR | Assertion failed: street is missing',
    'count | INFO | tries: 1',
    'count | INFO | tries: 2',
    'group | INFO | Checkout',
    'table | INFO | [{id: 7, total: 12}]',
    'timeEnd | INFO | pay: some ms',
    'trace | INFO | from here at caller',
  ]);
});

it('gives back exceptions with their stacks and causes, and rejections', () => {
  const exceptions = told(EVENTS.exception);
  const of = (source: string) => exceptions.find((one) => one[ATTRIBUTES.exceptionSource] === source);
  expect(exceptions).toHaveLength(3);
  expect(of('captured')).toMatchObject({
    body: 'caught',
    step: 3,
    severity: 'ERROR',
    [ATTRIBUTES.exceptionType]: 'Error',
    [ATTRIBUTES.exceptionStacktrace]: expect.stringMatching(
      /^Error: caught\n[\s\S]*Caused by: RangeError: too many/,
    ),
  });
  expect(of('error')).toMatchObject({ [ATTRIBUTES.exceptionType]: 'TypeError' });
  expect(of('unhandledrejection')).toMatchObject({ [ATTRIBUTES.exceptionMessage]: 'rejected' });
});

it('gives back what could not be loaded and what the policy forbade', () => {
  expect(told(EVENTS.resourceError)).toContainEqual(
    expect.objectContaining({
      severity: 'WARN',
      [ATTRIBUTES.urlFull]: expect.stringMatching(/\/missing\.png$/),
      [ATTRIBUTES.elementName]: 'img',
    }),
  );
  expect(told(EVENTS.cspViolation)).toMatchObject([
    {
      body: 'img-src forbids data',
      [ATTRIBUTES.cspDirective]: 'img-src',
      [ATTRIBUTES.cspDisposition]: 'report',
    },
  ]);
});

it('gives back how fast the page was, and what it runs on', () => {
  const vitals = told(EVENTS.webVital);
  expect(new Set(vitals.map((vital) => vital[ATTRIBUTES.webVitalName]))).toEqual(
    new Set(['fcp', 'lcp', 'cls', 'inp', 'ttfb']),
  );
  for (const vital of vitals)
    expect(vital).toMatchObject({
      [ATTRIBUTES.webVitalValue]: expect.any(Number),
      [ATTRIBUTES.webVitalRating]: expect.any(String),
    });
  const largest = vitals.find((vital) => vital[ATTRIBUTES.webVitalName] === 'lcp');
  expect(largest?.[ATTRIBUTES.elementName]).toEqual(expect.any(String));
  const slowest = vitals.find((vital) => vital[ATTRIBUTES.webVitalName] === 'inp');
  expect(slowest).toMatchObject({
    [ATTRIBUTES.elementName]: 'button "Count"',
    [ATTRIBUTES.elementSelector]: '#hangs',
  });
  const busy = told(EVENTS.longTask).map((task) => Number(task[ATTRIBUTES.longTaskDuration]));
  expect(Math.max(...busy)).toBeGreaterThanOrEqual(120);
  expect(told(EVENTS.device)[0]).toMatchObject({
    [ATTRIBUTES.screenWidth]: 1280,
    [ATTRIBUTES.language]: 'en-US',
    [ATTRIBUTES.usedMemory]: expect.any(Number),
  });
  expect(spanOf('documentLoad').attributes).toMatchObject({
    [ATTRIBUTES.loadType]: 'navigate',
    [ATTRIBUTES.httpStatus]: 200,
    [ATTRIBUTES.httpResponseSize]: expect.any(Number),
    [`${ATTRIBUTES.loadPhase}.responseEnd`]: expect.any(Number),
    [`${ATTRIBUTES.loadPhase}.loadEventEnd`]: expect.any(Number),
  });
});

it('gives back what the application told of itself', () => {
  const user = { [ATTRIBUTES.userId]: 'u-1', [ATTRIBUTES.userName]: 'Ada' };
  expect(told(EVENTS.identify)).toMatchObject([user]);
  expect(told('basket.paid')).toMatchObject([{ ...user, items: 2, password: '[redacted]' }]);
  expect(told(EVENTS.tag)).toMatchObject([{ [ATTRIBUTES.tag]: 'beta' }]);
  expect(told(EVENTS.note)).toMatchObject([{ body: 'odd prices' }]);
  expect(told(EVENTS.keep)).toMatchObject([{ [ATTRIBUTES.keepReason]: 'asked for' }]);
  expect(told(EVENTS.route)).toMatchObject([{ [ATTRIBUTES.urlTemplate]: '/' }]);
  expect(told(EVENTS.featureFlag)).toMatchObject([
    { [ATTRIBUTES.featureFlagKey]: 'new-checkout', [ATTRIBUTES.featureFlagValue]: true },
  ]);
  expect(told(EVENTS.state)).toMatchObject([
    {
      body: '{items: [{id: 7}], password: [redacted]}',
      [ATTRIBUTES.stateName]: 'cart',
      [ATTRIBUTES.stateAction]: 'cart/add',
    },
  ]);
});

it('gives back connections and beacons', () => {
  expect(spanOf('/socket').attributes).toMatchObject({
    [ATTRIBUTES.requestInitiator]: 'websocket',
    [ATTRIBUTES.httpStatus]: 101,
  });
  expect(spanOf('/stream').attributes).toMatchObject({
    [ATTRIBUTES.requestInitiator]: 'eventsource',
    [ATTRIBUTES.httpStatus]: 200,
  });
  expect(spanOf('/api/left').attributes).toMatchObject({ [ATTRIBUTES.requestInitiator]: 'beacon' });
  expect(told(EVENTS.connectionMessage).map(({ body }) => body)).toEqual(expect.arrayContaining(['hello']));
  expect(told(EVENTS.connectionClose)).toContainEqual(
    expect.objectContaining({
      [ATTRIBUTES.connectionCloseCode]: 1000,
      [ATTRIBUTES.connectionSentMessages]: 1,
      [ATTRIBUTES.connectionReceivedMessages]: 1,
    }),
  );
  expect(told(EVENTS.connectionTraffic)[0]).toMatchObject({ [ATTRIBUTES.connectionSentMessages]: 1 });
});

it('tells of changes that are not recorded one by one', () => {
  expect(Number(told(EVENTS.mutationStorm)[0]?.[ATTRIBUTES.mutationCount])).toBeGreaterThan(10_000);
});
