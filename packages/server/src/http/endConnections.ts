import type { FastifyInstance } from 'fastify';
import { CLOSE_LIMITS } from '../limits.ts';

/**
 * When the server stops, what is under way is answered, so that its client need not send it again: each connection ends with its
 * answer, those of the slowest clients at last by force.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    setTimeout(() => app.server.closeAllConnections(), CLOSE_LIMITS.httpMs).unref();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
