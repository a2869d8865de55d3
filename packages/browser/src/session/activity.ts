import { safely } from '../safely.ts';

/**
 * What a person does, as opposed to what a page does by itself: scripts move the focus and scroll, and Chromium reports
 * pointer moves when the layout shifts under a pointer at rest.
 */
const ACTIVITIES = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const;

/** Calls `onActivity` whenever the person does something in the page. Returns what ends it. */
export function watchActivity(onActivity: () => void): () => void {
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  const listener = (event: Event) => {
    if (event.isTrusted) safely(onActivity);
  };
  for (const activity of ACTIVITIES) window.addEventListener(activity, listener, options);
  return () => listening.abort();
}
