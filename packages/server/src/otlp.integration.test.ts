import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, trace as traceApi } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { fromAnyValue, type Trace } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder());
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

it('keeps every type of value that an unmodified OpenTelemetry SDK sends', async () => {
  const headers = { authorization: `Bearer ${TEST_KEY}` };
  const resource = resourceFromAttributes({ 'service.name': 'payment', 'process.pid': 42 });
  const tracers = new BasicTracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${server.url}/v1/traces`, headers })),
    ],
  });
  const loggers = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        exporter: new OTLPLogExporter({ url: `${server.url}/v1/logs`, headers }),
      }),
    ],
  });
  const session = randomUUID();
  const span = tracers.getTracer('test', '1.2.3').startSpan('charge', {
    attributes: {
      'session.id': session,
      text: 'grüße',
      empty: '',
      whole: 7,
      half: 0.5,
      yes: true,
      no: false,
      'not a number': Number.NaN,
      list: ['a', 'b'],
      numbers: [1, 2.5],
    },
  });
  span.addEvent('retry', { attempt: 2 });
  span.recordException(new RangeError('too much'));
  span.setStatus({ code: 2, message: 'failed' });
  span.end();
  const { traceId, spanId } = span.spanContext();
  loggers.getLogger('test').emit({
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    context: traceApi.setSpan(ROOT_CONTEXT, span),
    body: { nested: { deep: ['x', 1, true, null] } },
    attributes: { 'session.id': session, bytes: new Uint8Array([1, 2, 255]) },
  });
  await tracers.shutdown();
  await loggers.shutdown();

  const trace = await eventually<Trace>(
    `${server.url}/api/traces/${traceId}`,
    ({ spans, logs }) => spans?.length === 1 && logs.length === 1,
  );
  expect(trace.spans[0]).toMatchObject({
    traceId,
    spanId,
    parentSpanId: '',
    sessionId: session,
    service: 'payment',
    name: 'charge',
    status: { code: 'error', message: 'failed' },
    scope: { name: 'test', version: '1.2.3' },
    resource: { 'process.pid': { intValue: '42' } },
    attributes: {
      text: { stringValue: 'grüße' },
      empty: { stringValue: '' },
      whole: { intValue: '7' },
      half: { doubleValue: 0.5 },
      yes: { boolValue: true },
      no: { boolValue: false },
      'not a number': { doubleValue: 'NaN' },
      list: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } },
      numbers: { arrayValue: { values: [{ intValue: '1' }, { doubleValue: 2.5 }] } },
    },
    events: [
      { name: 'retry', attributes: { attempt: { intValue: '2' } } },
      { name: 'exception', attributes: { 'exception.type': { stringValue: 'RangeError' } } },
    ],
  });

  expect(trace.logs[0]).toMatchObject({
    spanId,
    severityNumber: 13,
    severityText: 'WARN',
    attributes: { bytes: { bytesValue: 'AQL/' } },
  });
  expect(fromAnyValue(trace.logs[0]?.body)).toEqual({ nested: { deep: ['x', 1, true, null] } });

  const timeline = await eventually<{ items: { kind: string; title: string; severity: string }[] }>(
    `${server.url}/api/sessions/${session}/timeline`,
    ({ items }) => items?.length === 2,
  );
  expect(timeline.items.map(({ kind, severity }) => `${kind} ${severity}`).sort()).toEqual([
    'log warning',
    'span error',
  ]);
});
