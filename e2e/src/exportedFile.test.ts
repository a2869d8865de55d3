import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { visitCheckout } from '@throughline/example-checkout';
import type { ExportedRecords, SegmentList, SessionDetail, TimelinePage } from '@throughline/format';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INGEST_KEY, type Stack, startStack, untilApi } from './stack.ts';

let stack: Stack;
let folder: string;
let session: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-e2e-file-'));
  stack = await startStack();
  const context = await stack.browser.newContext();
  const page = await context.newPage();
  session = await visitCheckout(page, { shopUrl: stack.checkout.shopUrl, basket: 'doomed' });
  const leftAt = await page.evaluate(() => Date.now());
  await page.close({ runBeforeUnload: true });
  await context.close();
  await untilApi<TimelinePage>(
    `${stack.url}/api/sessions/${session}/timeline`,
    ({ items }) =>
      items.some(({ kind, title }) => kind === 'response' && title.startsWith('502')) &&
      items.some(({ title }) => title.startsWith('charge error')) &&
      items.some(({ title }) => title.startsWith('WITH RECURSIVE')),
  );
  // The page's last segment comes when it is closed.
  await untilApi<SegmentList>(`${stack.url}/api/sessions/${session}/segments`, ({ segments }) =>
    segments.some(({ to }) => to >= leftAt),
  );
});

afterAll(async () => {
  await stack.stop();
  await stack.removeData();
  await rm(folder, { recursive: true, force: true });
});

async function exported(id: string, question: string): Promise<string> {
  const answer = await fetch(`${stack.url}/api/sessions/${id}/export?${question}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Opens the page in a browser, without a network unless it is to be tempted; tells what it asked for, and what broke in it. */
async function openFile(html: string, name: string, offline = true) {
  const path = join(folder, `${name}.html`);
  await writeFile(path, html);
  const address = pathToFileURL(path).href;
  const context: BrowserContext = await stack.browser.newContext({
    viewport: { width: 1440, height: 3000 },
    offline,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  const broken: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => broken.push(error.stack ?? error.message));
  page.on('console', (line) => line.type() === 'error' && broken.push(line.text()));
  await page.goto(address);
  await page.getByRole('slider', { name: 'Moment' }).waitFor();
  return { page, address, asked, broken, close: () => context.close() };
}

/** A site of somebody else's, and what it was asked for. */
async function startCanary() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('a session exported as a page', () => {
  let opened: Awaited<ReturnType<typeof openFile>>;
  let page: Page;
  let at: number;

  beforeAll(async () => {
    const { items } = await untilApi<TimelinePage>(
      `${stack.url}/api/sessions/${session}/timeline`,
      () => true,
    );
    const failed = items.find(({ kind, title }) => kind === 'response' && title.startsWith('502'));
    at = Math.ceil(Number(failed?.timeUnixNano) / 1e6);
    opened = await openFile(await exported(session, `format=html&at=${at}`), 'session');
    page = opened.page;
  });
  afterAll(() => opened.close());

  const items = () => page.getByRole('region', { name: 'Timeline' }).getByRole('option');
  const replay = () => page.getByRole('region', { name: 'Replay' }).frameLocator('iframe');

  it('opens from a disk at the moment that was shown, and says where it comes from', async () => {
    await page.getByText(/^Exported by this machine, /).waitFor();
    await items().filter({ hasText: '502 POST /api/payment' }).waitFor();
    const { from } = await untilApi<SessionDetail>(`${stack.url}/api/sessions/${session}`, () => true);
    const moment = Number(await page.getByRole('slider', { name: 'Moment' }).getAttribute('aria-valuenow'));
    expect(moment).toBe(at - from);
    for (const name of ['Share', 'Export the session', 'Copy link to this moment'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
  });

  it('plays, and shows the page as it looked', async () => {
    await page.getByRole('slider', { name: 'Moment' }).press('End');
    const alert = replay().getByRole('alert').filter({ hasText: 'Payment failed' });
    await alert.waitFor();
    const family = (element: Element) =>
      element.ownerDocument.defaultView?.getComputedStyle(element).backgroundColor;
    // A style sheet that recordings share came along.
    expect(await replay().locator('body').evaluate(family)).not.toBe('rgba(0, 0, 0, 0)');
    await page.getByRole('slider', { name: 'Moment' }).press('Home');
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await page.keyboard.press('Space');
  });

  it('leads to the statement that failed, in the trace of four services', async () => {
    await items().filter({ hasText: 'WITH RECURSIVE' }).click();
    const span = page
      .getByRole('region', { name: 'Trace' })
      .getByRole('treeitem', { name: /^orders pg\.query.*, error/ })
      .first();
    await span.click();
    await page.getByRole('region', { name: 'Span' }).getByText('WITH RECURSIVE').first().waitFor();
  });

  it('holds requests, console and logs, events and the map', async () => {
    await page.getByRole('tab', { name: 'Network' }).click();
    const network = page.getByRole('region', { name: 'Network' });
    await network.getByRole('row', { name: /POST \/api\/payment, 502/ }).click();
    const request = network.getByRole('region', { name: 'Request' });
    await request.getByRole('tab', { name: 'Trace' }).click();
    await request
      .getByRole('list', { name: 'Services behind it' })
      .getByText('orders', { exact: true })
      .waitFor();
    await page.getByRole('tab', { name: 'Console and logs' }).click();
    await page.getByRole('region', { name: 'Console and logs' }).getByText('charge error').first().waitFor();
    await page.getByRole('tab', { name: 'Events' }).click();
    await page
      .getByRole('region', { name: 'Events' })
      .getByRole('option', { name: /^click button "Pay.* led to an error/ })
      .waitFor();
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.getByRole('region', { name: 'Map' }).getByText('fraud').first().waitFor();
  });

  it('keeps its place over a reload', async () => {
    await page.getByRole('tab', { name: 'Waterfall' }).click();
    await items().filter({ hasText: 'WITH RECURSIVE' }).click();
    await expect.poll(() => page.url()).toMatch(/span=span.*panel=waterfall/);
    const url = page.url();
    await page.reload();
    await page.getByRole('region', { name: 'Trace' }).getByRole('treeitem', { selected: true }).waitFor();
    expect(page.url()).toBe(url);
  });

  it('asked for nothing but itself, and nothing broke', async () => {
    // Once as it was opened, and once as it was reloaded.
    const asked = opened.asked.filter((url) => !/^(?:data|blob|about):/.test(url));
    expect(asked.map((url) => url.split('#')[0])).toEqual([opened.address, opened.address]);
    expect(opened.broken).toEqual([]);
  });
});

it('is, as JSON, a file that needs no other: with the style sheets that recordings share', async () => {
  const text = await exported(session, 'format=json');
  const { assets, segments, spans } = JSON.parse(text) as ExportedRecords & {
    assets: Record<string, string>;
    segments: { rrweb: object[] }[];
  };
  const named = [...JSON.stringify(segments).matchAll(/"throughline:asset\/([0-9a-f]{64})"/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, hash = ''] of named) expect(assets[hash]).toEqual(expect.any(String));
  expect(Object.values(assets).join()).toContain('.sleeve');
  expect(spans.find(({ status }) => status.message === 'Query read timeout')?.attributes).toBeDefined();
});

describe('a hostile session exported as a page', () => {
  const hostile = randomUUID();
  const RUN = 'window.top.ran = 1; window.ran = 1; document.title = "ran"';
  /** Each ends what could hold it, and would then run. */
  const TEXT = `</script><script>${RUN}</script><!--<script>-->"'><img src=x onerror='${RUN}'>\u2028${'</style>'}<svg onload='${RUN}'>`;

  let canary: Awaited<ReturnType<typeof startCanary>>;
  afterAll(() => canary.stop());

  beforeAll(async () => {
    canary = await startCanary();
    const [tab, now] = [randomUUID(), Date.now() - 10_000];
    let id = 1;
    const node = (tagName: string, attributes: object, ...childNodes: object[]) => {
      id += 1;
      return { type: 2, tagName, attributes, childNodes, id };
    };
    const text = (textContent: string) => ({ type: 3, textContent, id: ++id });
    const away = `${canary.url}/heard`;
    const body = node(
      'body',
      { onload: RUN, style: `background: url(${away}/style)` },
      node('h1', {}, text(`A hostile page ${TEXT}`)),
      node('script', { src: `${away}/script` }, text(RUN)),
      node('img', { src: `${away}/img`, onerror: RUN }),
      node('iframe', { src: `javascript:${RUN}`, srcdoc: `<script>${RUN}</script>` }),
      node('object', { data: `data:text/html,<script>${RUN}</script>` }),
      node('a', { href: `javascript:${RUN}`, ping: `${away}/ping` }, text('a link')),
      node('form', { action: `${away}/form` }, node('button', {}, text('Send'))),
      node('svg', { onload: RUN }, node('animate', { onbegin: RUN, attributeName: 'x', dur: '1s' })),
      node('style', {}, text(`@import url(${away}/import); h1 { background: url(${away}/css) }`)),
      node('meta', { 'http-equiv': 'refresh', content: `0;url=${away}/refresh` }),
    );
    const html = node('html', {}, node('head', {}), body);
    const events = [
      { type: 4, data: { href: `https://shop.test/${TEXT}`, width: 800, height: 600 }, timestamp: now },
      {
        type: 2,
        data: { node: { type: 0, childNodes: [html], id: 1 }, initialOffset: { left: 0, top: 0 } },
        timestamp: now,
      },
    ];
    const header = { v: 1, session: hostile, tab, seq: 0, from: now, to: now + 1, sentAt: Date.now() };
    const log = {
      timeUnixNano: `${now}000000`,
      severityNumber: 17,
      severityText: TEXT,
      body: { stringValue: TEXT },
    };
    const resource = {
      attributes: [
        { key: 'service.name', value: { stringValue: TEXT } },
        { key: 'session.id', value: { stringValue: hostile } },
      ],
    };
    const lines = [
      { ...header, checkpoint: true, events: events.length },
      undefined,
      { resourceLogs: [{ resource, scopeLogs: [{ scope: {}, logRecords: [log] }] }] },
      events,
    ];
    const sent = await fetch(`${stack.url}/v1/segments?key=${INGEST_KEY}`, {
      method: 'POST',
      body: new Uint8Array(
        gzipSync(lines.map((line) => (line === undefined ? '' : JSON.stringify(line))).join('\n')),
      ),
    });
    expect(sent.status).toBe(200);
    await untilApi<SessionDetail>(
      `${stack.url}/api/sessions/${hostile}`,
      ({ counts }) => counts.segments > 0,
    );
  });

  it('runs nothing of it and asks nobody', async () => {
    const html = await exported(hostile, 'format=html');
    expect(html).not.toContain('window.top.ran');
    const { page, close } = await openFile(html, 'hostile', false);
    const frame = page.getByRole('region', { name: 'Replay' }).locator('iframe');
    await frame.contentFrame().getByText('A hostile page').waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin');
    await page.getByRole('tab', { name: 'Console and logs' }).click();
    await page.getByRole('region', { name: 'Console and logs' }).getByText('<script>').first().waitFor();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await page.title()).not.toBe('ran');
    await close();
    expect(canary.heard).toEqual([]);
    await fetch(`${canary.url}/heard`);
    expect(canary.heard).toEqual(['/heard']);
  });
});
