import { ATTRIBUTES, isSessionId } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SessionContext } from '../context/sessionContext.ts';
import { startEchoService } from '../testing/echoService.ts';
import { layOutExpress4 } from '../testing/express4.ts';
import { buildNextApp, NEXT_LISTENING, NEXT_VERSION } from '../testing/nextApp.ts';
import { OtlpSink } from '../testing/otlpSink.ts';
import { type Row, tableOfPage, withVersion } from '../testing/propagationPage.ts';
import { buildPackage, TestApp } from '../testing/testApp.ts';

const SERVER = 2;

await buildPackage();
/** `undefined` where it is not to be had. */
const nextApp = await buildNextApp();

const ALL = [
  { framework: 'Express 4', file: 'express4', package: 'express4', middleware: 'correlation()' },
  { framework: 'Express 5', file: 'express', package: 'express', middleware: 'correlation()' },
  { framework: 'Fastify 5', file: 'fastify', package: 'fastify', middleware: 'fastifyCorrelation' },
  { framework: 'Koa 3', file: 'koa', package: 'koa', middleware: 'koaCorrelation()' },
  // OpenTelemetry does not know Hono's routes.
  { framework: 'Hono 4', file: 'hono', package: 'hono', middleware: 'honoCorrelation()', spanName: 'POST' },
  { framework: 'NestJS 11', file: 'nest', package: '@nestjs/core', middleware: 'correlation()' },
  {
    framework: 'Next.js 16',
    file: 'next',
    package: 'next',
    middleware: 'withCorrelation(handler)',
    // A span of Next's own is named by the route.
    spanName: 'POST /orders/[id]',
  },
];
const FRAMEWORKS = ALL.filter(({ file }) => file !== 'next' || nextApp !== undefined);
/** What was found, for the page. */
const rows = new Map<string, Row>();

interface Answer {
  context: SessionContext;
  downstream: Record<string, string>;
  headers: Record<string, string>;
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const sink = new OtlpSink();
const running: { stop(): void }[] = [];
let environment: Record<string, string>;
let express4: string;

beforeAll(async () => {
  express4 = await layOutExpress4();
  const echo = await startEchoService();
  environment = {
    THROUGHLINE_ENDPOINT: await sink.start(),
    DOWNSTREAM: echo.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BLRP_SCHEDULE_DELAY: '100',
  };
  running.push(echo, sink);
});
afterAll(() => {
  for (const each of running.splice(0)) each.stop();
});
function start(file: string, env: Record<string, string>, flags?: string[]): Promise<string> {
  const isNext = file === 'next';
  const path = file === 'express4' ? express4 : `frameworks/${file}.mjs`;
  const app = new TestApp(isNext && nextApp ? nextApp : path, { ...environment, ...env }, flags);
  running.push({ stop: () => app.kill('SIGKILL') });
  return isNext ? app.url(NEXT_LISTENING) : app.url();
}

async function order(url: string, headers: Record<string, string>) {
  const response = await fetch(`${url}/orders/7`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"copies":1}',
  });
  return { answer: (await response.json()) as Answer, answered: response.headers.get('x-session-id') };
}

describe.each(FRAMEWORKS)('$framework with the register flag alone', ({ framework, file, spanName }) => {
  const service = framework;
  let url: string;
  beforeAll(async () => {
    url = await start(file, { OTEL_SERVICE_NAME: service });
  });

  test('takes session and trace to its spans, its lines and the service behind', async () => {
    const session = crypto.randomUUID();
    const { answer } = await order(url, { traceparent, baggage: `shop=1,session.id=${session}` });
    expect(answer.downstream['x-session-id']).toBe(session);
    expect(answer.downstream.baggage).toContain(`session.id=${session}`);
    expect(answer.downstream.traceparent).toContain(traceId);

    const serverSpans = () => sink.spans.filter((each) => each.service === service && each.kind === SERVER);
    const names = () => serverSpans().map(({ name }) => name);
    await vi.waitFor(() => expect(names()).toContain(spanName ?? 'POST /orders/:id'), 15_000);
    const span = serverSpans().find(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331');
    expect(span?.traceId).toBe(traceId);
    expect(span?.attributes[ATTRIBUTES.sessionId]).toBe(session);
    const line = await vi.waitFor(() => {
      const found = sink.logs.find((each) => each.service === service && each.body === 'order 7');
      expect(found).toBeDefined();
      return found;
    }, 15_000);
    expect(line).toMatchObject({ traceId, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(line?.attributes[ATTRIBUTES.sessionId]).toBe(session);
  });

  test('passes on no malformed id', async () => {
    const { answer } = await order(url, {
      traceparent: '00-zzz-1-01',
      tracestate: 'vendor=1',
      baggage: 'shop=1,session.id=%3Cscript%3E',
      'x-session-id': '../../etc/passwd',
    });
    expect(answer.downstream).not.toHaveProperty('x-session-id');
    expect(answer.downstream).not.toHaveProperty('tracestate');
    expect(answer.downstream.baggage).toBe('shop=1');
    expect(answer.downstream.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    rows.set(framework, [framework, 'the register flag alone', `\`${spanName ?? 'POST /orders/:id'}\``]);
  });
});

describe.each(FRAMEWORKS)(
  '$framework with correlation()',
  ({ framework, file, middleware, package: packageName }) => {
    let url: string;
    beforeAll(async () => {
      url = await start(file, { CORRELATION: '1' }, []);
    });

    test('continues the session and trace that the request names', async () => {
      const session = crypto.randomUUID();
      const { answer, answered } = await order(url, { traceparent, 'x-session-id': session });
      expect(answer.context).toMatchObject({ sessionId: session, traceId });
      expect(answer.downstream).toMatchObject({ 'x-session-id': session, traceparent });
      expect(answer.downstream.baggage).toContain(`session.id=${session}`);
      expect(answered).toBe(session);
    });

    test.each([
      ['missing', {}],
      [
        'malformed',
        { traceparent: 'no', tracestate: 'vendor=1', 'x-session-id': '<b>', baggage: 'a=1,session.id=no' },
      ],
    ])('makes anew what is %s', async (kind, headers) => {
      const { answer, answered } = await order(url, headers);
      const { sessionId, traceId } = answer.context;
      expect(isSessionId(sessionId)).toBe(true);
      expect(answered).toBe(sessionId);
      for (const seen of [answer.headers, answer.downstream]) {
        expect(seen['x-session-id']).toBe(sessionId);
        expect(seen.baggage).toContain(`session.id=${sessionId}`);
        expect(seen.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
        expect(seen).not.toHaveProperty('tracestate');
      }
      if (kind !== 'malformed') return;
      const [name = '', ...found] = rows.get(framework) ?? [];
      const version =
        packageName === 'next'
          ? `\`next\` ${NEXT_VERSION}`
          : (await withVersion(packageName)).replace('express4', 'express');
      rows.set(framework, [name, version, ...found, `\`${middleware}\``]);
    });
  },
);

test('docs/user/propagation.md says what was found', async () => {
  const { written, found } = await tableOfPage(
    'frameworks',
    [...rows.values()],
    FRAMEWORKS.length === ALL.length,
  );
  expect(written).toEqual(found);
});
