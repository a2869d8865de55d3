import { ATTRIBUTES, SEVERITY } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OtlpSink, type SinkLog } from '../testing/otlpSink.ts';
import { buildPackage, TestApp } from '../testing/testApp.ts';

const WAIT = { timeout: 45_000 };
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const sink = new OtlpSink();
const apps: TestApp[] = [];
let endpoint: string;

beforeAll(async () => {
  await buildPackage();
  endpoint = await sink.start();
});
afterAll(() => {
  for (const app of apps) app.kill('SIGKILL');
  sink.stop();
});

function start(env: Record<string, string> = {}): TestApp {
  const app = new TestApp('logs.mjs', {
    THROUGHLINE_ENDPOINT: endpoint,
    OTEL_BLRP_SCHEDULE_DELAY: '100',
    ...env,
  });
  apps.push(app);
  return app;
}

/** Lets `library` write its lines in a new session; gives back the session. */
async function write(app: TestApp, library: string): Promise<string> {
  const session = crypto.randomUUID();
  await (
    await fetch(`${await app.url()}/${library}`, { headers: { traceparent, 'x-session-id': session } })
  ).text();
  return session;
}

function recordsOf(session: string): SinkLog[] {
  return sink.logs.filter((log) => log.attributes[ATTRIBUTES.sessionId] === session);
}

describe('a log library', () => {
  let app: TestApp;
  beforeAll(() => {
    app = start();
  });

  test.each(['console', 'pino', 'winston', 'bunyan'])(
    '%s sends its records with level, fields, error, trace and session',
    async (library) => {
      const session = await write(app, library);
      await vi.waitFor(() => expect(recordsOf(session)).toHaveLength(2), WAIT);
      const [taken, failed] = recordsOf(session);
      for (const record of [taken, failed])
        expect(record).toMatchObject({ traceId, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
      expect(taken?.severityNumber).toBe(SEVERITY.info);
      expect(failed?.severityNumber).toBe(SEVERITY.error);
      expect(String(taken?.body)).toMatch(/^order taken/);
      expect(String(failed?.body)).toMatch(/^no stock/);
      if (library !== 'console') expect(taken?.attributes.order).toBe(7);
      for (const repeated of ['trace_id', 'span_id', 'session_id', 'stack'])
        expect(taken?.attributes).not.toHaveProperty(repeated);
      expect(failed?.attributes).toMatchObject({
        [ATTRIBUTES.exceptionType]: 'RangeError',
        [ATTRIBUTES.exceptionMessage]: expect.stringContaining('none left'),
        [ATTRIBUTES.exceptionStacktrace]: expect.stringContaining('logs.mjs'),
      });
    },
  );

  test.each(['consoleJson', 'pino', 'winston', 'bunyan'])(
    "names trace, span and session in the application's own output of %s, which stays JSON",
    async (library) => {
      const session = await write(app, library);
      const line = await vi.waitFor(() => {
        const found = app.stdout.split('\n').find((each) => each.includes(session));
        if (found === undefined) throw new Error('the line was not printed');
        return JSON.parse(found);
      }, WAIT);
      expect(line).toMatchObject({
        order: 7,
        trace_id: traceId,
        span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
        session_id: session,
      });
    },
  );

  test('names them at the end of a line of the console', async () => {
    const session = await write(app, 'console');
    const line = new RegExp(
      `^order taken \\{ order: 7 \\} trace_id=${traceId} span_id=[0-9a-f]{16} session_id=${session}$`,
      'm',
    );
    await vi.waitFor(() => expect(app.stdout).toMatch(line), WAIT);
  });
});

test.each(['console', 'pino', 'winston', 'bunyan'])(
  'with THROUGHLINE_LOG_FIELDS=off the output of %s stays as it was, and the records are joined all the same',
  async (library) => {
    const [app = start({ THROUGHLINE_LOG_FIELDS: 'off' })] = apps.slice(1);
    const session = await write(app, library);
    await vi.waitFor(() => expect(recordsOf(session)).toHaveLength(2), WAIT);
    expect(recordsOf(session).map((record) => record.traceId)).toEqual([traceId, traceId]);
    expect(app.stdout + app.stderr).not.toContain(session);
  },
);
