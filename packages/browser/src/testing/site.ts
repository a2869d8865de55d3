import type { IncomingHttpHeaders } from 'node:http';
import type { ThroughlineOptions } from '../options.ts';
import type { SdkFiles } from './bundle.ts';
import { type Answer, listen, type TestServer } from './server.ts';

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
  /** Serves `html` at `path`, with these headers. */
  page(path: string, html: string, headers?: Record<string, string>): string;
  /** Files of the SDK that are not served: their requests fail. */
  missing: Set<string>;
  /** Paths of the API that are answered otherwise. */
  answers: Map<string, Answer>;
}

export async function startSite(sdk: SdkFiles): Promise<Site> {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const missing = new Set<string>();
  const requests: ApiRequest[] = [];
  const answers = new Map<string, Answer>();
  const server = await listen((request, response, body) => {
    const { method = '', headers } = request;
    const path = new URL(request.url ?? '', 'http://site').pathname;
    const script = sdk.get(path.slice(1));
    if (script !== undefined && !missing.has(path.slice(1))) {
      // Modules are fetched by the rules of CORS when they come from another origin.
      response.writeHead(200, {
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
      });
      response.end(script);
      return;
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (!path.startsWith('/api/')) {
      const page = pages.get(path);
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
      response.end(page?.html);
      return;
    }
    requests.push({ method, path, headers, body: body.toString('utf8') });
    if (path === '/api/hang') return;
    const own = answers.get(path);
    if (own) {
      own(request, response, body);
      return;
    }
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
    missing,
    answers,
    page(path, html, headers = {}) {
      pages.set(path, { html, headers });
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
  // What is measured comes when it will; the tests of that ask for it.
  const given = JSON.stringify({ key: 'test-key', service: 'shop', performance: false, ...options });
  return `<!doctype html><html><head><title>${title}</title>
<script src="/throughline.iife.js"></script>
<script>window.throughline = Throughline.init(${given});</script>
</head><body>${body}</body></html>`;
}
