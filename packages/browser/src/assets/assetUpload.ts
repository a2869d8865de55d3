import { type AssetsMissing, LIMITS, PATHS } from '@throughline/format';
import { safely } from '../safely.ts';
import { retryDelay } from '../transport/retry.ts';
import { segmentRequest } from '../transport/segmentRequest.ts';
import type { Asset } from './sharedTexts.ts';

/** Characters that wait while the server does not answer; what is more is left to the next page. */
const MOST_WAITING = 8 * 1024 * 1024;
/** Failures after which this page leaves it to the next. */
const MOST_FAILURES = 6;

/** Characters of what is sent as a page goes away: more would not fit into what outlives it. */
const LONGEST_SENT_NOW = 512 * 1024;

/** Brings to the server what recordings refer to and it lacks. */
export interface AssetUpload {
  offer(assets: readonly Asset[]): void;
  /** Sends what the server may lack unasked, as far as it can outlive the page. For a page that hides or goes away. */
  sendNow(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/**
 * `segmentsUrl` is where segments go, the key in it. The question which are missing is a plain GET, the same on every page with
 * the same style sheets, and its answer may be kept: so most pages ask nothing.
 */
export function createAssetUpload(
  segmentsUrl: string,
  fetch: typeof globalThis.fetch,
  pack: (text: string) => Promise<Uint8Array<ArrayBuffer>>,
  packNow: (text: string) => Uint8Array<ArrayBuffer>,
): AssetUpload {
  const waiting = new Map<string, string>();
  const settledHashes = new Set<string>();
  let running = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let characters = 0;

  /** The answer; `undefined` for a refusal, which another attempt would not change. Throws where one may. */
  async function request(path: string, init: RequestInit, query = ''): Promise<Response | undefined> {
    const url = segmentsUrl.replace(PATHS.segments, PATHS.assets + path) + query;
    const response = await fetch(url, init);
    if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
    return response.ok ? response : undefined;
  }

  async function upload(): Promise<void> {
    const batch = [...waiting].slice(0, LIMITS.assetsAsked);
    if (batch.length === 0) return;
    const { credentials, referrerPolicy } = segmentRequest(new Uint8Array(), false);
    const hashes = `&hashes=${batch.map(([hash]) => hash)}`;
    const answer = await request('', { credentials, referrerPolicy }, hashes);
    const { missing = [] } = ((await answer?.json()) ?? {}) as Partial<AssetsMissing>;
    for (const [hash, text] of batch) {
      if (missing.includes(hash)) await request(`/${hash}`, segmentRequest(await pack(text), false));
      waiting.delete(hash);
      characters -= text.length;
      settledHashes.add(hash);
    }
    failures = 0;
    await upload();
  }

  function failed(): void {
    failures++;
    if (failures < MOST_FAILURES) timer = setTimeout(() => safely(run), retryDelay(failures, 0));
    else {
      waiting.clear();
      characters = 0;
    }
  }

  function run(): void {
    clearTimeout(timer);
    running = running.then(upload).catch(() => safely(failed));
  }

  return {
    offer(assets) {
      for (const [hash, text] of assets) {
        if (settledHashes.has(hash) || waiting.has(hash) || characters + text.length > MOST_WAITING) continue;
        waiting.set(hash, text);
        characters += text.length;
      }
      if (waiting.size > 0) run();
    },
    sendNow() {
      if (failures > 0) return;
      for (const [hash, text] of waiting)
        if (text.length <= LONGEST_SENT_NOW)
          request(`/${hash}`, segmentRequest(packNow(text), true)).catch(() => {});
    },
    settled: () => running,
  };
}
