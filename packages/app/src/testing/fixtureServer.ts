import { createReadStream, existsSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { ApiError, SegmentList, SessionList, TimelinePage } from '@throughline/format';
import type { Fixture } from './fixture.ts';

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
  /** While set, every request under `/api` whose path matches fails with it. */
  failing: { path: RegExp; status: number; message: string } | null;
  close(): Promise<void>;
}

/** Serves the built app in `site` and answers the API from `fixture`. For tests only. */
export async function startFixtureServer(site: string, fixture: Fixture): Promise<FixtureServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (url.pathname.startsWith('/api/')) answer(url, response);
    else sendFile(site, url.pathname, response);
  });
  const state: Pick<FixtureServer, 'asked' | 'failing'> = { asked: [], failing: null };

  function answer(url: URL, response: ServerResponse): void {
    state.asked.push(url.pathname + url.search);
    const { failing } = state;
    const isFailing = failing?.path.test(url.pathname);
    const body = isFailing
      ? undefined
      : answerTo(fixture, url.pathname.slice('/api'.length), url.searchParams);
    if (failing && isFailing) sendError(response, failing.status, 'internal', failing.message);
    else if (body === undefined)
      sendError(response, 404, 'not_found', 'There is nothing under this address.');
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
  if (path === '/sessions') return sessionList(fixture, parameters);
  const [, kind, id, part, tab, seq] = path.split('/').map(decodeURIComponent);
  if (kind === 'traces') return fixture.traces.find(({ traceId }) => traceId === id);
  const session = fixture.sessions.find(({ detail }) => detail.id === id);
  if (!session) return undefined;
  if (part === undefined) return session.detail;
  if (part === 'timeline') return timelinePage(session.timeline, parameters);
  if (part !== 'segments') return undefined;
  if (tab === undefined)
    return { segments: session.segments.map(({ data: _, ...summary }) => summary) } satisfies SegmentList;
  return session.segments.find((segment) => segment.tab === tab && segment.seq === Number(seq))?.data;
}

function sessionList({ sessions }: Fixture, parameters: URLSearchParams): SessionList {
  const from = Number(parameters.get('from') ?? 0);
  const words = (parameters.get('q') ?? '').toLowerCase();
  const user = (parameters.get('user') ?? '').toLowerCase();
  const matching = sessions
    .map(({ detail: { tabs: _, ...summary } }) => summary)
    .filter((session) => session.to >= from)
    .filter((session) => parameters.get('error') !== 'true' || session.counts.errors > 0)
    .filter((session) => JSON.stringify(session).toLowerCase().includes(words))
    .filter((session) =>
      JSON.stringify(session.user ?? '')
        .toLowerCase()
        .includes(user),
    )
    .sort((a, b) => b.from - a.from);
  const { page, nextCursor } = cut(matching, parameters);
  return { sessions: page, nextCursor };
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
