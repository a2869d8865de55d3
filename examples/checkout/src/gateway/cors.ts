import type { RequestHandler } from 'express';

/** The shop's own origin may move to another port when its own is taken, so any page of this machine is let in. */
const SHOP_ORIGIN = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

/** What the shop sends beyond the safelisted headers: JSON, and the four that carry the line. */
const ALLOWED_HEADERS = 'content-type, traceparent, tracestate, baggage, x-session-id';

/** How long a browser may keep the answer to a preflight, seconds. */
const PREFLIGHT_AGE = 600;

/** Cross-origin resource sharing for the shop. */
export const cors: RequestHandler = (request, response, next) => {
  const { origin } = request.headers;
  response.vary('origin');
  if (origin === undefined || !SHOP_ORIGIN.test(origin)) return next();
  response.set('access-control-allow-origin', origin);
  if (request.method !== 'OPTIONS') return next();
  response.set({
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': String(PREFLIGHT_AGE),
  });
  response.sendStatus(204);
};
