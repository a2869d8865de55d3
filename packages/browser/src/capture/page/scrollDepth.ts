import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { PageCapture } from './pageCapture.ts';

/** A person who sees another quarter of the page is worth a line. */
const STEP = 25;

/** How far down the page a person has looked, per cent of its height: at each further quarter, of each address anew. */
export const captureScrollDepth: PageCapture = ({ listen, tell }) => {
  let path = location.pathname;
  let told = 0;
  listen('scroll', ({ target }) => {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    if (target !== document || scrollHeight <= clientHeight) return;
    if (path !== location.pathname) {
      path = location.pathname;
      told = 0;
    }
    const depth = Math.floor(((scrollTop + clientHeight + 1) / scrollHeight) * (100 / STEP)) * STEP;
    if (depth <= told) return;
    told = depth;
    tell(EVENTS.scrollDepth, `scrolled to ${Math.min(depth, 100)} %`, {
      [ATTRIBUTES.scrollDepth]: Math.min(depth, 100),
    });
  });
};
