import { safely } from '../safely.ts';

export interface PageLife {
  /** The page is out of sight; on phones often the last that is heard of it. */
  hidden(): void;
  /** The page goes away: closed, left, or kept in the back-forward cache. */
  left(): void;
  /** The page is back from the back-forward cache. */
  restored(): void;
}

/** Tells of the page's life as the browser reports it. Returns what ends it. */
export function watchPageLife({ hidden, left, restored }: PageLife): () => void {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let gone = false;
  window.addEventListener(
    'pagehide',
    () => {
      gone = true;
      safely(left);
    },
    options,
  );
  document.addEventListener(
    'visibilitychange',
    () => {
      // Browsers hide a page that goes away, some before and some after `pagehide`.
      if (document.visibilityState === 'hidden') safely(gone ? left : hidden);
    },
    options,
  );
  window.addEventListener(
    'pageshow',
    (event) => {
      gone = false;
      if (event.persisted) safely(restored);
    },
    options,
  );
  return () => listening.abort();
}
