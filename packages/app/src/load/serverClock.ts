/** Server's clock minus the viewer's, milliseconds, by the latest answer; 0 before the first. */
let offset = 0;

/**
 * Takes the time of an answer from its `Date` header (RFC 9110), which is exact to a second. `received` is Unix milliseconds by the
 * viewer's clock. What is missing or malformed changes nothing.
 */
export function noteServerTime(date: string | null, received: number): void {
  const sent = Date.parse(date ?? '');
  if (Number.isFinite(sent)) offset = sent - received;
}

/** Unix milliseconds by the server's clock, as far as it is known: the viewer's may be wrong by any amount. */
export function serverNow(): number {
  return Date.now() + offset;
}
