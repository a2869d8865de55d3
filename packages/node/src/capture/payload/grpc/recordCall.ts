import type { Span } from '@opentelemetry/api';
import { payloadAttributeNames } from '@throughline/format';
import { headerPairs } from '../messageContent.ts';
import type { Payloads } from '../payloads.ts';
import type { RpcMessages } from './rpcMessages.ts';

/** The part of gRPC's metadata that is read. */
export interface Metadata {
  /** Lists of texts, or of Buffers where a name ends with `-bin`. */
  toJSON(): Record<string, unknown[]>;
}

/** One way of a call. */
export interface Way {
  subject: 'rpc.request' | 'rpc.response';
  messages: RpcMessages;
  metadata: Metadata | undefined;
}

/** Sets the attributes that say what went one way of the call of the method `path`. */
export function recordWay(
  span: Span,
  path: string,
  { subject, messages, metadata }: Way,
  payloads: Payloads,
): void {
  payloads.record(span, {
    subject,
    target: path,
    headers: headerPairs(metadata?.toJSON()),
    contentType: messages.contentType,
    body: messages,
  });
  if (messages.isStream) span.setAttribute(payloadAttributeNames(subject).messageCount, messages.count);
}
