import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';

/** For tests: gRPC's framing by hand, so that it can be wrong. */

export function connectGrpc(address: string): ClientHttp2Session {
  return connect(`http://${address}`).on('error', () => undefined);
}

/** An Export call of which only the headers are sent. */
export function startExport(
  session: ClientHttp2Session,
  service: 'trace.v1.TraceService' | 'logs.v1.LogsService',
  headers: Record<string, string>,
): ClientHttp2Stream {
  const stream = session.request({
    ':method': 'POST',
    ':path': `/opentelemetry.proto.collector.${service}/Export`,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  return stream.on('error', () => undefined).resume();
}

/** What the call ends with: its `grpc-status`, or `undefined` if it ends without one. */
export function endOf(stream: ClientHttp2Stream): Promise<number | undefined> {
  return new Promise((resolve) => {
    const look = (headers: Record<string, unknown>) => {
      if (headers['grpc-status'] !== undefined) resolve(Number(headers['grpc-status']));
    };
    stream
      .on('response', look)
      .on('trailers', look)
      .once('close', () => resolve(undefined));
  });
}

/** A message with its five bytes in front: whether it is compressed, and its length. */
export function framed(message: Buffer, compressed = false): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed ? 1 : 0, 0);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
