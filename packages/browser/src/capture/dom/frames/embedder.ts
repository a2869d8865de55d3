/** The origin of the page around this one, if it is another and one of `origins`. */
export function embedderOf(origins: readonly string[]): string | undefined {
  if (window.parent === window || origins.length === 0) return undefined;
  const origin = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  return origin !== location.origin && origins.includes(origin) ? origin : undefined;
}
