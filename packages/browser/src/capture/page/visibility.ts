import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { PageCapture } from './pageCapture.ts';

/** When the person turns to another tab or window, and comes back. */
export const captureVisibility: PageCapture = ({ listen, tell }) => {
  let isLeft = false;
  // A page that is left is hidden after that; it has sent its last by then.
  listen('pagehide', () => {
    isLeft = true;
  });
  listen('pageshow', () => {
    isLeft = false;
  });
  // At the document, from where it comes by the window.
  listen('visibilitychange', () => {
    const { visibilityState } = document;
    if (!isLeft)
      tell(EVENTS.visibility, `page ${visibilityState}`, { [ATTRIBUTES.visibilityState]: visibilityState });
  });
};
