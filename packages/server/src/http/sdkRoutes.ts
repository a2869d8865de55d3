import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** How long a page may use the browser SDK it has before it asks again, seconds: an upgrade is everywhere in an hour. */
const CACHE_SECONDS = 3600;

/** What the SDK loads later, by names that lie beside its script here as in its package. */
const LATER_PARTS = [
  'throughline-calls.js',
  'throughline-canvas.js',
  'throughline-frames.js',
  'throughline-held.js',
  'throughline-media.js',
  'throughline-on-demand.js',
  'throughline-payloads.js',
  'throughline-recorder.js',
  'throughline-widget.js',
  'throughline-worker.js',
];

/**
 * Serves the browser SDK at `/throughline.js`, so that a page needs nothing but a script tag, and beside it what the script
 * loads later. It holds no secret. `file` is the script; its later parts lie in the same folder.
 */
export async function sdkRoutes(app: FastifyInstance, { file }: { file: string }): Promise<void> {
  serve('/throughline.js', file);
  for (const part of LATER_PARTS) serve(`/${part}`, join(dirname(file), part));

  function serve(path: string, served: string): void {
    app.get(path, async (_request, reply) => {
      if (!existsSync(served))
        return reply
          .code(503)
          .type('text/plain')
          .send('The browser SDK is not built. Run "npm run build".\n');
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', `public, max-age=${CACHE_SECONDS}`)
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('x-content-type-options', 'nosniff')
        .send(createReadStream(served));
    });
  }
}
