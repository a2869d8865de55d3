import type { SessionState } from '../state/sessionState.tsx';
import type { LogLine } from './logLines.ts';

/** Selects a line, in all panels, and moves the moment to it. */
export function selectLine({ selection, moment }: SessionState, { id, time }: LogLine): void {
  selection.set({ item: id });
  moment.seek(time);
}

/** Shows the trace in which a line was written, at the span that wrote it. */
export function openInWaterfall(state: SessionState, { log: { id, traceId, spanId } }: LogLine): void {
  if (!traceId) return;
  state.selection.set(spanId ? { traceId, spanId } : { item: id });
  state.waterfall.set({ ...state.waterfall.get(), scope: 'trace', zoom: null });
  state.panel.set('waterfall');
}
