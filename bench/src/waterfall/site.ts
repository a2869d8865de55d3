import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MadeUpSession } from './session.ts';

const APP = fileURLToPath(new URL('../../../packages/app/dist/site/', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Serves the built app, with an API that knows the one session, and `plain` at `/plain`. */
export async function startSite(
  session: MadeUpSession,
  plain: string,
): Promise<{ origin: string; close: () => void }> {
  const api = `/api/sessions/${session.detail.id}`;
  const answers: Record<string, string> = {
    [api]: JSON.stringify(session.detail),
    [`${api}/timeline`]: JSON.stringify(session.timeline),
    [`${api}/spans`]: JSON.stringify(session.spans),
    [`${api}/segments`]: '{"segments":[]}',
    [`${api}/events`]: '{"events":[]}',
    [`${api}/requests`]: '{"requests":[]}',
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const answer = answers[pathname];
    if (pathname === '/plain') response.setHeader('content-type', 'text/html; charset=utf-8').end(plain);
    else if (answer !== undefined) response.setHeader('content-type', 'application/json').end(answer);
    else if (pathname.startsWith('/api/')) response.writeHead(404).end('{}');
    else {
      const file = join(APP, normalize(pathname));
      const path = extname(pathname) && existsSync(file) ? file : join(APP, 'index.html');
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.setHeader('content-type', type).end(readFileSync(path));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
