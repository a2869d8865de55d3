import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of OTLP/JSON as the test looks at. */
interface KeyValue {
  key: string;
  value?: { stringValue?: string; intValue?: string | number };
}
interface Item {
  traceId?: string;
  spanId?: string;
  attributes?: KeyValue[];
}
interface SpanItem extends Item {
  name: string;
  kind: number;
  status?: { code?: number; message?: string };
}
interface LogItem extends Item {
  body?: { stringValue?: string };
}
interface Resource {
  attributes?: KeyValue[];
}
interface Body {
  resourceSpans?: { resource: Resource; scopeSpans: { spans: SpanItem[] }[] }[];
  resourceLogs?: { resource: Resource; scopeLogs: { logRecords: LogItem[] }[] }[];
}

export interface Seen {
  service: string;
  /** A span's name or a log's body. */
  text: string;
  traceId: string;
  attributes: Record<string, string>;
  /** A span's error message; empty if it has none. */
  error: string;
}

/** A real OTLP/HTTP receiver for JSON, which OTEL_EXPORTER_OTLP_PROTOCOL=http/json makes every service speak. */
export async function startJsonSink() {
  const spans: Seen[] = [];
  const logs: Seen[] = [];
  const server = createServer(async (request, response) => {
    // What else an SDK asks of a server, such as its configuration, a plain receiver does not have.
    if (request.method !== 'POST') return void response.writeHead(404).end();
    let text = '';
    for await (const chunk of request) text += chunk;
    const { resourceSpans = [], resourceLogs = [] } = JSON.parse(text) as Body;
    for (const { resource, scopeSpans } of resourceSpans)
      for (const span of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({
          ...seen(resource, span),
          text: span.name,
          error: span.status?.code === 2 ? (span.status.message ?? '') : '',
        });
    for (const { resource, scopeLogs } of resourceLogs)
      for (const log of scopeLogs.flatMap((scope) => scope.logRecords))
        logs.push({ ...seen(resource, log), text: log.body?.stringValue ?? '' });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    spans,
    logs,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function seen(resource: Resource, item: Item): Omit<Seen, 'text'> {
  return {
    service: plain(resource.attributes)['service.name'] ?? '',
    traceId: item.traceId ?? '',
    attributes: plain(item.attributes),
    error: '',
  };
}

const plain = (attributes: KeyValue[] = []) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value?.stringValue ?? value?.intValue ?? '')]),
  );
