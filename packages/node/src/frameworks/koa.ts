import type { IncomingMessage } from 'node:http';
import { SESSION_ID_HEADER } from '@throughline/format';
import { correct, correlate } from '../context/correlate.ts';

interface KoaContext {
  req: IncomingMessage;
  set(name: string, value: string): void;
}

/** `correlation()` as a middleware of Koa: `app.use(koaCorrelation())`, before the others. */
export function koaCorrelation() {
  return (context: KoaContext, next: () => Promise<unknown>): Promise<unknown> => {
    const found = correlate(context.req.headers);
    correct(context.req.headers, found);
    context.set(SESSION_ID_HEADER, found.sessionId);
    return found.run(next);
  };
}
