import type { TimedItem } from '../../load/session.ts';
import { beginClip, beginNote, setRange, stepMoment, toggleLoop, zoomAtMoment } from '../../state/actions.ts';
import { toggleFullScreen } from '../../state/fullScreen.ts';
import type { KeyAction } from '../../state/keyboard.ts';
import { SPEEDS } from '../../state/moment.ts';
import { nextPictureZoom } from '../../state/pictureZoom.ts';
import type { SessionState } from '../../state/sessionState.tsx';
import { ZOOM_STEP } from '../../state/timeView.ts';

/** What the keys of the player and of the activity timeline do, and those that write about what is seen. `visible` are the timeline's items as filtered. */
export function playbackKeys(state: SessionState, visible: TimedItem[]) {
  const { moment, range, zoom, pictureZoom, trail, inspecting } = state;
  const seek = (ms: number) => () => moment.seek(moment.get().at + ms);
  const changeSpeed = (step: 1 | -1) => () => {
    const speed = SPEEDS[SPEEDS.indexOf(moment.get().speed) + step];
    if (speed) moment.setSpeed(speed);
  };
  return {
    togglePlay: moment.toggle,
    back5: seek(-5_000),
    forward5: seek(5_000),
    back15: seek(-15_000),
    forward15: seek(15_000),
    nextStep: () => stepMoment(visible, state, 1),
    previousStep: () => stepMoment(visible, state, -1),
    slower: changeSpeed(-1),
    faster: changeSpeed(1),
    toggleSkip: () => moment.setSkipInactivity(!moment.get().skipInactivity),
    toggleLoop: () => toggleLoop(state),
    clearRange: () => range.get() && setRange(state, null),
    zoomIn: () => zoomAtMoment(state, ZOOM_STEP),
    zoomOut: () => zoomAtMoment(state, 1 / ZOOM_STEP),
    zoomWhole: () => zoom.set(null),
    toggleLive: () => moment.setFollowing(!moment.get().following),
    pictureZoom: () => pictureZoom.set(nextPictureZoom(pictureZoom.get())),
    toggleTrail: () => trail.set(!trail.get()),
    toggleInspector: () => inspecting.set(!inspecting.get()),
    fullScreen: toggleFullScreen,
    writeNote: () => beginNote(state),
    makeClip: () => beginClip(state),
  } satisfies Partial<Record<KeyAction, () => void>>;
}
