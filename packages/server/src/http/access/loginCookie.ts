import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The cookie of a log-in. No script reads it, and no page of another site sends it (`SameSite=Strict`): a link from elsewhere
 * opens the app, whose own requests carry it. Over TLS its name begins with `__Host-` (RFC 6265bis), which other hosts cannot set.
 */
const NAME = 'throughline';

/** Whether people reach the server over TLS, by its public address. */
export type IsSecure = boolean;

function nameOf(isSecure: IsSecure): string {
  return isSecure ? `__Host-${NAME}` : NAME;
}

/** What the cookie holds; `undefined` without one. */
export function readLoginCookie({ headers }: FastifyRequest, isSecure: IsSecure): string | undefined {
  return headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[nameOf(isSecure)];
}

export function setLoginCookie(
  reply: FastifyReply,
  { secret, expiresAt }: { secret: string; expiresAt: Date },
  isSecure: IsSecure,
): void {
  reply.header('set-cookie', cookie(nameOf(isSecure), secret, expiresAt, isSecure));
}

export function clearLoginCookie(reply: FastifyReply, isSecure: IsSecure): void {
  reply.header('set-cookie', cookie(nameOf(isSecure), '', new Date(0), isSecure));
}

function cookie(name: string, value: string, expires: Date, secure: boolean): string {
  return stringifySetCookie({ name, value, expires, secure, path: '/', httpOnly: true, sameSite: 'strict' });
}
