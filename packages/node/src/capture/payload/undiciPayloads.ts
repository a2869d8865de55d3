import type { Span } from '@opentelemetry/api';
import { beforeEnd } from './beforeEnd.ts';
import { BodyCollector } from './bodyCollector.ts';
import { headerOf, type Payloads } from './payloads.ts';

type Headers = [name: string, value: string][];

/** The part of undici's own request, the same under `fetch` and `request()`, by which the chunks go past. */
interface UndiciRequest {
  origin: unknown;
  path: string;
  /** In versions before 6.11 one text, afterwards names and values in turn. */
  headers: string | unknown[];
  onBodySent?: (chunk: unknown) => unknown;
  onData?: (chunk: unknown) => unknown;
}
interface UndiciAnswer {
  request: object;
  response: { headers: unknown[] };
}

/**
 * The hooks of OpenTelemetry's undici instrumentation that record payloads of `fetch` and undici. They look on where each
 * chunk goes past: no body is cloned, and nothing is read that the application does not read.
 */
export function undiciPayloadHooks(payloads: Payloads) {
  return {
    requestHook(span: Span, given: object): void {
      if (!payloads.isWanted(span)) return;
      const request = given as UndiciRequest;
      const headers = () => requestHeaders(request.headers);
      const body = new BodyCollector(() => headerOf(headers(), 'content-type'));
      lookOn(request, 'onBodySent', body);
      beforeEnd(span, () =>
        payloads.record(span, {
          subject: 'http.request',
          target: targetOf(request),
          headers: headers(),
          body,
        }),
      );
    },
    responseHook(span: Span, { request: given, response }: UndiciAnswer): void {
      if (!payloads.isWanted(span)) return;
      const request = given as UndiciRequest;
      const headers = inTurn(response.headers);
      const body = new BodyCollector(() => headerOf(headers, 'content-type'));
      lookOn(request, 'onData', body);
      beforeEnd(span, () =>
        payloads.record(span, { subject: 'http.response', target: targetOf(request), headers, body }),
      );
    },
  };
}

function lookOn(request: UndiciRequest, name: 'onBodySent' | 'onData', body: BodyCollector): void {
  const original = request[name];
  if (typeof original !== 'function') return;
  request[name] = function (this: UndiciRequest, chunk) {
    body.add(chunk);
    return original.call(this, chunk);
  };
}

const targetOf = ({ origin, path }: UndiciRequest) => `${origin}${path}`;

function requestHeaders(headers: UndiciRequest['headers']): Headers {
  if (typeof headers !== 'string') return inTurn(headers);
  return headers.split('\r\n').flatMap((line): Headers => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
  });
}

/** Names and values in turn, each a text or its bytes; a value may be a list. */
function inTurn(raw: unknown[]): Headers {
  const pairs: Headers = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    for (const value of [raw[index + 1]].flat()) pairs.push([String(raw[index]), String(value)]);
  return pairs;
}
