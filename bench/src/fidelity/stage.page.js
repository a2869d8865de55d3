import { readEvents } from '../../../packages/app/src/stage/recordedEvents.ts';
import { fromCheckpoint } from '../../../packages/app/src/stage/recordedFacts.ts';
import { buildStretch } from '../../../packages/app/src/stage/stretch.ts';

let stretch;

/** Shows a recording, given as JSON of its events, in the application's own stage. */
window.show = (json) => {
  stretch = buildStretch(document.querySelector('#stage'), fromCheckpoint(readEvents(json)), () => {});
};
/** Stands still at a moment, Unix milliseconds. */
window.jump = (at) => stretch.jump({ at, playing: false, speed: 1 });
