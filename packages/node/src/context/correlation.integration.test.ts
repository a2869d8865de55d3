import { isSessionId } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPackage, TestApp } from '../testing/testApp.ts';
import type { SessionContext } from './sessionContext.ts';

interface Seen {
  context: SessionContext;
  outgoing: Record<string, string>;
  headers: Record<string, string>;
}

const session = '11111111-1111-4111-8111-111111111111';
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

describe.each([
  ['without OpenTelemetry', []],
  ['with the register flag', ['--import', '@throughline/node/register']],
])('the middleware %s', (_, flags) => {
  let app: TestApp;
  let url: string;
  beforeAll(async () => {
    await buildPackage();
    app = new TestApp('plainMiddleware.mjs', { THROUGHLINE_ENDPOINT: 'http://127.0.0.1:9' }, flags);
    url = await app.url();
  });
  afterAll(() => app.kill('SIGKILL'));

  async function ask(headers: Record<string, string>) {
    const response = await fetch(url, { headers });
    return { seen: (await response.json()) as Seen, answered: response.headers.get('x-session-id') };
  }

  test('continues the session and trace that the request names', async () => {
    const { seen, answered } = await ask({ traceparent, baggage: `a=1,session.id=${session}` });
    expect(seen.context).toMatchObject({ sessionId: session, traceId });
    expect(seen.outgoing).toMatchObject({ 'x-session-id': session, traceparent: seen.context.traceparent });
    expect(seen.outgoing.baggage).toContain(`session.id=${session}`);
    expect(answered).toBe(session);
  });

  test.each([
    ['missing', {}],
    ['malformed', { traceparent: 'no', 'x-session-id': '<b>', baggage: 'a=1,session.id=no' }],
  ])('makes anew what is %s', async (_, headers) => {
    const { seen, answered } = await ask(headers);
    expect(isSessionId(seen.context.sessionId)).toBe(true);
    expect(answered).toBe(seen.context.sessionId);
    expect(seen.headers['x-session-id']).toBe(seen.context.sessionId);
    expect(seen.headers.baggage).toContain(`session.id=${seen.context.sessionId}`);
    expect(seen.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(seen.outgoing.traceparent).toContain(seen.context.traceId);
  });
});
