import type { TimedItem } from '../load/session.ts';
import { lastAtOrBefore } from './search.ts';
import type { SessionState } from './sessionState.tsx';

/** Selects a line of the timeline: the moment goes there, and its trace opens if it has one. */
export function selectItem(state: SessionState, item: TimedItem): void {
  state.selection.set({ item: item.id });
  if (item.traceId) state.panelOpen.set(true);
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
