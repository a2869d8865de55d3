import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { SegmentList, SessionDetail, TimelinePage } from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WireRequest } from './recordingProxy.ts';
import { INGEST_KEY, type Stack, startStack, untilApi } from './stack.ts';

const VIEWPORT = { width: 1280, height: 800 };
/** What is compared of the page and its replay. */
const ELEMENTS = ['body', 'header', 'h1', 'main', 'main button', 'main li', 'main svg', 'a'];
const PROPERTIES = [
  ...[
    'color',
    'background-color',
    'background-image',
    'font-family',
    'font-size',
    'font-weight',
    'line-height',
  ],
  ...['display', 'width', 'height', 'padding', 'margin', 'border', 'border-radius', 'gap'],
];

let stack: Stack;
/** Of each page view: its session, how its elements looked, and what its browser sent. */
const views: { session: string; styles: string[]; sent: WireRequest[] }[] = [];

beforeAll(async () => {
  stack = await startStack();
});

beforeAll(async () => {
  for (let visitor = 0; visitor < 2; visitor++) views.push(await viewShop());
});

afterAll(async () => {
  await stack.stop();
  await stack.removeData();
});

/** A visitor with a new browser looks at the shop; ends when all of it is stored. */
async function viewShop() {
  const before = stack.sentToServer.length;
  const context = await stack.browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(stack.checkout.shopUrl);
  await page.getByRole('button', { name: /^Add Harbour Lights/ }).waitFor();
  const session = await page.evaluate<string>('shopSession()');
  await untilApi<SegmentList>(`${stack.url}/api/sessions/${session}/segments`, ({ segments }) =>
    segments.some(({ checkpoint }) => checkpoint),
  );
  const styles = await page.evaluate(stylesOf, { elements: ELEMENTS, properties: PROPERTIES, framed: false });
  await context.close();
  await untilApi<SessionDetail>(`${stack.url}/api/sessions/${session}`, ({ counts }) => counts.segments > 0);
  const sent = stack.sentToServer.slice(before).filter(({ headers }) => headers.origin || headers.referer);
  return { session, styles, sent };
}

/** Runs in a page: the computed style of elements, of the page itself or of the replay in it. */
function stylesOf({
  elements,
  properties,
  framed,
}: {
  elements: string[];
  properties: string[];
  framed: boolean;
}) {
  const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Replay"]');
  const shown = framed ? frame?.contentDocument : document;
  const view = framed ? frame?.contentWindow : window;
  return elements.map((selector) => {
    const element = shown?.querySelector(selector);
    if (!element || !view) return `${selector}: not there`;
    const style = view.getComputedStyle(element);
    const values = properties.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    return `${selector} { ${values.join('; ')} }`;
  });
}

const isAbout = (path: string) => (request: WireRequest) => request.path.startsWith(path);
const inflated = ({ body }: WireRequest) => gunzipSync(body).toString();
const REFERENCE = /"throughline:asset\/([0-9a-f]{64})"/g;

it('sends the style sheet of a shop once, for all visitors', async () => {
  const [first, second] = views;
  const texts = new Map<string, string>();
  for (const request of first?.sent.filter(isAbout('/v1/assets/')) ?? [])
    texts.set(
      request.path.slice('/v1/assets/'.length).split('?')[0] ?? '',
      JSON.stringify(inflated(request)),
    );
  expect([...texts.values()].join()).toContain('.sleeve');

  expect(second?.sent.filter(isAbout('/v1/assets')).map(({ method }) => method)).toEqual(['GET']);
  const segments = second?.sent.filter(isAbout('/v1/segments')) ?? [];
  const references = segments.flatMap((request) => [...inflated(request).matchAll(REFERENCE)]);
  expect(references.length).toBeGreaterThan(0);
  for (const [, hash] of references) expect(texts.has(hash ?? '')).toBe(true);

  const bytes = segments.reduce((sum, { body }) => sum + body.byteLength, 0);
  const inline = segments.reduce((sum, request) => {
    const whole = inflated(request).replace(REFERENCE, (_, hash: string) => texts.get(hash) ?? '');
    return sum + gzipSync(whole).byteLength;
  }, 0);
  process.stdout.write(`second page view: ${bytes} bytes of segments; with its styles in it ${inline}\n`);
  expect(inline - bytes).toBeGreaterThan(1_000);
});

it('shows the page as it was when nothing but the server is left', async () => {
  const { context, elsewhere } = await contextOffline();
  const page = await context.newPage();
  for (const { session, styles } of views) {
    await page.goto(`${stack.url}/sessions/${session}`);
    await page.getByRole('slider', { name: 'Moment' }).press('End');
    await expect.poll(() => replayed(page)).toEqual(styles);
    expect(styles.join()).not.toContain('not there');
  }
  expect(elsewhere).toEqual([]);
  await context.close();
});

function replayed(page: Page): Promise<string[]> {
  return page.evaluate(stylesOf, { elements: ELEMENTS, properties: PROPERTIES, framed: true });
}

/** A small site that is recorded when the person in it says so. */
async function startSite() {
  const options = { endpoint: stack.url, key: INGEST_KEY, mode: 'manual', widget: true, storeImages: true };
  const page = `<!doctype html><title>Shop</title><body style="margin:40px">
    <h1>Checkout</h1><img src="/goods.svg" width="80" height="60"><br>
    <button id="pay" style="width:300px;height:120px">Pay</button>
    <script src="${stack.url}/throughline.js"></script>
    <script>Throughline.init(${JSON.stringify(options)}).setRoute('/checkout/:id');</script>`;
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><path d="M0 0h8v6H0z" fill="red"/></svg>';
  const site = createServer(({ url }, response) => {
    const [type, body] = url === '/goods.svg' ? ['image/svg+xml', picture] : ['text/html', page];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  return { site, url: `http://127.0.0.1:${port}/checkout/17` };
}

/** A browser that reaches nothing but the server, and what else it was asked for. */
async function contextOffline() {
  const context = await stack.browser.newContext({ viewport: { width: 1800, height: 1300 } });
  const elsewhere: string[] = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    if (url.startsWith(stack.url) || url.startsWith('data:')) return route.continue();
    elsewhere.push(url);
    return route.abort();
  });
  return { context, elsewhere };
}

it('leads from a marked area in a page to the same area in its replay, without the page’s server', async () => {
  const context = await stack.browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  const { site, url } = await startSite();
  await page.goto(url);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('textbox', { name: 'What happened?' }).fill('the price is wrong');
  await page.getByRole('button', { name: 'Mark an area' }).click();
  const pay = await page.locator('#pay').boundingBox();
  if (!pay) throw new Error('no button to mark');
  await page.mouse.move(pay.x, pay.y);
  await page.mouse.down();
  await page.mouse.move(pay.x + pay.width, pay.y + pay.height);
  await page.mouse.up();
  await page.getByRole('button', { name: 'Save' }).click();
  const link = await page.getByRole('textbox', { name: 'Link to the session' }).inputValue();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Saved. Watch it here:').waitFor();
  await context.close();
  site.closeAllConnections();
  site.close();
  const session = /\/sessions\/([^?]+)/.exec(link)?.[1];
  const { items } = await untilApi<TimelinePage>(`${stack.url}/api/sessions/${session}/timeline`, (answer) =>
    answer.items.some(({ area }) => area),
  );
  const note = items.find(({ area }) => area);
  expect(note).toMatchObject({ title: 'note: the price is wrong', area: { width: 300, height: 120 } });

  const { context: offline } = await contextOffline();
  const app = await offline.newPage();
  await app.goto(link);
  const mark = app.getByRole('note', { name: 'note: the price is wrong' });
  await mark.waitFor();
  const replay = app.getByRole('region', { name: 'Replay' }).frameLocator('iframe');
  // The mark is there as soon as the timeline is, the page when its recording is.
  const widestGap = async () => {
    const [marked, button] = await Promise.all([mark.boundingBox(), replay.locator('#pay').boundingBox()]);
    const gaps = (['x', 'y', 'width', 'height'] as const).map((side) =>
      Math.abs((marked?.[side] ?? 0) - (button?.[side] ?? 9_999)),
    );
    return Math.max(...gaps);
  };
  await expect.poll(widestGap).toBeLessThan(3);
  // The frame runs no script, so it is looked at from around it.
  const width = () =>
    app
      .getByTitle('Replay')
      .evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.images[0]?.naturalWidth);
  await expect.poll(width).toBe(8);
  await offline.close();
});
