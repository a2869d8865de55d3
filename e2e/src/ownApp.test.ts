import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionDetail } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { INGEST_KEY, type Stack, startStack, untilApi } from './stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack.stop();
  await stack.removeData();
});

it('records a page that has nothing but the script tag of the README', async () => {
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Mine</title>
      <script src="${stack.url}/throughline.js"></script>
      <script>window.throughline = Throughline.init({ endpoint: '${stack.url}', key: '${INGEST_KEY}', service: 'mine' });</script>
      <h1>Mine</h1><button>Go</button>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const page = await stack.browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await page.getByRole('button', { name: 'Go' }).click();
  const session = await page.evaluate(() =>
    (globalThis as unknown as { throughline: { sessionId(): string } }).throughline.sessionId(),
  );
  await page.close({ runBeforeUnload: true });
  site.close();
  const detail = await untilApi<SessionDetail>(
    `${stack.url}/api/sessions/${session}`,
    ({ counts }) => counts.clicks === 1,
  );
  expect(detail).toMatchObject({
    services: ['mine'],
    counts: { segments: expect.any(Number), navigations: 1 },
  });
});
