import { createListening } from '../../listening.ts';
import { safely } from '../../safely.ts';

/** A click that has led to nothing in this time leads to nothing: slower answers show at least that they are awaited. */
const DEAD_AFTER_MS = 2_500;
/** What says by itself that a click does something. */
const CLICKABLE =
  'a[href],button,summary,[role="button"],[role="link"],[role="tab"],[role="menuitem"],[role="switch"],input[type="button"],input[type="submit"],input[type="image"]';
/** What a click may lead to without a change of the DOM. */
const SIGNS = [
  'input',
  'change',
  'submit',
  'scroll',
  'toggle',
  'focusin',
  'popstate',
  'hashchange',
  'pagehide',
  'blur',
  'play',
  'pause',
  'click',
] as const;

export interface DeadClicks {
  /** A click on `element`; calls `dead` if it leads to nothing. */
  watch(element: Element, dead: () => void): void;
  /** Something has come of the last click. */
  alive(): void;
}

/**
 * Tells of clicks on what looks as if it did something and that led to nothing: no change of the DOM, no request, navigation,
 * scrolling or change of focus. The next click ends the waiting for one.
 */
export function createDeadClicks(): DeadClicks {
  let end: (() => void) | undefined;

  function watch(element: Element, dead: () => void): void {
    end?.();
    const target = element.closest(CLICKABLE);
    // What opens elsewhere shows nothing here, and what is switched off is meant to do nothing.
    if (
      !target ||
      target.matches(':disabled,[target]:not([target="_self"]),[download],[href^="mailto:"],[href^="tel:"]')
    )
      return;
    const listening = createListening();
    const stop = () =>
      safely(() => {
        clearTimeout(timer);
        observer.disconnect();
        listening.stop();
        end = undefined;
      });
    const observer = new MutationObserver(stop);
    const timer = setTimeout(
      () =>
        safely(() => {
          stop();
          dead();
        }),
      DEAD_AFTER_MS,
    );
    end = stop;
    for (const root of new Set([document, element.getRootNode()]))
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    // The click itself is still on its way, and so is the focus that it sets.
    setTimeout(() =>
      safely(() => {
        if (end !== stop) return;
        for (const sign of SIGNS) listening.on(sign, stop);
      }),
    );
  }

  return { watch, alive: () => end?.() };
}
