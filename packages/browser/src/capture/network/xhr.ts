import { BAGGAGE_HEADER } from '@throughline/format';
import { safely } from '../../safely.ts';
import type { Stop } from '../captured.ts';
import { wrapMethod } from '../wrapMethod.ts';
import type { RequestSpan, StartRequestSpan } from './request.ts';

const ENDINGS = ['error', 'abort', 'timeout', 'loadend'] as const;

interface Opened {
  method: string;
  url: URL;
  /** What the application set itself, by lower-case name. */
  headers: Map<string, string>;
}

/** Records requests made by `XMLHttpRequest` and sends the context headers along. */
export function startXhrCapture(startSpan: StartRequestSpan): Stop {
  const opened = new WeakMap<object, Opened>();
  const underWay = new WeakMap<object, () => void>();
  const { prototype } = XMLHttpRequest;

  const unwrapOpen = wrapMethod(prototype, 'open', (proceed, request, given) => {
    let args = given;
    try {
      // What is no string is turned into one by the browser; it must happen once only.
      if (given.length > 1) args = [`${given[0]}`, `${given[1]}`, ...given.slice(2)];
    } catch {
      // The browser will say what is wrong.
    }
    const result = proceed(args);
    safely(() => {
      // Opened again, a request under way is dropped without any event.
      underWay.get(request as XMLHttpRequest)?.();
      opened.set(request as XMLHttpRequest, {
        method: (args[0] as string).toUpperCase(),
        url: new URL(args[1] as string, document.baseURI),
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
      if (!headers) return;
      // A header that is set twice is sent with both values.
      const before = headers.get(name);
      headers.set(name, before === undefined ? String(args[1]) : `${before}, ${String(args[1])}`);
    });
    return result;
  });
  const unwrapSend = wrapMethod(prototype, 'send', (proceed, thisArgument, args) => {
    const request = thisArgument as XMLHttpRequest;
    const span = safely(() => begin(request, args[0]));
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

  function begin(request: XMLHttpRequest, body: unknown): RequestSpan | undefined {
    const start = opened.get(request);
    // Once sent, or never opened: the browser will say what is wrong.
    if (!start || request.readyState !== XMLHttpRequest.OPENED) return undefined;
    opened.delete(request);
    const span = startSpan({ ...start, initiator: 'xhr', body, source: request });
    if (!span) return undefined;
    for (const [name, value] of span.additional)
      XMLHttpRequest.prototype.setRequestHeader.call(request, name, addition(name, value, start.headers));
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
  const listener = (event: Event) =>
    safely(() => {
      if (event.type === 'loadend') unwatch();
      if (event.type === 'abort') span.failed('AbortError', 'aborted');
      else if (event.type === 'timeout')
        span.failed('TimeoutError', `no answer within ${request.timeout} ms`);
      else if (event.type === 'error') span.failed('NetworkError', 'the request failed');
      else span.answered(request.status);
    });
  for (const ending of ENDINGS) request.addEventListener(ending, listener);
  return () => {
    unwatch();
    span.failed('AbortError', 'aborted');
  };
}
