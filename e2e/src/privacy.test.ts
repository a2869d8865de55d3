import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { visitCheckout } from '@throughline/example-checkout';
import type { SessionDetail } from '@throughline/format';
import type { BrowserContext } from 'playwright-core';
import { expect, it } from 'vitest';
import { INGEST_KEY, startStack, untilApi } from './stack.ts';
import { placesOf } from './storedText.ts';

const CARD = '5555 5555 5555 4444';
const PASSWORD = 'plum-Tundra-7731';
/** The card number as it may be written, whole and in part; the password whole and in part. */
const SECRETS = [
  CARD,
  CARD.replaceAll(' ', ''),
  CARD.replaceAll(' ', '-'),
  '5555 5555',
  '55555555',
  PASSWORD,
  'Tundra',
];

/** Each search of the disk opens the engine anew, milliseconds. */
const LONGEST_MS = 240_000;
const MODES = ['inputs', 'text', 'strict'] as const;
const SDK = new URL('../../packages/browser/dist/', import.meta.url);

/** Visits a page that shows a person, recorded in a mode; each word in it says whether it may leave. Gives the session. */
async function visitMembers(
  context: BrowserContext,
  endpoint: string,
  privacy: (typeof MODES)[number],
): Promise<string> {
  const word = (shownIn: readonly string[]) => `${shownIn.includes(privacy) ? 'Shown' : 'Hidden'}${privacy}`;
  const options = JSON.stringify({
    endpoint,
    key: INGEST_KEY,
    service: 'members',
    storage: 'memory',
    privacy,
  });
  const html = `<!doctype html><title>Members</title>
    <script src="/throughline.iife.js"></script>
    <script>window.recording = Throughline.init(${options})</script>
    <style>p::after { content: "${word(['inputs'])}" }</style>
    <p title="${word(['inputs'])}">${word(['inputs'])}</p>
    <img src="data:image/png;base64,${word(['inputs', 'text'])}" alt="${word(['inputs'])}">
    <p data-throughline-unmask>${word(MODES)}</p><input value="${word([])}">
    <p data-throughline-mask>${word([])}</p>`;
  const site = createServer(({ url = '' }, response) => {
    const isScript = url.endsWith('.js');
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? readFileSync(new URL(`.${url}`, SDK)) : html);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/?q=${word([])}`);
  const session = await page.evaluate(async () => {
    const { recording } = window as unknown as { recording: { flush(): Promise<void>; sessionId(): string } };
    await recording.flush();
    return recording.sessionId();
  });
  await page.close({ runBeforeUnload: true });
  site.closeAllConnections();
  site.close();
  return session;
}

it(
  'lets no typed card number or password leave the browser or reach the disk, nor what a mode masks',
  async () => {
    const stack = await startStack();
    const pageBodies: Buffer[] = [];
    try {
      const context = await stack.browser.newContext();
      context.on('request', (request) => {
        const body = request.postDataBuffer();
        if (body) pageBodies.push(body);
        pageBodies.push(Buffer.from(`${request.url()}\n${JSON.stringify(request.headers())}`));
      });
      const page = await context.newPage();
      const session = await visitCheckout(page, {
        shopUrl: stack.checkout.shopUrl,
        basket: 'happy',
        cardNumber: CARD,
        password: PASSWORD,
      });
      await page.close({ runBeforeUnload: true });
      for (const mode of MODES) {
        const members = await visitMembers(context, stack.url, mode);
        await untilApi<SessionDetail>(
          `${stack.url}/api/sessions/${members}`,
          ({ counts }) => counts.segments > 0,
        );
      }
      await untilApi<SessionDetail>(
        `${stack.url}/api/sessions/${session}`,
        ({ counts, services }) => counts.segments > 0 && counts.clicks >= 4 && services.includes('receipts'),
      );
    } finally {
      await stack.stop();
    }

    const segments = stack.sentToServer.filter(({ path }) => path.startsWith('/v1/segments'));
    const wire = [
      ...pageBodies,
      ...stack.sentToServer.flatMap(({ body, path, headers }) => [
        body,
        Buffer.from(path + JSON.stringify(headers)),
      ]),
      ...stack.sentToServer
        .filter(({ body }) => body[0] === 0x1f && body[1] === 0x8b)
        .map(({ body }) => gunzipSync(body)),
    ];
    // What must be found, so that the search is seen to search.
    expect(segments.length).toBeGreaterThan(0);
    const recorded = segments.map(({ body }) => gunzipSync(body).toString()).join('\n');
    expect(recorded).toContain('Choose a password');
    expect(pageBodies.some((body) => body.includes('/api/payment'))).toBe(true);
    expect(await placesOf(stack.data, 'Choose a password')).toContain('replay_segments.data');
    expect(await placesOf(stack.data, 'charge attempt')).toContain('logs.body');

    for (const secret of SECRETS)
      expect(
        wire.filter((bytes) => bytes.includes(secret)),
        `${secret} on the wire`,
      ).toEqual([]);
    for (const mode of MODES)
      expect(await placesOf(stack.data, `Shown${mode}`)).toContain('replay_segments.data');
    expect(await placesOf(stack.data, ...SECRETS, ...MODES.map((mode) => `Hidden${mode}`))).toEqual([]);
    await stack.removeData();
  },
  LONGEST_MS,
);
