import type { IncomingHttpHeaders } from 'node:http';
import { SESSION_ID_HEADER } from '@throughline/format';
import { type Correlation, correct, correlate } from '../context/correlate.ts';

interface Request {
  headers: IncomingHttpHeaders;
}
interface Reply {
  header(name: string, value: string): unknown;
}
type Hook = (request: Request, reply: Reply, done: () => void) => void;
interface Fastify {
  addHook(name: 'onRequest' | 'preValidation', hook: Hook): unknown;
}

/**
 * `correlation()` as a plugin of Fastify: `await app.register(fastifyCorrelation)`. It holds for the whole application,
 * not only for the scope that registers it.
 */
export function fastifyCorrelation(app: Fastify, _options: unknown, done: () => void): void {
  const correlations = new WeakMap<Request, Correlation>();
  app.addHook('onRequest', (request, reply, next) => {
    const found = correlate(request.headers);
    correct(request.headers, found);
    correlations.set(request, found);
    reply.header(SESSION_ID_HEADER, found.sessionId);
    found.run(next);
  });
  // The body has been read between the two, in the socket's own asynchronous context.
  app.addHook('preValidation', (request, _reply, next) => {
    const found = correlations.get(request);
    if (found) found.run(next);
    else next();
  });
  done();
}
// https://github.com/fastify/fastify-plugin: what tells Fastify not to shut the plugin's hooks into a scope of their own.
Object.assign(fastifyCorrelation, { [Symbol.for('skip-override')]: true });
