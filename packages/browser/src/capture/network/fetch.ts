import { TRACEPARENT_HEADER } from '@throughline/format';
import { safely } from '../../safely.ts';
import type { Stop } from '../captured.ts';
import { wrapMethod } from '../wrapMethod.ts';
import type { ContextHeadersFor } from './propagation.ts';
import type { RequestSpan, StartRequestSpan } from './requestSpan.ts';

/**
 * Records requests made by `fetch` and sends the context headers along. The page gets what the browser's own `fetch`
 * gives: bodies are neither read nor copied, a `Request` of the application is passed on as it is, and only the
 * `headers` of the second argument are our own.
 */
export function startFetchCapture(
  startSpan: StartRequestSpan,
  headersFor: ContextHeadersFor,
  isOwn: (url: string) => boolean,
): Stop {
  return wrapMethod(window, 'fetch', (proceed, _window, args) => {
    const begun = safely(() => begin(args, startSpan, headersFor, isOwn));
    if (!begun) return proceed(args);
    const { span } = begun;
    const result = proceed(begun.args);
    if (!(result instanceof Promise)) return result;
    // Handing out the derived promise keeps `unhandledrejection` as it is without us.
    return result.then(
      (response: Response) => {
        safely(() => span.answered(response.status));
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
  headersFor: ContextHeadersFor,
  isOwn: (url: string) => boolean,
): { args: readonly unknown[]; span: RequestSpan } | undefined {
  const [input, init] = args as [RequestInfo | URL | undefined, RequestInit | undefined, ...unknown[]];
  if (input === undefined || (init !== undefined && init !== null && typeof init !== 'object'))
    return undefined;
  const request = input instanceof Request ? input : undefined;
  // What is no string is turned into one by the browser; it must happen once only.
  const address = request ? request.url : String(input);
  const url = new URL(address, document.baseURI);
  if (!/^https?:$/.test(url.protocol) || isOwn(url.href)) return undefined;

  const headers = new Headers(init?.headers ?? request?.headers);
  const method = String(init?.method ?? request?.method ?? 'GET').toUpperCase();
  const span = startSpan({ method, url, initiator: 'fetch', traceparent: headers.get(TRACEPARENT_HEADER) });
  const additional = headersFor(url, span.context, (name) => headers.get(name));
  const target = request ?? (typeof input === 'string' ? input : address);
  if (additional.length === 0) return { args: [target, ...args.slice(1)], span };
  for (const [name, value] of additional) headers.set(name, value);
  return { args: [target, withHeaders(init, headers, request), ...args.slice(2)], span };
}

/**
 * `init` with other headers. It may be any object, a `Request` included, whose members are getters that insist on their
 * own object; so it is looked through, not copied.
 *
 * With an empty `init` a `Request` keeps its referrer; with any member in it both referrer and policy are reset (Fetch
 * Standard, Request constructor), so these are handed on.
 */
function withHeaders(
  init: RequestInit | undefined | null,
  headers: Headers,
  request: Request | undefined,
): RequestInit {
  if (!init || !hasMembers(init))
    return request
      ? { headers, referrer: request.referrer, referrerPolicy: request.referrerPolicy }
      : { headers };
  return new Proxy(init, {
    get: (target, member) => (member === 'headers' ? headers : Reflect.get(target, member, target)),
  });
}

const INIT_MEMBERS = [
  'body',
  'cache',
  'credentials',
  'duplex',
  'headers',
  'integrity',
  'keepalive',
  'method',
  'mode',
  'priority',
  'redirect',
  'referrer',
  'referrerPolicy',
  'signal',
  'window',
] as const;

function hasMembers(init: RequestInit): boolean {
  return INIT_MEMBERS.some((member) => Reflect.get(init, member) !== undefined);
}

function reasonOf(error: unknown): [type: string, reason: string] {
  return error instanceof Error || error instanceof DOMException
    ? [error.name, error.message]
    : ['Error', String(error)];
}
