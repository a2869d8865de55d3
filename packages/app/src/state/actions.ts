import type { Note } from '@throughline/format';
import type { TimedItem } from '../load/session.ts';
import { EMPTY_DRAFT } from './noteDraft.ts';
import { lastAtOrBefore } from './search.ts';
import type { SessionState } from './sessionState.tsx';
import type { TimeRange } from './timeRange.ts';
import { zoomed } from './timeView.ts';

/** Selects a line of the timeline: the moment goes there, and its trace opens if it has one and no panel is open. */
export function selectItem(state: SessionState, item: TimedItem): void {
  state.selection.set({ item: item.id });
  if (item.traceId && !state.panel.get()) state.panel.set('waterfall');
  state.moment.seek(item.time);
}

/** Selects a span of a trace: the moment goes to its start (Unix milliseconds). */
export function selectSpan(
  state: SessionState,
  span: { traceId: string; spanId: string },
  time: number,
): void {
  state.selection.set(span);
  state.moment.seek(time);
}

/**
 * The item `step` lines on from where one is (1 the next, -1 the previous): from the selected line if the moment still
 * stands there, else from the last line before the moment.
 */
export function neighbour(
  items: readonly TimedItem[],
  state: SessionState,
  step: 1 | -1,
): TimedItem | undefined {
  const { at } = state.moment.get();
  const selection = state.selection.get();
  const selected = selection && 'item' in selection ? items.findIndex(({ id }) => id === selection.item) : -1;
  if (selected >= 0 && Math.abs((items[selected]?.time ?? 0) - at) < 1) return items[selected + step];
  const times = items.map(({ time }) => time);
  const current = lastAtOrBefore(times, at);
  return items[step === 1 ? current + 1 : current - (times[current] === at ? 1 : 0)];
}

/** The first error after the moment, or after the selected line if the moment stands there. */
export function nextError(items: readonly TimedItem[], state: SessionState): TimedItem | undefined {
  const errors = items.filter(({ severity }) => severity === 'error');
  return neighbour(errors, state, 1);
}

/** How far two things must be apart to be two steps of the moment, milliseconds. */
const STEP_APART_MS = 0.5;

/** Pauses, and moves the moment to the next time (`step` 1) or the one before (-1) at which there is an item. Nothing is selected. */
export function stepMoment(items: readonly TimedItem[], { moment }: SessionState, step: 1 | -1): void {
  const { at } = moment.get();
  const times = items.map(({ time }) => time);
  const index =
    step === 1 ? lastAtOrBefore(times, at + STEP_APART_MS) + 1 : lastAtOrBefore(times, at - STEP_APART_MS);
  const time = times[index];
  if (time === undefined) return;
  moment.pause();
  moment.seek(time);
}

/** Plays the chosen range again and again, or no longer. Without a range there is nothing to loop. */
export function toggleLoop({ moment, range }: SessionState): void {
  const chosen = range.get();
  moment.setLoop(moment.get().loop ? null : chosen);
  if (moment.get().loop) moment.play();
}

/** Narrows all lists to a part of the session, or to none; a loop is always the range's. */
export function setRange({ moment, range }: SessionState, chosen: TimeRange | null): void {
  range.set(chosen);
  if (moment.get().loop) moment.setLoop(chosen);
}

/** Zooms the activity timeline by a factor (above 1: closer) around the moment. */
export function zoomAtMoment({ moment, zoom }: SessionState, factor: number): void {
  const { at, from, to } = moment.get();
  zoom.set(zoomed(zoom.get(), { from, to }, factor, at));
}

/** Narrows the timeline, the waterfall and the logs to what one service did; an empty name takes that back. */
export function narrowToService({ filter, waterfall, logs }: SessionState, service: string): void {
  filter.set({ ...filter.get(), service });
  waterfall.set({ ...waterfall.get(), service });
  logs.set({ ...logs.get(), service });
}

/** Opens a note: the moment goes there, and the panel shows it. */
export function openNote({ note, panel, moment }: SessionState, { id, moment: at }: OpenedNote): void {
  note.set(id);
  panel.set('notes');
  moment.seek(at);
}

type OpenedNote = Pick<Note, 'id' | 'moment'>;

/** Begins a note at the moment, or goes on with the one that is being written. Playback pauses. */
export function beginNote({ moment, panel, noteDraft }: SessionState): void {
  moment.pause();
  panel.set('notes');
  if (noteDraft.get()) return;
  // Up, so that what happened within the millisecond has happened.
  noteDraft.set({ ...EMPTY_DRAFT, moment: Math.ceil(moment.get().at) });
}

/** Shows where a clip is made of the chosen range. */
export function beginClip({ panel, makingClip }: SessionState): void {
  panel.set('notes');
  makingClip.set(true);
}

/** Plays a clip, and nothing else, once. */
export function playClip(state: SessionState, { from, to }: TimeRange): void {
  const { moment } = state;
  setRange(state, { from, to });
  moment.setLoop(null);
  moment.setPart({ from, to });
  moment.seek(from);
  moment.play();
}

/** Leaves the clip: all of the session is there again. */
export function leaveClip(state: SessionState): void {
  state.clip.set(null);
  state.moment.setPart(null);
  setRange(state, null);
}
