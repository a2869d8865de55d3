import { randomBytes, randomUUID } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import { createTraceState, ROOT_CONTEXT, TraceFlags, trace as traceApi } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as GrpcLogExporter } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter as GrpcTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { type AnyValue, fromAnyValue, type Trace } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otlpProtobuf } from './testing/otlpMessages.ts';
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

/** OTLP's `SpanFlags`: it is known whether the parent was remote, and it was. */
const REMOTE_PARENT = 0x300;

interface Exporters {
  traces: SpanExporter;
  logs: LogRecordExporter;
}

const headers = { authorization: `Bearer ${TEST_KEY}` };
/** JSON cannot write NaN as a number; the SDK's JSON writes null, so an empty value arrives. */
const NAN_BY_JSON = {};

const protocols: [string, object, () => Exporters][] = [
  [
    'HTTP and Protobuf',
    { doubleValue: 'NaN' },
    () => ({
      traces: new ProtobufTraceExporter({ url: `${server.url}/v1/traces`, headers }),
      logs: new ProtobufLogExporter({ url: `${server.url}/v1/logs`, headers }),
    }),
  ],
  [
    'HTTP and JSON',
    NAN_BY_JSON,
    () => ({
      traces: new JsonTraceExporter({ url: `${server.url}/v1/traces`, headers }),
      logs: new JsonLogExporter({ url: `${server.url}/v1/logs`, headers }),
    }),
  ],
  ...(['none', 'gzip'] as const).map((compression): [string, object, () => Exporters] => [
    `gRPC, compression ${compression}`,
    { doubleValue: 'NaN' },
    () => {
      const metadata = new Metadata();
      metadata.set('authorization', headers.authorization);
      const options = {
        url: `http://${server.grpcAddress}`,
        metadata,
        compression: compression as CompressionAlgorithm,
      };
      return { traces: new GrpcTraceExporter(options), logs: new GrpcLogExporter(options) };
    },
  ]),
];

it.each(protocols)(
  'keeps every field that an unmodified OpenTelemetry SDK sends by %s',
  async (_name, notANumber, open) => {
    const exporters = open();
    const resource = resourceFromAttributes(
      { 'service.name': 'payment', 'process.pid': 42 },
      { schemaUrl: 'https://schema.test/resource' },
    );
    const tracers = new BasicTracerProvider({
      resource,
      spanLimits: {
        attributeCountLimit: 10,
        eventCountLimit: 2,
        linkCountLimit: 1,
        attributePerEventCountLimit: 2,
        attributePerLinkCountLimit: 2,
      },
      spanProcessors: [new BatchSpanProcessor(exporters.traces)],
    });
    const loggers = new LoggerProvider({
      resource,
      logRecordLimits: { attributeCountLimit: 2 },
      processors: [new BatchLogRecordProcessor({ exporter: exporters.logs })],
    });
    const session = randomUUID();
    const parent = {
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      traceFlags: TraceFlags.SAMPLED,
      traceState: createTraceState('vendor=1'),
      isRemote: true,
    };
    const linked = {
      ...parent,
      traceId: randomBytes(16).toString('hex'),
      traceState: createTraceState('other=2'),
    };
    const tracer = tracers.getTracer('test', '1.2.3', { schemaUrl: 'https://schema.test/scope' });
    const span = tracer.startSpan(
      'charge',
      {
        links: [{ context: parent }],
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
      },
      traceApi.setSpanContext(ROOT_CONTEXT, parent),
    );
    // Beyond the limit the older link and the older event go.
    span.addLink({ context: linked, attributes: { why: 'retry', one: 1, two: 2 } });
    span.setAttributes({ 'one too many': 1, 'two too many': 2 });
    span.addEvent('dropped');
    span.addEvent('retry', { attempt: 2, one: 1, 'too many': 2 });
    span.recordException(new RangeError('too much'));
    span.setStatus({ code: 2, message: 'failed' });
    span.end();
    const { traceId, spanId } = span.spanContext();
    loggers.getLogger('test', '2.0.0', { schemaUrl: 'https://schema.test/logs' }).emit({
      severityNumber: SeverityNumber.WARN,
      severityText: 'WARN',
      context: traceApi.setSpan(ROOT_CONTEXT, span),
      body: { nested: { deep: ['x', 1, true, null] } },
      attributes: { 'session.id': session, bytes: new Uint8Array([1, 2, 255]), 'too many': 1 },
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
      parentSpanId: parent.spanId,
      traceState: 'vendor=1',
      flags: REMOTE_PARENT | TraceFlags.SAMPLED,
      sessionId: session,
      service: 'payment',
      name: 'charge',
      kind: 'internal',
      status: { code: 'error', message: 'failed' },
      scope: { name: 'test', version: '1.2.3', schemaUrl: 'https://schema.test/scope' },
      resource: { 'process.pid': { intValue: '42' } },
      resourceSchemaUrl: 'https://schema.test/resource',
      droppedAttributesCount: 2,
      droppedEventsCount: 1,
      droppedLinksCount: 1,
      attributes: {
        text: { stringValue: 'grüße' },
        empty: { stringValue: '' },
        whole: { intValue: '7' },
        half: { doubleValue: 0.5 },
        yes: { boolValue: true },
        no: { boolValue: false },
        'not a number': notANumber,
        list: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } },
        numbers: { arrayValue: { values: [{ intValue: '1' }, { doubleValue: 2.5 }] } },
      },
      events: [
        { name: 'retry', attributes: { attempt: { intValue: '2' } }, droppedAttributesCount: 1 },
        { name: 'exception', attributes: { 'exception.type': { stringValue: 'RangeError' } } },
      ],
      links: [
        {
          traceId: linked.traceId,
          spanId: linked.spanId,
          traceState: 'other=2',
          flags: REMOTE_PARENT | TraceFlags.SAMPLED,
          attributes: { why: { stringValue: 'retry' }, one: { intValue: '1' } },
          droppedAttributesCount: 1,
        },
      ],
    });

    expect(trace.logs[0]).toMatchObject({
      spanId,
      severityNumber: 13,
      severityText: 'WARN',
      flags: TraceFlags.SAMPLED,
      scope: { name: 'test', version: '2.0.0', schemaUrl: 'https://schema.test/logs' },
      attributes: { bytes: { bytesValue: 'AQL/' } },
      droppedAttributesCount: 1,
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
  },
);

describe('what SDKs seldom send', () => {
  const value = (value: AnyValue) => value;
  const attributes: Record<string, AnyValue> = {
    largest: value({ intValue: '9223372036854775807' }),
    smallest: value({ intValue: '-9223372036854775808' }),
    'beyond 2^53': value({ intValue: '9007199254740993' }),
    'not a number': value({ doubleValue: 'NaN' }),
    infinite: value({ doubleValue: '-Infinity' }),
    tiny: value({ doubleValue: 5e-324 }),
    'empty text': value({ stringValue: '' }),
    'no value': value({}),
    'no bytes': value({ bytesValue: '' }),
    bytes: value({ bytesValue: 'AAEC/w==' }),
    'empty list': value({ arrayValue: { values: [] } }),
    nested: value({
      kvlistValue: {
        values: [
          { key: 'list', value: { arrayValue: { values: [{ intValue: '9007199254740993' }, {}] } } },
          { key: 'bytes', value: { bytesValue: 'AAEC/w==' } },
          { key: 'deeper', value: { kvlistValue: { values: [{ key: '', value: { stringValue: '' } }] } } },
        ],
      },
    }),
  };
  const pairs = Object.entries(attributes).map(([key, value]) => ({ key, value }));
  const resource = { attributes: pairs, droppedAttributesCount: 1 };
  const scope = { name: 'by hand', version: '0', attributes: pairs, droppedAttributesCount: 2 };
  const start = '1790000000000000001';
  const end = '1790000000000000002';
  const ids = () => ({ traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') });
  const fromResource = {
    service: 'unknown_service',
    resource: attributes,
    resourceDroppedAttributesCount: 1,
    resourceSchemaUrl: 'r',
    scope: { name: 'by hand', version: '0', attributes, droppedAttributesCount: 2, schemaUrl: 's' },
  };

  const send = async (signal: 'traces' | 'logs', encoding: 'json' | 'protobuf', body: object) => {
    const response = await fetch(`${server.url}/v1/${signal}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': `application/${encoding === 'json' ? 'json' : 'x-protobuf'}` },
      body: encoding === 'json' ? JSON.stringify(body) : new Uint8Array(otlpProtobuf(signal, body)),
    });
    expect(response.status).toBe(200);
  };

  it.each(['json', 'protobuf'] as const)('comes back as it was sent, by %s', async (encoding) => {
    const { traceId, spanId } = ids();
    const other = ids();
    const span = {
      traceId,
      spanId,
      parentSpanId: other.spanId,
      traceState: 'a=b',
      flags: 0x101,
      name: 'by hand',
      kind: 5,
      startTimeUnixNano: start,
      endTimeUnixNano: end,
      attributes: pairs,
      droppedAttributesCount: 4_294_967_295,
      events: [{ timeUnixNano: end, name: '', attributes: pairs, droppedAttributesCount: 3 }],
      droppedEventsCount: 4,
      links: [{ ...other, traceState: 'c=d', flags: 0x201, attributes: pairs, droppedAttributesCount: 5 }],
      droppedLinksCount: 6,
      status: { code: 1, message: 'fine' },
    };
    await send('traces', encoding, {
      resourceSpans: [{ resource, schemaUrl: 'r', scopeSpans: [{ scope, schemaUrl: 's', spans: [span] }] }],
    });
    const logRecord = {
      timeUnixNano: start,
      observedTimeUnixNano: end,
      severityNumber: 24,
      severityText: 'worst',
      eventName: 'by.hand',
      body: attributes.nested,
      attributes: pairs,
      droppedAttributesCount: 7,
      flags: 1,
      traceId,
      spanId,
    };
    await send('logs', encoding, {
      resourceLogs: [
        { resource, schemaUrl: 'r', scopeLogs: [{ scope, schemaUrl: 's', logRecords: [logRecord] }] },
      ],
    });
    const trace = await eventually<Trace>(
      `${server.url}/api/traces/${traceId}`,
      ({ spans, logs }) => spans?.length === 1 && logs.length === 1,
    );
    expect(trace.spans[0]).toEqual({
      ...span,
      ...fromResource,
      sessionId: '',
      kind: 'consumer',
      status: { code: 'ok', message: 'fine' },
      attributes,
      events: [{ ...span.events[0], attributes }],
      links: [{ ...span.links[0], attributes }],
    });
    expect(trace.logs[0]).toEqual({
      ...logRecord,
      ...fromResource,
      id: expect.any(String),
      sessionId: '',
      attributes,
    });
  });
});
