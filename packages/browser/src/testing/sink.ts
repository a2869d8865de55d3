import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import {
  ATTRIBUTES,
  checkSegmentHeader,
  DEFAULT_SDK_CONFIG,
  type ExportLogsServiceRequest,
  type ExportTraceServiceRequest,
  fromAnyValue,
  type KeyValue,
  type OtlpLogRecord,
  type OtlpSpan,
  PATHS,
  readReplay,
  type SdkConfig,
  type SegmentHeader,
} from '@throughline/format';
import type { eventWithTime } from 'rrweb';
import { listen, type TestServer } from './server.ts';

/** A segment as it came over the wire, cut into its lines and read. */
export interface ReceivedSegment {
  header: SegmentHeader;
  /** The whole body, inflated. */
  text: string;
  resource: Record<string, unknown>;
  spans: OtlpSpan[];
  logs: OtlpLogRecord[];
  replay: eventWithTime[];
  /** Value of `key` in the URL. */
  key: string | null;
  contentType: string | undefined;
  referrer: string | undefined;
  cookie: string | undefined;
}

/** An ingest endpoint that stores what it gets in memory. */
export interface Sink extends TestServer {
  /** Segments answered with a 200, in order of arrival. */
  segments: ReceivedSegment[];
  /** Every request's method, those answered with an error included. */
  methods: string[];
  /** How far the endpoint's clock is ahead, milliseconds. */
  clockAheadMs: number;
  /** What it says of recording; at first that every session is wanted. */
  config: SdkConfig;
  /** Paths and queries of the questions for it. */
  asked: string[];
  /** Answers the next so many requests by itself instead of storing them. */
  answerNext(requests: number, answer: (response: ServerResponse) => void): void;
  /** Answers by itself no more. */
  recover(): void;
  /** Resolves with `value()` once it is given; fails with what has arrived if that takes too long. */
  until<Value>(value: () => Value | undefined | false): Promise<Value>;
  spans(): OtlpSpan[];
  /** Spans of requests that the page made. */
  requests(): OtlpSpan[];
  logs(eventName?: string): OtlpLogRecord[];
  replay(): eventWithTime[];
  /** Assets, by their hashes. */
  assets: Map<string, string>;
  /** Method and path of every request about assets, in order of arrival. */
  assetRequests: string[];
  /** All that has arrived, as text. */
  text(): string;
}

const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };
/** First byte of a gzip stream (RFC 1952). */
const GZIP = 0x1f;
const PATIENCE_MS = 20_000;

export async function startSink(): Promise<Sink> {
  const segments: ReceivedSegment[] = [];
  const methods: string[] = [];
  let answers: ((response: ServerResponse) => void)[] = [];

  const server = await listen((request, response, body) => {
    if (request.url?.startsWith(PATHS.config)) {
      sink.asked.push(request.url);
      response.writeHead(200, { ...CORS, 'content-type': 'application/json' });
      response.end(JSON.stringify(sink.config));
      return;
    }
    if (request.url?.startsWith(PATHS.assets)) {
      sink.assetRequests.push(`${request.method} ${request.url.split('?')[0]}`);
      answerAsset(sink.assets, request, response, body);
      return;
    }
    methods.push(request.method ?? '');
    const answer = answers.shift();
    if (answer) {
      answer(response);
      return;
    }
    try {
      const url = new URL(request.url ?? '', 'http://sink');
      if (url.pathname !== '/v1/segments') throw new Error(`unexpected path ${url.pathname}`);
      segments.push({
        ...readSegment(body),
        key: url.searchParams.get('key'),
        contentType: request.headers['content-type'],
        referrer: request.headers.referer,
        cookie: request.headers.cookie,
      });
      response.writeHead(200, { ...CORS, 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: true, serverTime: Date.now() + sink.clockAheadMs }));
    } catch (error) {
      response.writeHead(400, CORS).end(String(error));
    }
  });

  const sink: Sink = {
    ...server,
    clockAheadMs: 0,
    config: { ...DEFAULT_SDK_CONFIG, sampling: { rate: 1, rules: [] } },
    asked: [],
    assets: new Map(),
    assetRequests: [],
    segments,
    methods,
    answerNext(requests, answer) {
      answers = [...answers, ...Array.from({ length: requests }, () => answer)];
    },
    recover() {
      answers = [];
    },
    async until(value) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const result = value();
        if (result) return result;
        if (Date.now() > deadline) throw new Error(`waited in vain; arrived so far: ${summary(segments)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    spans: () => segments.flatMap(({ spans }) => spans),
    requests: () =>
      sink
        .spans()
        .filter(({ attributes }) => attributes?.some(({ key }) => key === ATTRIBUTES.requestInitiator)),
    logs: (eventName) =>
      segments
        .flatMap(({ logs }) => logs)
        .filter((log) => eventName === undefined || log.eventName === eventName),
    replay: () => segments.flatMap(({ replay }) => replay),
    text: () => [...segments.map(({ text }) => text), ...sink.assets.values()].join('\n'),
  };
  return sink;
}

/** Answers as a server that cannot take it now. */
export function unavailable(headers: Record<string, string> = {}) {
  return (response: ServerResponse) => response.writeHead(503, { ...CORS, ...headers }).end();
}

/** Answers as a server that will never take it. */
export function refused(status: number) {
  return (response: ServerResponse) => response.writeHead(status, CORS).end();
}

/** Attributes as plain values. */
export function plain(attributes: KeyValue[] | undefined): Record<string, unknown> {
  return Object.fromEntries((attributes ?? []).map(({ key, value }) => [key, fromAnyValue(value)]));
}

function answerAsset(
  assets: Map<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://sink');
  if (request.method === 'POST') {
    const text = gunzipSync(body).toString('utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    if (pathname !== `${PATHS.assets}/${hash}`) {
      response.writeHead(400, CORS).end('not what its hash says');
      return;
    }
    assets.set(hash, text);
  }
  const hashes = searchParams.get('hashes')?.split(',') ?? [];
  const missing = hashes.filter((hash) => !assets.has(hash));
  const caching = missing.length > 0 || request.method === 'POST' ? 'no-store' : 'private, max-age=86400';
  response.writeHead(200, { ...CORS, 'content-type': 'application/json', 'cache-control': caching });
  response.end(JSON.stringify({ missing }));
}

function readSegment(body: Buffer) {
  // Plain where the page went away before what compresses was there.
  const text = (body[0] === GZIP ? gunzipSync(body) : body).toString('utf8');
  const [header = '', spans, logs, replay, ...rest] = text.split('\n');
  if (rest.length > 0) throw new Error('a segment has four lines');
  const traceRequest = parse<ExportTraceServiceRequest>(spans)?.resourceSpans ?? [];
  const logsRequest = parse<ExportLogsServiceRequest>(logs)?.resourceLogs ?? [];
  const resource = (traceRequest[0] ?? logsRequest[0])?.resource?.attributes;
  return {
    header: checkSegmentHeader(JSON.parse(header)),
    text,
    resource: plain(resource),
    spans: traceRequest.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    logs: logsRequest.flatMap(({ scopeLogs }) => scopeLogs.flatMap((scope) => scope.logRecords)),
    replay: parse<eventWithTime[]>(readReplay(replay ?? '')) ?? [],
  };
}

function parse<Value>(line: string | undefined): Value | undefined {
  return line ? (JSON.parse(line) as Value) : undefined;
}

function summary(segments: ReceivedSegment[]): string {
  return JSON.stringify(
    segments.map(({ header, spans, logs }) => [
      header.seq,
      header.events,
      spans.map(({ name }) => name),
      logs.map(({ eventName, body }) => [eventName, body?.stringValue]),
    ]),
  );
}
