import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BytesInFlight, Held } from '../ingest/bytesInFlight.ts';
import { IngestError } from '../ingest/ingestError.ts';

/**
 * Has bodies of any content type received as bytes, bounded for each by its route's `bodyLimit` and for all together by
 * `inFlight`. What a client only announces is not counted; what has come is, until the answer is gone.
 */
export function receiveBodies(app: FastifyInstance, inFlight: BytesInFlight): void {
  const held = new WeakMap<FastifyRequest, Held>();
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const holding = inFlight.hold();
    held.set(request, holding);
    reply.raw.once('close', holding.release);
  });
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    const most = request.routeOptions.bodyLimit;
    if (Number(request.headers['content-length']) > most) throw tooLarge(most);
    return receive(payload, most, held.get(request) ?? inFlight.hold());
  });
}

/** The whole of `payload`. Leaves it open if it is refused, so that the client, which may still be sending, gets to know why. */
function receive(payload: Readable, most: number, held: Held): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      try {
        if (bytes > most) throw tooLarge(most);
        held.add(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        payload.off('data', onData);
        chunks.length = 0;
        reject(error as Error);
      }
    };
    payload.on('data', onData);
    payload.once('end', () => resolve(Buffer.concat(chunks)));
    // Nobody is left to read this, but it is counted.
    const onCutOff = () => reject(new IngestError(400, 'the body was cut off'));
    payload.once('error', onCutOff);
    payload.once('close', onCutOff);
  });
}

function tooLarge(most: number): IngestError {
  return new IngestError(
    413,
    `the body is larger than the ${most} bytes that are taken; send smaller batches`,
  );
}
