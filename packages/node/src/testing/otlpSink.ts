import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  type ActiveIncident,
  type AnyValue,
  DEFAULT_SDK_CONFIG,
  fromAnyValue,
  type KeyValue,
  PATHS,
} from '@throughline/format';
import { decodeOtlp } from './otlpProto.ts';

export interface SinkSpan {
  service: string;
  /** Name of the instrumentation scope that made it. */
  scope: string;
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  status: { code: number; message: string };
}
export interface SinkLog {
  service: string;
  body: unknown;
  severityNumber: number;
  severityText: string;
  traceId: string;
  spanId: string;
  attributes: Record<string, unknown>;
}

interface RawIds {
  traceId: Buffer;
  spanId: Buffer;
}
interface RawItem extends RawIds {
  attributes: KeyValue[];
}
type RawSpan = RawItem &
  Pick<SinkSpan, 'name' | 'kind'> & {
    parentSpanId: Buffer;
    links: RawIds[];
    status: SinkSpan['status'] | null;
  };
type RawLog = RawItem & Pick<SinkLog, 'severityNumber' | 'severityText'> & { body: AnyValue };
interface Resource {
  attributes: KeyValue[];
}
interface RawTraces {
  resourceSpans: {
    resource: Resource;
    scopeSpans: { scope: { name: string } | null; spans: RawSpan[] }[];
  }[];
}
interface RawLogs {
  resourceLogs: { resource: Resource; scopeLogs: { logRecords: RawLog[] }[] }[];
}

/** A real OTLP/HTTP receiver for tests: takes protobuf, keeps what came, answers 200. It tells of incidents as the server does. */
export class OtlpSink {
  readonly spans: SinkSpan[] = [];
  readonly logs: SinkLog[] = [];
  /** Headers of each request that came. */
  readonly requests: IncomingHttpHeaders[] = [];
  /** What it tells SDKs that ask. */
  incidents: ActiveIncident[] = [];
  /** How often they asked. */
  asked = 0;
  readonly #server = createServer(async (request, response) => {
    if (request.url === PATHS.config) {
      this.asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...DEFAULT_SDK_CONFIG, incidents: this.incidents }));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    this.requests.push(request.headers);
    this.#take(request.url ?? '', request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });

  /** Starts listening on a port of the system's choice; gives back the endpoint. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #take(url: string, body: Buffer): void {
    if (url === '/v1/traces')
      for (const { resource, scopeSpans } of (decodeOtlp('Traces', body) as RawTraces).resourceSpans)
        for (const [scope, span] of scopeSpans.flatMap(({ scope, spans }) =>
          spans.map((span) => [scope?.name ?? '', span] as const),
        ))
          this.spans.push({
            ...identified(resource, span),
            scope,
            parentSpanId: hex(span.parentSpanId),
            links: span.links.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
            status: { code: span.status?.code ?? 0, message: span.status?.message ?? '' },
          });
    else if (url === '/v1/logs')
      for (const { resource, scopeLogs } of (decodeOtlp('Logs', body) as RawLogs).resourceLogs)
        for (const record of scopeLogs.flatMap((scope) => scope.logRecords))
          this.logs.push({ ...identified(resource, record), body: fromAnyValue(record.body) });
    else throw new Error(`an exporter asked for ${url}`);
  }
}

function identified<Item extends RawItem>(resource: Resource, item: Item) {
  return {
    ...item,
    service: String(plain(resource.attributes)['service.name']),
    traceId: hex(item.traceId),
    spanId: hex(item.spanId),
    attributes: plain(item.attributes),
  };
}

const hex = (bytes: Buffer) => Buffer.from(bytes).toString('hex');

const plain = (attributes: KeyValue[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, fromAnyValue(value)]));
