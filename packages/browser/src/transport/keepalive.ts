/**
 * Bytes of request bodies that a page may have under way with `keepalive`, the only requests that outlive it: 64 KiB by
 * the Fetch Standard, shared with the page's own. Some are left to the page.
 */
export const KEEPALIVE_BYTES = 60 * 1024;

/** The bytes of ours under way. */
export interface KeepaliveBudget {
  /** Takes `bytes` if there are so many left, and says whether it did. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createKeepaliveBudget(): KeepaliveBudget {
  let left = KEEPALIVE_BYTES;
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    give(bytes) {
      left += bytes;
    },
  };
}
