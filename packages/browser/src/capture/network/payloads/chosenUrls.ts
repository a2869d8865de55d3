import type { ContextHeadersFor } from '../propagation.ts';

/**
 * Says of a URL whether it was chosen: all of the page's own origin and of those that get the context headers (`true`), or
 * those that begin as a string does, or match a pattern, without query and hash.
 */
export function chosenUrls(
  choice: boolean | readonly (string | RegExp)[] | undefined,
  headersFor: ContextHeadersFor,
): (url: URL) => boolean {
  if (!choice) return () => false;
  if (choice === true) return (url) => headersFor(asHttp(url), NO_SPAN, () => null).length > 0;
  const beginnings = choice.map((one) =>
    typeof one === 'string' ? new URL(one, document.baseURI).href : one,
  );
  return (url) => {
    const address = asHttp(url).href.split(/[?#]/, 1)[0] ?? '';
    return beginnings.some((one) => {
      if (typeof one === 'string') return `${address}/`.startsWith(one) || address.startsWith(one);
      // A pattern with the flag g or y goes on where its last match ended.
      one.lastIndex = 0;
      return one.test(address);
    });
  };
}

const NO_SPAN = { traceId: '', spanId: '', sampled: false };

/** `ws:` and `wss:` are the same place as `http:` and `https:`. */
function asHttp({ href }: URL): URL {
  return new URL(href.replace(/^ws/, 'http'));
}
