import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { openStore, SPAN_COLUMNS } from '@throughline/server/store';
import { Session } from 'chdb';
import { ExportTraceServiceRequest } from '../sent/otlpProtobuf.ts';

/**
 * The peer: what most collectors in JavaScript do. It decodes the message by protobufjs, makes a row of each span, and
 * inserts rows as JSONEachRow into the same tables of the same engine, as cheaply as the server lets it (`optimize_on_insert`). It acknowledges at once, without a sync. Says its
 * URL; on any message inserts what is left and answers its CPU time.
 */
const ROWS_AN_INSERT = 100_000;
const folder = await mkdtemp(join(tmpdir(), 'throughline-bench-conventional-'));
await (await openStore(folder)).close();
const session = new Session(join(folder, 'data'));
session.query('USE throughline');
const inflate = promisify(gunzip);

interface KeyValue {
  key: string;
  value?: { stringValue?: string; intValue?: string; boolValue?: boolean; doubleValue?: number };
}
interface Decoded {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: { scope: { name: string; version: string }; spans: DecodedSpan[] }[];
  }[];
}
interface DecodedSpan {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId: Uint8Array;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events: { timeUnixNano: string; name: string; attributes: KeyValue[] }[];
  status?: { code?: number; message?: string };
}

let rows: string[] = [];
let inserting: Promise<unknown> = Promise.resolve();
const started = process.cpuUsage();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const message = ExportTraceServiceRequest.decode(await inflate(Buffer.concat(chunks)));
    const decoded = ExportTraceServiceRequest.toObject(message, { longs: String, arrays: true }) as Decoded;
    for (const row of spanRows(decoded)) rows.push(JSON.stringify(row));
    if (rows.length >= ROWS_AN_INSERT) insertRows();
    response.writeHead(200).end();
  });
});

const COLUMNS: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(SPAN_COLUMNS).map(([name, type]) => [name, type.replace(/ CODEC.*$/, '')]),
  ),
  // JSON has no raw bytes, so ids come as hex.
  trace_id: 'String',
  span_ids: 'String',
};
const STRUCTURE = Object.entries(COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')
  .replaceAll("'", "\\'");

function insertRows(): void {
  const values = rows.join('\n');
  rows = [];
  const path = join(folder, 'rows.json');
  inserting = inserting
    .then(() => writeFile(path, values))
    .then(() =>
      session.queryAsync(`INSERT INTO spans (${Object.keys(COLUMNS).join(', ')})
        SELECT * REPLACE (unhex(trace_id) AS trace_id, unhex(span_ids) AS span_ids)
        FROM file('${path}', 'JSONEachRow', '${STRUCTURE}') SETTINGS optimize_on_insert = 0`),
    );
}

function* spanRows({ resourceSpans }: Decoded): Generator<Record<string, unknown>> {
  for (const { resource, scopeSpans } of resourceSpans) {
    const resourceTexts = texts(resource.attributes);
    const shared = { dropped: 0, schemaUrl: '' };
    const resourceJson = JSON.stringify({
      texts: resourceTexts,
      kinds: kinds(resource.attributes),
      ...shared,
    });
    for (const { scope, spans } of scopeSpans) {
      const scopeJson = JSON.stringify({ texts: {}, kinds: {}, ...shared, ...scope });
      for (const span of spans) {
        const attributes = texts(span.attributes);
        yield {
          project: 'default',
          trace_id: Buffer.from(span.traceId).toString('hex'),
          span_ids: Buffer.from(span.spanId).toString('hex') + parentOf(span),
          session_id: attributes['session.id'],
          service: resourceTexts['service.name'],
          name: span.name,
          kind: span.kind,
          start: span.startTimeUnixNano,
          duration: String(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)),
          status_code: span.status?.code ?? 0,
          status_message: span.status?.message ?? '',
          attributes,
          attribute_kinds: kinds(span.attributes),
          resource: resourceJson,
          scope: scopeJson,
          event_time: span.events.map((event) => event.timeUnixNano),
          event_name: span.events.map((event) => event.name),
          event_attributes: span.events.map((event) => texts(event.attributes)),
          event_attribute_kinds: span.events.map((event) => kinds(event.attributes)),
          received_at: new Date().toISOString().replace('T', ' ').slice(0, -1),
        };
      }
    }
  }
}

function parentOf({ parentSpanId }: DecodedSpan): string {
  return Buffer.from(parentSpanId ?? [])
    .toString('hex')
    .padEnd(16, '0');
}

function texts(pairs: KeyValue[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [key, value?.stringValue ?? String(Object.values(value ?? {})[0] ?? '')]),
  );
}

function kinds(pairs: KeyValue[]): Record<string, number> {
  return Object.fromEntries(
    pairs.filter(({ value }) => value?.stringValue === undefined).map(({ key }) => [key, 3]),
  );
}

server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
process.once('message', async () => {
  if (rows.length > 0) insertRows();
  await inserting;
  const used = process.cpuUsage(started);
  const spans = Number(session.query('SELECT count() FROM spans'));
  process.send?.({
    cpuSeconds: (used.user + used.system) / 1e6,
    records: spans,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  });
  session.close();
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
  process.disconnect();
});
