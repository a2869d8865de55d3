import { SESSION_ID_HEADER } from '@throughline/format';
import { type Correlation, correlate } from '../context/correlate.ts';

interface FetchRequest {
  headers: Headers;
}
type Handler<Request extends FetchRequest, Rest extends unknown[]> = (
  request: Request,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * `correlation()` around a handler that takes Fetch's `Request` and gives back a `Response`, such as a route handler of
 * Next.js: `export const GET = withCorrelation((request) => …)`.
 */
export function withCorrelation<Request extends FetchRequest, Rest extends unknown[]>(
  handler: Handler<Request, Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const found = correlateHeaders(request.headers);
    const response = await found.run(() => handler(request, ...rest));
    return withHeader(response, SESSION_ID_HEADER, found.sessionId);
  };
}

/** The same as `correlate` and `correct`, of Fetch's `Headers`. */
export function correlateHeaders(headers: Headers): Correlation {
  const found = correlate(Object.fromEntries(headers));
  try {
    for (const name of found.dropped) headers.delete(name);
    for (const [name, value] of Object.entries(found.headers)) headers.set(name, value);
  } catch {
    // Some servers hand out headers that cannot be written; `getContext()` and `inject()` know the right ones all the same.
  }
  return found;
}

/** The headers of a redirect or of another's answer cannot be written; then a copy is given back with the same body. */
function withHeader(response: Response, name: string, value: string): Response {
  try {
    response.headers.set(name, value);
    return response;
  } catch {
    const headers = new Headers(response.headers);
    headers.set(name, value);
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }
}
