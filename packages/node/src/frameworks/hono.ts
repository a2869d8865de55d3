import { SESSION_ID_HEADER } from '@throughline/format';
import { correlateHeaders } from './fetchHandler.ts';

interface HonoContext {
  req: { raw: { headers: Headers } };
  header(name: string, value: string): void;
}

/** `correlation()` as a middleware of Hono: `app.use(honoCorrelation())`, before the others. */
export function honoCorrelation() {
  return (context: HonoContext, next: () => Promise<void>): Promise<void> => {
    const found = correlateHeaders(context.req.raw.headers);
    context.header(SESSION_ID_HEADER, found.sessionId);
    return found.run(next);
  };
}
