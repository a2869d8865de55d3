import { createReadStream, existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** How long a page may use the browser SDK it has before it asks again, seconds: an upgrade is everywhere in an hour. */
const CACHE_SECONDS = 3600;

/** Serves the browser SDK at `/throughline.js`, so that a page needs nothing but a script tag. It holds no secret. */
export async function sdkRoutes(app: FastifyInstance, { file }: { file: string }): Promise<void> {
  app.get('/throughline.js', async (_request, reply) => {
    if (!existsSync(file))
      return reply.code(503).type('text/plain').send('The browser SDK is not built. Run "npm run build".\n');
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', `public, max-age=${CACHE_SECONDS}`)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(file));
  });
}
