import { createListening } from '../listening.ts';

/**
 * Calls `seen` once the person sees the page: at once, or, for a page that the browser renders ahead or opens in a tab
 * behind, when it is shown for the first time. A page that is never looked at is no visit. Returns what ends the wait.
 */
export function whenSeen(seen: () => void): () => void {
  const isSeen = () =>
    document.visibilityState === 'visible' && !(document as { prerendering?: boolean }).prerendering;
  if (isSeen()) {
    seen();
    return () => {};
  }
  const { on, stop } = createListening();
  const look = () => {
    if (!isSeen()) return;
    stop();
    seen();
  };
  on('visibilitychange', look);
  on('prerenderingchange', look);
  return stop;
}
