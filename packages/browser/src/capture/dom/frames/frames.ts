/** What is loaded only where frames of other origins are recorded. */
export { recordFramesWithin } from './framesWithin.ts';
export { startWithinFrame } from './withinFrame.ts';
