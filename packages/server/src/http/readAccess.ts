import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Host names by which a browser on this machine reaches us. */
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export function isLoopback(host: string): boolean {
  return LOOPBACK_NAMES.has(host);
}

/**
 * Guards what can be read: the API and the app.
 *
 * - With a read token, every request must carry it: `Authorization: Bearer <token>`, or as the password of HTTP Basic,
 *   so that a browser can ask for it.
 * - Without one the server listens on loopback only, and the `Host` header must name this machine: a page elsewhere
 *   that points its own name at 127.0.0.1 (DNS rebinding) is refused.
 */
export function readAccess(readToken: string | undefined) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (readToken === undefined) {
      if (isLoopback(request.hostname)) return;
      await reply.code(403).send({
        error: {
          code: 'forbidden',
          message: `this server answers to localhost only, not to "${request.hostname}"; set a read token to open it`,
        },
      });
      return;
    }
    if (hasToken(request.headers.authorization, readToken)) return;
    await reply
      .code(401)
      .header('www-authenticate', 'Basic realm="Throughline", charset="UTF-8"')
      .send({
        error: { code: 'unauthorized', message: 'give the read token as a Bearer token or as the password' },
      });
  };
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ', 2);
  if (/^bearer$/i.test(scheme)) return sameSecret(credentials, token);
  if (!/^basic$/i.test(scheme)) return false;
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return sameSecret(password, token);
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
