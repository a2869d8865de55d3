import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { SEGMENT_RUN, writeSegmentLine } from '@throughline/format';
import type { RecordedSegment } from './recording.ts';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves a built page, and the recording: by segments as the API does, and whole. */
export async function startSite(folder: string, segments: readonly RecordedSegment[]) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    const [isRun, seq] = /^\/api\/sessions\/[^/]+\/segments\/[^/]+(?:\/(\d+))?$/.exec(pathname) ?? [];
    if (seq !== undefined) sendJson(response, [segments[Number(seq)]?.data ?? []]);
    else if (isRun)
      response
        .writeHead(200, { 'content-type': SEGMENT_RUN.contentType })
        .end(lines(segments.slice(Number(searchParams.get('first')), Number(searchParams.get('last')) + 1)));
    else if (pathname === '/whole')
      sendJson(
        response,
        segments.map(({ data }) => data),
      );
    else sendFile(response, join(folder, normalize(pathname === '/' ? '/index.html' : pathname)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function lines(segments: readonly RecordedSegment[]): string {
  return segments.map(({ seq, data }) => writeSegmentLine({ seq, events: JSON.stringify(data) })).join('');
}

/** The events of all lists as one. */
function sendJson(response: ServerResponse, lists: readonly (readonly object[])[]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('[');
  let isFirst = true;
  for (const list of lists) {
    if (list.length === 0) continue;
    response.write((isFirst ? '' : ',') + JSON.stringify(list).slice(1, -1));
    isFirst = false;
  }
  response.end(']');
}

function sendFile(response: ServerResponse, path: string): void {
  try {
    const body = readFileSync(path);
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
