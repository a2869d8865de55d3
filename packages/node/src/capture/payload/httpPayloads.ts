import { ClientRequest, IncomingMessage, type OutgoingMessage, ServerResponse } from 'node:http';
import type { Span } from '@opentelemetry/api';
import { beforeEnd } from './beforeEnd.ts';
import { BodyCollector } from './bodyCollector.ts';
import { headerOf, type Payloads } from './payloads.ts';

type Headers = [name: string, value: string][];

/**
 * The hooks of OpenTelemetry's HTTP instrumentation that record payloads of `node:http`, incoming and outgoing. They look on
 * where each chunk goes past (`push` of what is received, `write` and `end` of what is sent) and give everything on as it
 * came, return values included: whether a body is read, by what, and how fast, stays the application's business.
 */
export function httpPayloadHooks(payloads: Payloads) {
  return {
    requestHook(span: Span, request: ClientRequest | IncomingMessage): void {
      if (!payloads.isWanted(span)) return;
      if (request instanceof IncomingMessage) watchReceived(span, request, 'http.request', payloads);
      else if (request instanceof ClientRequest) watchSent(span, request, 'http.request', payloads);
    },
    responseHook(span: Span, response: IncomingMessage | ServerResponse): void {
      if (!payloads.isWanted(span)) return;
      if (response instanceof ServerResponse) watchSent(span, response, 'http.response', payloads);
      else if (response instanceof IncomingMessage) watchReceived(span, response, 'http.response', payloads);
    },
  };
}

type Subject = 'http.request' | 'http.response';

function watchReceived(span: Span, message: IncomingMessage, subject: Subject, payloads: Payloads): void {
  const headers = pairsOf(message.rawHeaders);
  const body = new BodyCollector(() => headerOf(headers, 'content-type'));
  const { push } = message;
  message.push = function (chunk: unknown, encoding?: BufferEncoding) {
    body.add(chunk, encoding);
    return push.call(this, chunk, encoding);
  };
  beforeEnd(span, () => payloads.record(span, { subject, target: targetOfReceived(message), headers, body }));
}

function watchSent(span: Span, message: OutgoingMessage, subject: Subject, payloads: Payloads): void {
  const body = new BodyCollector(() => headerOf(sentHeaders(message), 'content-type'));
  const { write, end } = message;
  // Within `end` Node calls what it has inside, not these, so that no chunk counts twice.
  message.write = function (this: OutgoingMessage, ...args: unknown[]) {
    body.add(args[0], args[1]);
    return write.apply(this, args as Parameters<OutgoingMessage['write']>);
  } as OutgoingMessage['write'];
  message.end = function (this: OutgoingMessage, ...args: unknown[]) {
    body.add(args[0], args[1]);
    return end.apply(this, args as unknown as Parameters<OutgoingMessage['end']>);
  } as OutgoingMessage['end'];
  beforeEnd(span, () =>
    payloads.record(span, { subject, target: targetOf(message), headers: sentHeaders(message), body }),
  );
}

/** Of an answer, what was asked for. */
function targetOfReceived(message: IncomingMessage & { req?: ClientRequest }): string {
  return message.url || (message.req ? targetOf(message.req) : '');
}

function targetOf(message: OutgoingMessage): string {
  if (message instanceof ClientRequest) return `${message.protocol}//${message.host}${message.path}`;
  return (message as ServerResponse).req?.url ?? '';
}

/** A list of names and values in turn, as Node keeps what came. */
function pairsOf(raw: string[]): Headers {
  const pairs: Headers = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

/**
 * What was sent, or is going to be. `writeHead()` hands its headers on without remembering them, so that once they are out
 * they are read from the text that Node has sent.
 */
function sentHeaders(message: OutgoingMessage): Headers {
  const { _header: sent } = message as OutgoingMessage & { _header?: string | null };
  if (typeof sent === 'string')
    return sent
      .split('\r\n')
      .slice(1)
      .flatMap((line): Headers => {
        const colon = line.indexOf(':');
        return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
      });
  return Object.entries(message.getHeaders()).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, String(each)]),
  );
}
