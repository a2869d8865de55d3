/** Where share links lead. */
export const SHARE_PATH = '/share';

/** The secret of the link that opened this page; empty if none did. */
export function shareSecret(): string {
  // There is none where no page is open, as in a program.
  const { location } = globalThis as Partial<typeof globalThis>;
  return location?.pathname === SHARE_PATH ? location.hash.slice(1) : '';
}

/** By which the server knows what is asked through the link. */
export function shareHeaders(): Record<string, string> {
  const secret = shareSecret();
  return secret === '' ? {} : { authorization: `Bearer ${secret}` };
}
