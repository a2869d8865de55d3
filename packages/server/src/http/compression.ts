import { constants } from 'node:zlib';
import fastifyCompress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** What is smaller goes out as it is: it fits in one packet or two anyway, bytes. */
const WORTH_IT_BYTES = 2_048;

/** Past this Brotli takes several times as long for the last few percent. */
const BROTLI_QUALITY = 4;

/** Texts: code, style sheets, pages, JSON in lines or not, CSV. */
const TEXTS = /^(text\/|image\/svg|application\/([\w.-]+\+)?(json|x-ndjson|javascript|xml))/;

/** Answers of the routes registered in `app` after this go out compressed as the client asks (RFC 9110, section 12.5.3). */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  await app.register(fastifyCompress, {
    threshold: WORTH_IT_BYTES,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    customTypes: TEXTS,
    // What comes in is inflated where its bounds are known.
    globalDecompression: false,
  });
}
