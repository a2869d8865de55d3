import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import {
  type ApiError,
  type LogPage,
  type ProjectMap,
  SEGMENT_RUN,
  type SegmentList,
  type SessionLogPage,
  type SessionSpanPage,
  type Span,
  type SpanSummary,
  type StackPosition,
  type SymbolicatedStack,
  type TimelinePage,
  type Trace,
  writeSegmentLine,
} from '@throughline/format';
import { eventPage, requestPage } from './browserAnswers.ts';
import type { Fixture, FixtureSession } from './fixture.ts';
import { answerAboutIssues } from './issueAnswers.ts';
import { answerAboutList } from './listAnswers.ts';
import { answerAboutNotes } from './noteAnswers.ts';

/** The policy of the real server: what the app may do under it, and what a recording may not. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
  "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'";

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface FixtureServer {
  origin: string;
  /** Paths under `/api` asked for so far. */
  asked: string[];
  /** Every `authorization` with which they were asked; empty for none. */
  authorizations: Set<string>;
  /** While set, every request under `/api` whose path matches fails with it. */
  failing: { path: RegExp; status: number; message: string } | null;
  close(): Promise<void>;
}

/** Serves the built app in `site` and answers the API from `fixture`. For tests only. */
export async function startFixtureServer(site: string, fixture: Fixture): Promise<FixtureServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (url.pathname.startsWith('/api/')) void answer(url, request, response);
    else sendFile(site, url.pathname, response);
  });
  const state: Pick<FixtureServer, 'asked' | 'authorizations' | 'failing'> = {
    asked: [],
    authorizations: new Set(),
    failing: null,
  };

  async function answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    state.asked.push(url.pathname + url.search);
    state.authorizations.add(request.headers.authorization ?? '');
    const text = await bodyOf(request);
    const asset = fixture.assets?.[/^\/api\/assets\/(\w+)$/.exec(url.pathname)?.[1] ?? ''];
    if (asset !== undefined) {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(asset);
      return;
    }
    const { failing } = state;
    const isFailing = failing?.path.test(url.pathname);
    const [path, parameters] = [url.pathname.slice('/api'.length), url.searchParams];
    const asked = { method: request.method ?? 'GET', path, parameters, body: JSON.parse(text || 'null') };
    const body = isFailing
      ? undefined
      : (fixture.answers?.[`${asked.method} ${path}`]?.(asked.body) ??
        answerAboutList(fixture, asked) ??
        answerAboutNotes(fixture, asked) ??
        answerAboutStacks(fixture, asked) ??
        answerAboutIssues(fixture, asked) ??
        answerTo(fixture, path, parameters));
    if (failing && isFailing) sendError(response, failing.status, 'internal', failing.message);
    else if (body === undefined)
      sendError(response, 404, 'not_found', 'There is nothing under this address.');
    else if (typeof body === 'string')
      response.writeHead(200, { 'content-type': SEGMENT_RUN.contentType }).end(body);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  const body: ApiError = { error: { code, message } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

function sendFile(site: string, pathname: string, response: ServerResponse): void {
  const asked = join(site, normalize(pathname));
  const path = pathname !== '/' && existsSync(asked) ? asked : join(site, 'index.html');
  response.writeHead(200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_SECURITY_POLICY,
  });
  createReadStream(path).pipe(response);
}

function answerTo(fixture: Fixture, path: string, parameters: URLSearchParams): unknown {
  const [, kind, id, part, tab, seq] = path.split('/').map(decodeURIComponent);
  if (kind === 'map') return projectMap(fixture.map, parameters);
  if (kind === 'traces') return fixture.traces.find(({ traceId }) => traceId === id);
  const session = fixture.sessions.find(({ detail }) => detail.id === id);
  if (!session) return undefined;
  if (part === undefined) return session.detail;
  if (part === 'timeline') return timelinePage(session.timeline, parameters);
  if (part === 'requests') return requestPage(session.requests ?? [], parameters);
  if (part === 'events') return eventPage(session.events ?? [], parameters);
  if (part === 'log-lines') return logLinePage(session.logs, parameters);
  if (part === 'logs') return { logs: [] } satisfies LogPage;
  if (part === 'spans') return sessionSpanPage(fixture.traces, session.detail.id);
  if (part !== 'segments') return undefined;
  if (tab === undefined)
    return { segments: session.segments.map(({ data: _, ...summary }) => summary) } satisfies SegmentList;
  const ofTab = session.segments.filter((segment) => segment.tab === tab);
  if (seq !== undefined) return ofTab.find((segment) => segment.seq === Number(seq))?.data;
  const [first, last] = [Number(parameters.get('first')), Number(parameters.get('last'))];
  return ofTab
    .filter((segment) => segment.seq >= first && segment.seq <= last)
    .map((segment) => writeSegmentLine({ seq: segment.seq, events: JSON.stringify(segment.data) }))
    .join('');
}

/** The same for every time range. */
function projectMap(map: ProjectMap | undefined, parameters: URLSearchParams): ProjectMap {
  const range = { from: Number(parameters.get('from')), to: Number(parameters.get('to')) };
  return { nodes: [], edges: [], spans: 0, share: 1, isCut: false, ...map, ...range };
}

/** No source map has anything to tell, unless the fixture says otherwise. */
function answerAboutStacks(
  { symbolicate }: Fixture,
  { path, body }: { path: string; body: unknown },
): SymbolicatedStack | undefined {
  if (path !== '/stacks/symbolicate') return undefined;
  const { release, positions } = body as { release: string; positions: StackPosition[] };
  return symbolicate?.(release, positions) ?? { positions: positions.map(() => null), problems: [] };
}

function logLinePage(logs: FixtureSession['logs'], parameters: URLSearchParams): SessionLogPage {
  const { page, nextCursor } = cut(logs?.logs ?? [], parameters);
  return { logs: page, sources: logs?.sources ?? [], nextCursor };
}

/** All traces of the session on one page. */
function sessionSpanPage(traces: Trace[], session: string): SessionSpanPage {
  const own = traces.filter(({ sessions }) => sessions.includes(session));
  return { traces: own.map(({ traceId, spans }) => ({ traceId, spans: spans.map(spanSummary) })) };
}

function spanSummary(span: Span): SpanSummary {
  const { spanId, parentSpanId, service, name, kind, status, startTimeUnixNano, endTimeUnixNano, links } =
    span;
  return {
    spanId,
    parentSpanId,
    service,
    name,
    kind,
    status: status.code,
    startTimeUnixNano,
    durationNano: String(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)),
    ...(links.length > 0 && { links: links.map(({ traceId, spanId }) => ({ traceId, spanId })) }),
  };
}

function timelinePage(items: TimelinePage['items'], parameters: URLSearchParams): TimelinePage {
  const { page, nextCursor } = cut(items, parameters);
  return { items: page, nextCursor };
}

function cut<Entry>(entries: Entry[], parameters: URLSearchParams): { page: Entry[]; nextCursor?: string } {
  const start = Number(parameters.get('cursor') ?? 0);
  const end = start + Number(parameters.get('limit') ?? 100);
  return { page: entries.slice(start, end), nextCursor: end < entries.length ? String(end) : undefined };
}
