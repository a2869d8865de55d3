import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * Content security policy of the app. The replay's frame inherits it, so it is also what keeps a recorded page from
 * running scripts or reaching its old host: nothing loads but from here, from data and from blobs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Serves the built app from `folder`; every path that is no file is a page of the app. */
export async function siteRoutes(
  app: FastifyInstance,
  { folder, publicUrl }: { folder: string; publicUrl: () => string },
): Promise<void> {
  // It shows nothing by itself, and is where people log in.
  app.addHook('onRoute', (route) => {
    route.config = { permission: 'public', ...route.config };
  });
  app.addHook('onSend', async (_request, reply) => {
    reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer');
  });
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/*', async (_request, reply) =>
      reply
        .code(503)
        .type('text/plain')
        .send('The app is not built. Run "npm run build", then start again.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    // A page is not sent as a file: it names the server's own address.
    index: false,
    wildcard: false,
    cacheControl: false,
    // What Vite puts into assets/ has its hash in its name; the rest keeps its name over an upgrade.
    setHeaders: (reply, path) =>
      reply.setHeader('cache-control', path.includes('/assets/') ? IMMUTABLE : 'no-cache'),
  });
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  app.get('/*', async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(withPicture(page, publicUrl())),
  );
}

/** The page with the whole address of the picture that stands for links to it: who unfurls them takes no other. */
function withPicture(page: string, publicUrl: string): string {
  return page.replace('content="/preview.png"', `content="${new URL('/preview.png', publicUrl).href}"`);
}
