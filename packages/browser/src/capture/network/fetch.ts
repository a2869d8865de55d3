import { safely } from '../../safely.ts';
import type { Stop } from '../captured.ts';
import { wrapMethod } from '../wrapMethod.ts';
import type { RequestSpan, StartRequestSpan } from './request.ts';

/**
 * Records requests made by `fetch` and sends the context headers along. The page gets what the browser's own `fetch`
 * gives: bodies are neither read nor copied, a `Request` of the application is passed on as it is, and only the
 * `headers` of the second argument are our own.
 */
export function startFetchCapture(startSpan: StartRequestSpan): Stop {
  return wrapMethod(window, 'fetch', (proceed, _window, args) => {
    let begun: ReturnType<typeof begin>;
    try {
      begun = begin(args, startSpan);
    } catch {
      // Of arguments that make no request the browser will say what is wrong.
    }
    if (!begun) return proceed(args);
    const { span } = begun;
    const result = proceed(begun.args);
    if (!(result instanceof Promise)) return result;
    // Handing out the derived promise keeps `unhandledrejection` as it is without us.
    return result.then(
      (response: Response) => {
        safely(() => span.answered(response.status, response));
        return response;
      },
      (error: unknown) => {
        safely(() => span.failed(...reasonOf(error)));
        throw error;
      },
    );
  });
}

function begin(
  args: readonly unknown[],
  startSpan: StartRequestSpan,
): { args: readonly unknown[]; span: RequestSpan } | undefined {
  const [input, init] = args as [RequestInfo | URL | undefined, RequestInit | undefined, ...unknown[]];
  if (input === undefined || typeof (init ?? {}) !== 'object') return undefined;
  const request = input instanceof Request ? input : undefined;
  // What is no string is turned into one by the browser; it must happen once only.
  const address = request ? request.url : `${input}`;
  const headers = new Headers(init?.headers ?? request?.headers);
  const span = startSpan({
    method: String(init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: new URL(address, document.baseURI),
    initiator: 'fetch',
    headers,
    body: init?.body,
    source: request,
  });
  if (!span) return undefined;
  const target = request ?? (typeof input === 'string' ? input : address);
  // What was read of an iterator cannot be read again.
  if (span.additional.length === 0 && !init?.headers) return { args: [target, ...args.slice(1)], span };
  for (const [name, value] of span.additional) headers.set(name, value);
  return { args: [target, withHeaders(init, headers, request), ...args.slice(2)], span };
}

/**
 * `init` with other headers. A plain object is copied; any other, a `Request` included, may have members that are getters and
 * insist on their own object, and is looked through.
 *
 * With an empty `init` a `Request` keeps its referrer; with any member in it both referrer and policy are reset (Fetch
 * Standard, Request constructor), so these are handed on.
 */
function withHeaders(
  init: RequestInit | undefined | null,
  headers: Headers,
  request: Request | undefined,
): RequestInit {
  const isPlain = init && Object.getPrototypeOf(init) === Object.prototype;
  if (request && (!init || (isPlain && Object.values(init).every((member) => member === undefined))))
    return { headers, referrer: request.referrer, referrerPolicy: request.referrerPolicy };
  // The browser reads a plain object faster than a proxy.
  if (!init || isPlain) return { ...init, headers };
  // Not a proxy of `init` itself: what is frozen must not be told otherwise.
  return new Proxy<RequestInit>(
    {},
    { get: (_, member) => (member === 'headers' ? headers : Reflect.get(init, member)) },
  );
}

function reasonOf(error: unknown): [type: string, reason: string] {
  return error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
}
