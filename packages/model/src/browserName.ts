/**
 * How browsers are told by their user agent: by the first of these words that it has. Almost all call themselves Mozilla, and
 * most Chrome and Safari as well, so the more particular stand first.
 */
export const BROWSER_TOKENS: readonly (readonly [token: string, name: string])[] = [
  ['EdgA/', 'Edge'],
  ['EdgiOS/', 'Edge'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['FxiOS/', 'Firefox'],
  ['Firefox/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['HeadlessChrome/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];

/** What a browser is called if nothing tells. */
export const OTHER_BROWSER = 'other';

/** Name of the browser, without its version; empty if there is no user agent. */
export function browserName(userAgent: string): string {
  if (userAgent === '') return '';
  return BROWSER_TOKENS.find(([token]) => userAgent.includes(token))?.[1] ?? OTHER_BROWSER;
}

/** The browser's major version as its user agent tells it; empty if it does not. */
export function browserVersion(userAgent: string): string {
  const token = BROWSER_TOKENS.find(([text]) => userAgent.includes(text))?.[0];
  if (token === undefined) return '';
  // Safari's own version stands apart from that of its engine.
  const rest = userAgent.slice(userAgent.indexOf(token === 'Safari/' ? 'Version/' : token));
  return /^[^/]*\/(\d+)/.exec(rest)?.[1] ?? '';
}
