import { createListening } from '../listening.ts';

/**
 * What a person does, as opposed to what a page does by itself: scripts move the focus and scroll, and Chromium reports
 * pointer moves when the layout shifts under a pointer at rest.
 */
const ACTIVITIES = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const;

/** Calls `onActivity` whenever the person does something in the page. Returns what ends it. */
export function watchActivity(onActivity: () => void): () => void {
  const { on, stop } = createListening();
  for (const activity of ACTIVITIES)
    on(activity, ({ isTrusted }) => {
      if (isTrusted) onActivity();
    });
  return stop;
}
