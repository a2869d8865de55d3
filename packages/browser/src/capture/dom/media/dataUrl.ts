import { safely } from '../../../safely.ts';

/** Bytes of one picture or font; icons and web fonts have some tens of thousands. */
const LONGEST = 512 * 1024;
/** Bytes and requests of a page altogether: what the person came for goes first. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_REQUESTS = 200;
/** What an address may lead to. Servers often do not know fonts. */
const WANTED = /^(?:image\/|font\/|application\/(?:font|x-font|vnd\.ms-fontobject|octet-stream))/;

/** Gives what an address leads to as a `data:` URL; each is asked for once. `undefined` if it cannot be had or is too large. */
export type DataUrlOf = (url: string) => Promise<string | undefined>;

/**
 * Mostly out of the browser's cache, where the page has just put it. Cookies go to the page's own origin alone; what another
 * origin does not let be read (CORS) is left out. `fetch` must be the browser's own.
 */
export function createDataUrls(fetch: typeof globalThis.fetch): DataUrlOf {
  const asked = new Map<string, Promise<string | undefined>>();
  let left = MOST_BYTES;

  async function load(url: string): Promise<string | undefined> {
    const response = await fetch(url, { cache: 'force-cache', credentials: 'same-origin' });
    const type = response.headers.get('content-type') ?? '';
    const length = Number(response.headers.get('content-length') ?? 0);
    if (!response.ok || !WANTED.test(type) || length > Math.min(left, LONGEST)) {
      await response.body?.cancel();
      return undefined;
    }
    const blob = await response.blob();
    if (blob.size > Math.min(left, LONGEST)) return undefined;
    left -= blob.size;
    return asDataUrl(blob);
  }

  return (url) => {
    const known = asked.get(url);
    if (known) return known;
    if (asked.size >= MOST_REQUESTS || !/^(?:https?|blob):/.test(url)) return Promise.resolve(undefined);
    const loading = load(url).catch(() => undefined);
    asked.set(url, loading);
    return loading;
  };
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => safely(() => resolve(String(reader.result)));
    reader.onerror = () => safely(() => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
