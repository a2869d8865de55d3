import type { Span } from '@opentelemetry/api';
import { beforeEnd } from '../beforeEnd.ts';
import type { Payloads } from '../payloads.ts';
import { type Metadata, recordWay } from './recordCall.ts';
import { RpcMessages } from './rpcMessages.ts';

/** What grpc-js makes anew for each call. */
export interface MethodDefinition {
  path: string;
  requestStream: boolean;
  responseStream: boolean;
  requestSerialize(message: unknown): Uint8Array;
  responseDeserialize(bytes: Uint8Array): unknown;
}
interface Listener {
  onReceiveMetadata?: (metadata: Metadata) => unknown;
}
export interface InterceptingCall {
  start(metadata: Metadata, listener?: Listener): unknown;
}

/**
 * Looks on while a client's call is made: `open` is given the method's definition, whose functions take note of what goes
 * through them, and gives back the call. Recorded when `span` is about to end.
 */
export function watchClientCall<Call extends InterceptingCall>(
  span: Span,
  definition: MethodDefinition,
  open: (definition: MethodDefinition) => Call,
  payloads: Payloads,
): Call {
  const request = new RpcMessages(definition.requestStream);
  const response = new RpcMessages(definition.responseStream);
  let requestMetadata: Metadata | undefined;
  let responseMetadata: Metadata | undefined;
  const call = open({
    ...definition,
    requestSerialize(message) {
      const bytes = definition.requestSerialize(message);
      request.add(message, bytes.byteLength);
      return bytes;
    },
    responseDeserialize(bytes) {
      const message = definition.responseDeserialize(bytes);
      response.add(message, bytes.byteLength);
      return message;
    },
  });
  const { start } = call;
  call.start = function (metadata, listener) {
    requestMetadata = metadata;
    const onReceiveMetadata = listener?.onReceiveMetadata;
    if (listener && onReceiveMetadata)
      listener.onReceiveMetadata = function (received) {
        responseMetadata = received;
        return onReceiveMetadata.call(this, received);
      };
    return start.call(this, metadata, listener);
  };
  beforeEnd(span, () => {
    const { path } = definition;
    recordWay(span, path, { subject: 'rpc.request', messages: request, metadata: requestMetadata }, payloads);
    recordWay(
      span,
      path,
      { subject: 'rpc.response', messages: response, metadata: responseMetadata },
      payloads,
    );
  });
  return call;
}
