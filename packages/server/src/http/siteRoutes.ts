import { existsSync } from 'node:fs';
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
export async function siteRoutes(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer');
  });
  if (!existsSync(folder)) {
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
    wildcard: false,
    cacheControl: false,
    // What Vite puts into assets/ has its hash in its name; the rest keeps its name over an upgrade.
    setHeaders: (reply, path) =>
      reply.setHeader('cache-control', path.includes('/assets/') ? IMMUTABLE : 'no-cache'),
  });
  app.get('/*', async (_request, reply) => reply.sendFile('index.html'));
}
