import { ATTRIBUTES, SEVERITY } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OtlpSink, type SinkLog } from '../../testing/otlpSink.ts';
import { buildPackage, TestApp } from '../../testing/testApp.ts';

const WAIT = { timeout: 45_000 };
const MINUTE_MS = 60_000;
const LOGGERS = ['pino', 'pinoChild', 'winston', 'bunyan'];
const sink = new OtlpSink();
let app: TestApp;
let url: string;

beforeAll(async () => {
  await buildPackage();
  app = new TestApp('debugLogs.mjs', {
    THROUGHLINE_ENDPOINT: await sink.start(),
    OTEL_SERVICE_NAME: 'shop',
    OTEL_BLRP_SCHEDULE_DELAY: '100',
  });
  url = await app.url();
});
afterAll(() => {
  app.kill('SIGKILL');
  sink.stop();
});

/** Has the server tell of an incident for so long; gives back when it ends. */
function begin(duration: number): number {
  const until = Date.now() + duration;
  sink.incidents = [{ id: 'incident-1', until, scope: { route: '/in/*' } }];
  return until;
}

/** A caller that claims what the service has not heard of makes it ask. */
const claim = () => ({ 'x-incident-mode-until': String(Date.now() + 2 * MINUTE_MS) });

/** Lets a logger write in a new session; gives back what of it came, and how often a field was made ready to be written. */
async function write(path: string, headers: Record<string, string> = {}) {
  const session = crypto.randomUUID();
  const answer = await fetch(`${url}/${path}`, { headers: { 'x-session-id': session, ...headers } });
  const serialized = Number(await answer.text());
  const ofSession = (log: SinkLog) => log.attributes[ATTRIBUTES.sessionId] === session;
  await vi.waitFor(
    () => expect(sink.logs.filter(ofSession).map(({ body }) => body)).toContain('written'),
    WAIT,
  );
  const records = sink.logs.filter(ofSession).filter(({ body }) => String(body).startsWith('looked up'));
  return { records, serialized, session };
}

describe('what the level of a logger drops', () => {
  test.each(LOGGERS)('is not sent outside of an incident by %s, and not even formatted', async (logger) => {
    const { records, serialized } = await write(`in/${logger}`);
    expect(records).toEqual([]);
    expect(serialized).toBe(0);
  });

  test('is sent within one, with level, fields, trace and session', async () => {
    begin(MINUTE_MS);
    await vi.waitFor(async () => expect((await write('in/pino', claim())).records).not.toEqual([]), WAIT);

    const { records: byPino, session } = await write('in/pino');
    expect(byPino).toMatchObject([
      { severityNumber: SEVERITY.debug, severityText: 'debug', body: 'looked up' },
      { severityNumber: SEVERITY.trace, body: 'looked up deeply' },
    ]);
    expect(byPino[0]?.attributes).toMatchObject({ order: 7, [ATTRIBUTES.sessionId]: session });
    expect(byPino[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
    const { records: byChild } = await write('in/pinoChild');
    expect(byChild).toMatchObject([{ severityNumber: SEVERITY.info, body: 'looked up' }]);
    expect(byChild[0]?.attributes).toMatchObject({ order: 7, part: 'stock', password: '[redacted]' });
    for (const logger of ['winston', 'bunyan']) {
      const { records } = await write(`in/${logger}`);
      expect(records).toMatchObject([
        { severityNumber: SEVERITY.debug, body: 'looked up' },
        { severityNumber: SEVERITY.trace, body: 'looked up deeply' },
      ]);
      expect(records[0]?.attributes.order).toBe(7);
    }
  });

  test('is sent of the traces in its scope alone', async () => {
    for (const logger of LOGGERS) expect((await write(`apart/${logger}`)).records).toEqual([]);
  });

  test("is never in the application's own output", () => {
    expect(app.stdout).toContain('written');
    expect(app.stdout).not.toContain('looked up');
  });

  test('is dropped again when its time is over, though the server never said so', async () => {
    const { asked } = sink;
    const until = begin(1_000);
    await vi.waitFor(async () => {
      await write('apart/console', claim());
      expect(sink.asked).toBeGreaterThan(asked);
    }, WAIT);
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(until), WAIT);
    await vi.waitFor(async () => expect((await write('in/pino')).records).toEqual([]), WAIT);
    const before = (await write('apart/console')).serialized;
    for (const logger of LOGGERS)
      expect(await write(`in/${logger}`)).toMatchObject({ records: [], serialized: before });
  });
});

test('what no level drops is sent at any time: console.debug', async () => {
  expect((await write('apart/console')).records).toMatchObject([{ severityNumber: SEVERITY.debug }]);
});
