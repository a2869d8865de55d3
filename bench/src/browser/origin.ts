import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { type PageName, pageHtml, shopCss } from './pages.ts';
import type { Sink } from './sink.ts';

const ITEMS = Array.from({ length: 40 }, (_, index) => ({
  id: index,
  sku: `SKU-${(index * 104729) % 99991}`,
  title: `item ${index} of the catalogue`,
  price: index * 1.37,
  tags: [`t${index % 7}`],
  stock: index,
  ok: true,
  note: 'steady',
}));
const IMAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><rect width="100" height="60" fill="#cde"/></svg>';

/** The site that is recorded: its pages, what they fetch, and the recorders' bundles, which lie in `bundles`. */
export async function startOrigin(bundles: string, sink: Sink): Promise<{ port: number; close(): void }> {
  const api = JSON.stringify({ items: ITEMS });
  const css = shopCss();
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    const send = (type: string, body: string | Buffer) =>
      response
        .writeHead(200, {
          'content-type': type,
          'content-length': Buffer.byteLength(body),
          'cache-control': 'no-store',
        })
        .end(body);
    // For a recorder that sends only to the page's own origin.
    if (pathname.startsWith('/__sink/')) {
      request.url = request.url?.slice('/__sink'.length);
      sink.handle(request, response);
      return;
    }
    if (pathname.startsWith('/api/')) {
      request.resume().on('end', () => send('application/json', api));
      return;
    }
    if (pathname === '/shop.css') return send('text/css', css);
    if (pathname.startsWith('/img/')) return send('image/svg+xml', IMAGE);
    if (pathname.startsWith('/bundle/'))
      return send(
        'text/javascript',
        readFileSync(join(bundles, normalize(pathname.slice('/bundle/'.length)))),
      );
    const name = /^\/(W[1-4])B?(?:\/|$)/.exec(pathname)?.[1] as PageName | undefined;
    if (!name) return response.writeHead(404).end();
    const recorder = searchParams.get('recorder') ?? 'none';
    const key = `${name} ${recorder}`;
    if (!pages.has(key)) pages.set(key, pageHtml(name, recorder));
    return send('text/html; charset=utf-8', pages.get(key) ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
