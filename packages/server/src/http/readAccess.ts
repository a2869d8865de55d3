import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Host names by which a browser on this machine reaches us. */
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export function isLoopback(host: string): boolean {
  return LOOPBACK_NAMES.has(host);
}

/** Requests by whoever runs the server; set by `readAccess`. */
const administrators = new WeakSet<FastifyRequest>();

/** Whether the request may make and revoke keys. Only known behind `readAccess`. */
export function mayAdminister(request: FastifyRequest): boolean {
  return administrators.has(request);
}

/**
 * Guards what can be read: the API and the app.
 *
 * - With a read token in the settings, every request must carry it, or one that was made later (`isReadToken`):
 *   `Authorization: Bearer <token>`, or as the password of HTTP Basic, so that a browser can ask for it. Only the one in the
 *   settings may administer.
 * - Without one the server listens on loopback only, and the `Host` header must name this machine: a page elsewhere
 *   that points its own name at 127.0.0.1 (DNS rebinding) is refused. Whoever is on this machine may administer.
 */
export function readAccess(readToken: string | undefined, isReadToken: (secret: string) => Promise<boolean>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (readToken === undefined) {
      if (isLoopback(request.hostname)) {
        administrators.add(request);
        return;
      }
      await reply.code(403).send({
        error: {
          code: 'forbidden',
          message: `this server answers to localhost only, not to "${request.hostname}"; set a read token to open it`,
        },
      });
      return;
    }
    const given = secretOf(request.headers.authorization);
    if (sameSecret(given, readToken)) {
      administrators.add(request);
      return;
    }
    if (given !== '' && (await isReadToken(given))) return;
    await reply
      .code(401)
      .header('www-authenticate', 'Basic realm="Throughline", charset="UTF-8"')
      .send({
        error: { code: 'unauthorized', message: 'give the read token as a Bearer token or as the password' },
      });
  };
}

/** The Bearer token, or the password of HTTP Basic; empty if there is neither. */
function secretOf(authorization: string | undefined): string {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ', 2);
  if (/^bearer$/i.test(scheme)) return credentials;
  if (!/^basic$/i.test(scheme)) return '';
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return password;
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
