import type { IncomingHttpHeaders } from 'node:http';
import type { ThroughlineOptions } from '../options.ts';
import { listen, type TestServer } from './server.ts';

/** A request to the site's API, as it arrived. */
export interface ApiRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A web site with an API that any origin may call: `/api/status/<code>` answers so, `/api/hang` never. */
export interface Site extends TestServer {
  requests: ApiRequest[];
  /** Serves `html` at `path`. */
  page(path: string, html: string): string;
}

export async function startSite(sdk: string): Promise<Site> {
  const pages = new Map<string, string>();
  const requests: ApiRequest[] = [];
  const server = await listen((request, response, body) => {
    const { method = '', headers } = request;
    const path = new URL(request.url ?? '', 'http://site').pathname;
    if (path === '/throughline.iife.js') {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(sdk);
      return;
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (!path.startsWith('/api/')) {
      const html = pages.get(path);
      response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(html);
      return;
    }
    requests.push({ method, path, headers, body: body.toString('utf8') });
    if (path === '/api/hang') return;
    const asked = /^\/api\/status\/(\d{3})$/.exec(path)?.[1];
    const status = method === 'OPTIONS' ? 204 : Number(asked ?? 200);
    response.writeHead(status, {
      'access-control-allow-origin': headers.origin ?? '*',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
      'access-control-allow-methods': '*',
      'content-type': 'application/json',
    });
    response.end(status === 204 ? undefined : JSON.stringify({ path, body: body.toString('utf8') }));
  });
  return {
    ...server,
    requests,
    page(path, html) {
      pages.set(path, html);
      return `${server.origin}${path}`;
    },
  };
}

/** A page that runs the SDK by script tag, as `window.throughline`. */
export function recordedPage(
  options: Partial<ThroughlineOptions> & { endpoint: string },
  body: string,
  title = 'Shop',
): string {
  const given = JSON.stringify({ key: 'test-key', service: 'shop', ...options });
  return `<!doctype html><html><head><title>${title}</title>
<script src="/throughline.iife.js"></script>
<script>window.throughline = Throughline.init(${given});</script>
</head><body>${body}</body></html>`;
}
