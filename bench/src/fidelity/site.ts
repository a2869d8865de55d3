import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedPage } from './pages/page.ts';

export interface Site {
  url: string;
  close(): void;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};
const SDK = fileURLToPath(new URL('.', import.meta.resolve('@throughline/browser')));

/**
 * Serves the page at `/`, or where it lies among the packages, with the recorder in it; the packages in `folder`; and the
 * recorder as it was built. `ingest` is where the recording goes. Nothing is masked: what is compared is what was drawn.
 */
export async function startSite(page: RecordedPage, folder: string, ingest: string): Promise<Site> {
  const options = {
    endpoint: ingest,
    key: 'fidelity',
    unmaskSelectors: ['html'],
    storeImages: true,
    storeFonts: true,
    canvas: true,
    ...page.options,
  };
  const recorder = `<script type="module">import { init } from '/recorder/index.js'; window.recorder = init(${JSON.stringify(options)});</script>`;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    try {
      const { body, type } = file(page, folder, path);
      const text = type.startsWith('text/html') ? withRecorder(body.toString(), recorder) : body;
      response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  const origin = await listen(server);
  const path = 'html' in page.source ? '/' : `/${page.source.root ? '' : 'node_modules/'}${page.source.path}`;
  return { url: `${origin}${path}`, close: () => close(server) };
}

function file({ source }: RecordedPage, folder: string, path: string): { body: Buffer; type: string } {
  if (path === '/' && 'html' in source)
    return { body: Buffer.from(source.html), type: TYPES['.html'] as string };
  const safe = normalize(path);
  const found = safe.startsWith('/recorder/')
    ? join(SDK, safe.slice('/recorder/'.length))
    : join(rootOf(source, folder, safe), safe);
  if (!statSync(found).isFile()) throw new Error('no file');
  return { body: readFileSync(found), type: TYPES[extname(found)] ?? 'application/octet-stream' };
}

function rootOf(source: RecordedPage['source'], folder: string, path: string): string {
  const root = 'path' in source && source.root;
  return root && !path.startsWith('/node_modules/') ? join(folder, 'node_modules', root) : folder;
}

function withRecorder(html: string, recorder: string): string {
  return html.replace(/<head[^>]*>/i, (head) => head + recorder);
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}
