const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whether `value` is a session or tab id: a lower-case UUID, as `crypto.randomUUID()` makes it. Everything that comes
 * from outside is checked by this before it is stored, propagated or put into a query.
 */
export function isSessionId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
