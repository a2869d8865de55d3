import { gunzipSync } from 'node:zlib';
import { visitCheckout } from '@throughline/example-checkout';
import type { SessionDetail } from '@throughline/format';
import { expect, it } from 'vitest';
import { startStack, untilApi } from './stack.ts';
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

it('never lets a typed card number or password leave the browser, nor reach the disk', async () => {
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

  for (const secret of SECRETS) {
    expect(
      wire.filter((bytes) => bytes.includes(secret)),
      `${secret} on the wire`,
    ).toEqual([]);
    expect(await placesOf(stack.data, secret), `${secret} on the disk`).toEqual([]);
  }
  await stack.removeData();
});
