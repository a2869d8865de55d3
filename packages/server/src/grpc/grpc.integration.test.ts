import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { newSpanId, newTraceId, type Trace } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GRPC_LIMITS } from '../limits.ts';
import { otlpProtobuf } from '../testing/otlpMessages.ts';
import { exportSpans, span } from '../testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from '../testing/serverProcess.ts';

let server: ServerProcess;
let client: Client;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder());
  client = new Client(server.grpcAddress, credentials.createInsecure(), {
    'grpc.max_send_message_length': -1,
  });
});

afterAll(async () => {
  client.close();
  await server.stop();
  await removeFolder(server.data);
});

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const asItIs = (bytes: Buffer) => bytes;

function call(path: string, body: Buffer, headers: Record<string, string> = {}): Promise<Buffer> {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return new Promise((resolve, reject) =>
    client.makeUnaryRequest(path, asItIs, asItIs, body, metadata, (error, answer) =>
      error ? reject(error) : resolve(answer as Buffer),
    ),
  );
}

async function refusal(calling: Promise<unknown>): Promise<ServiceError> {
  return calling.then(
    () => Promise.reject(new Error('was taken')),
    (error: ServiceError) => error,
  );
}

const key = { authorization: `Bearer ${TEST_KEY}` };
const body = () => otlpProtobuf('traces', exportSpans({ 'service.name': 'a' }, [span(1, 2)]));

it.each([
  ['no key', body, {}, status.UNAUTHENTICATED],
  ['a wrong key', body, { authorization: 'Bearer no' }, status.UNAUTHENTICATED],
  ['what is no Protobuf', () => Buffer.from([0x0a, 0xff, 0x01]), key, status.INVALID_ARGUMENT],
  [
    'a message over the size',
    () => Buffer.alloc(GRPC_LIMITS.messageBytes + 1),
    key,
    status.RESOURCE_EXHAUSTED,
  ],
])('refuses %s', async (_name, make, headers, code) => {
  const error = await refusal(call(EXPORT, make(), headers));
  expect(error.code).toBe(code);
  expect(error.details).toMatch(/\w{3}/);
});

it('tells a refusal as google.rpc.Status in the trailers', async () => {
  const error = await refusal(call(EXPORT, body()));
  const [details] = error.metadata.get('grpc-status-details-bin');
  expect(Buffer.from(details as Buffer).subarray(0, 2)).toEqual(Buffer.from([0x08, status.UNAUTHENTICATED]));
});

it('answers a call that it does not have with UNIMPLEMENTED', async () => {
  expect((await refusal(call('/some.Service/Method', body(), key))).code).toBe(status.UNIMPLEMENTED);
});

it('takes the key as x-throughline-key, and goes on after all that', async () => {
  const traceId = newTraceId();
  const request = exportSpans({ 'service.name': 'a' }, [span(1, 2, { traceId, spanId: newSpanId() })]);
  const answer = await call(EXPORT, otlpProtobuf('traces', request), { 'x-throughline-key': TEST_KEY });
  expect(answer).toHaveLength(0);
  await eventually<Trace>(`${server.url}/api/traces/${traceId}`, ({ spans }) => spans?.length === 1);
});

it('answers health checks', async () => {
  const check = (service: string) =>
    call('/grpc.health.v1.Health/Check', Buffer.from([0x0a, service.length, ...Buffer.from(service)]));
  const serving = Buffer.from([0x08, 0x01]);
  expect(await call('/grpc.health.v1.Health/Check', Buffer.alloc(0))).toEqual(serving);
  expect(await check('opentelemetry.proto.collector.logs.v1.LogsService')).toEqual(serving);
  expect((await refusal(check('no.such.Service'))).code).toBe(status.NOT_FOUND);
});

it('takes the metrics of an SDK with its defaults without an error', async () => {
  const metadata = new Metadata();
  metadata.set('authorization', key.authorization);
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url: `http://${server.grpcAddress}`, metadata }),
  });
  const provider = new MeterProvider({ readers: [reader] });
  provider.getMeter('test').createCounter('sold').add(1);
  await expect(provider.forceFlush()).resolves.toBeUndefined();
  await provider.shutdown();
});

it('says which setting to change when its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const data = await temporaryFolder();
  await expect(startServerProcess(data, ['--grpc-port', String(port)])).rejects.toThrow(
    `port ${port} is taken; stop what listens there or give another --grpc-port`,
  );
  other.close();
  await removeFolder(data);
});

it('is switched off by --grpc-port off', async () => {
  const quiet = await startServerProcess(await temporaryFolder(), ['--grpc-port', 'off']);
  expect(quiet.grpcAddress).toBe('');
  await quiet.stop();
  await removeFolder(quiet.data);
});
