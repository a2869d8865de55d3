import type { FastifyRequest } from 'fastify';
import type { Writer } from '../control/author.ts';
import { askerOf } from './access/asker.ts';

/**
 * Who asks, as the author of what they write. Where nobody logs in, all who sit at the machine or have the server's token are one
 * author, and may say by `signedAs` who of them it is.
 */
export function writerOf(request: FastifyRequest, signedAs = ''): Writer {
  const { kind, id, name } = askerOf(request);
  if (kind === 'machine' || kind === 'operator') return { key: 'runner', name: signedAs || name };
  return { key: `${kind}:${id}`, name };
}
