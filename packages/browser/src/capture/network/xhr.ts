import { BAGGAGE_HEADER, SESSION_ID_HEADER, TRACEPARENT_HEADER } from '@throughline/format';
import { safely } from '../../safely.ts';
import type { Stop } from '../captured.ts';
import { wrapMethod } from '../wrapMethod.ts';
import type { ContextHeadersFor } from './propagation.ts';
import type { RequestSpan, StartRequestSpan } from './requestSpan.ts';

const CONTEXT_HEADERS = new Set([TRACEPARENT_HEADER, BAGGAGE_HEADER, SESSION_ID_HEADER]);
const ENDINGS = ['error', 'abort', 'timeout', 'loadend'] as const;

interface Opened {
  method: string;
  url: URL;
  /** Context headers that the application set itself, by lower-case name. */
  headers: Map<string, string>;
}

/** Records requests made by `XMLHttpRequest` and sends the context headers along. */
export function startXhrCapture(
  startSpan: StartRequestSpan,
  headersFor: ContextHeadersFor,
  isOwn: (url: string) => boolean,
): Stop {
  const opened = new WeakMap<object, Opened>();
  const underWay = new WeakMap<object, () => void>();
  const { prototype } = XMLHttpRequest;

  const unwrapOpen = wrapMethod(prototype, 'open', (proceed, request, args) => {
    const result = proceed(args);
    safely(() => {
      // Opened again, a request under way is dropped without any event.
      underWay.get(request as XMLHttpRequest)?.();
      const url = new URL(String(args[1]), document.baseURI);
      if (!/^https?:$/.test(url.protocol) || isOwn(url.href)) opened.delete(request as XMLHttpRequest);
      else
        opened.set(request as XMLHttpRequest, {
          method: String(args[0]).toUpperCase(),
          url,
          headers: new Map(),
        });
    });
    return result;
  });

  const unwrapSetRequestHeader = wrapMethod(prototype, 'setRequestHeader', (proceed, request, args) => {
    const result = proceed(args);
    safely(() => {
      const name = String(args[0]).toLowerCase();
      const headers = opened.get(request as XMLHttpRequest)?.headers;
      if (!headers || !CONTEXT_HEADERS.has(name)) return;
      // A header that is set twice is sent with both values.
      const before = headers.get(name);
      headers.set(name, before === undefined ? String(args[1]) : `${before}, ${String(args[1])}`);
    });
    return result;
  });
  const unwrapSend = wrapMethod(prototype, 'send', (proceed, thisArgument, args) => {
    const request = thisArgument as XMLHttpRequest;
    const span = safely(() => begin(request));
    try {
      const result = proceed(args);
      // A synchronous request is over by now.
      if (span && request.readyState === XMLHttpRequest.DONE) safely(() => span.answered(request.status));
      return result;
    } catch (error) {
      safely(() => span?.failed((error as Error).name, (error as Error).message));
      throw error;
    }
  });

  function begin(request: XMLHttpRequest): RequestSpan | undefined {
    const start = opened.get(request);
    // Once sent, or never opened: the browser will say what is wrong.
    if (!start || request.readyState !== XMLHttpRequest.OPENED) return undefined;
    opened.delete(request);
    const { method, url, headers } = start;
    const traceparent = headers.get(TRACEPARENT_HEADER);
    const span = startSpan({ method, url, initiator: 'xhr', traceparent });
    for (const [name, value] of headersFor(url, span.context, (header) => headers.get(header)))
      XMLHttpRequest.prototype.setRequestHeader.call(request, name, addition(name, value, headers));
    underWay.set(request, watchEnd(request, span));
    return span;
  }

  return () => {
    unwrapSend();
    unwrapSetRequestHeader();
    unwrapOpen();
  };
}

/** `setRequestHeader` adds to a value that is there already, so only our own member of the baggage is given to it. */
function addition(name: string, value: string, existing: ReadonlyMap<string, string>): string {
  return name === BAGGAGE_HEADER && existing.has(name) ? value.slice(value.lastIndexOf(',') + 1) : value;
}

/** Ends `span` with the request. Returns what ends it as aborted. */
function watchEnd(request: XMLHttpRequest, span: RequestSpan): () => void {
  const unwatch = () => {
    for (const ending of ENDINGS) request.removeEventListener(ending, listener);
  };
  const listener = (event: Event) => {
    safely(() => {
      if (event.type === 'abort') span.failed('AbortError', 'aborted');
      else if (event.type === 'timeout')
        span.failed('TimeoutError', `no answer within ${request.timeout} ms`);
      else if (event.type === 'error') span.failed('NetworkError', 'the request failed');
      else span.answered(request.status);
    });
    if (event.type === 'loadend') unwatch();
  };
  for (const ending of ENDINGS) request.addEventListener(ending, listener);
  return () => {
    unwatch();
    span.failed('AbortError', 'aborted');
  };
}
