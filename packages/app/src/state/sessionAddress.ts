import { formatEvents, parseEvents } from './eventsView.ts';
import { formatLogs, parseLogs } from './logsView.ts';
import { formatNetwork, parseNetwork } from './networkView.ts';
import { formatClip, parseClip } from './openClip.ts';
import { formatSelection, parseSelection } from './selection.ts';
import type { SessionSearch } from './sessionSearch.ts';
import type { SessionState } from './sessionState.tsx';
import { formatTimelineFilter, parseTimelineFilter } from './timelineFilter.ts';
import { formatTimeRange, parseTimeRange } from './timeRange.ts';
import { formatWaterfall, parseWaterfall } from './waterfallView.ts';

/** What the address should say for the page to be restored as it is. */
export function writeSessionSearch(state: SessionState): SessionSearch {
  return {
    // Up, so that what happened within the millisecond has happened.
    at: Math.ceil(state.moment.get().at),
    span: formatSelection(state.selection.get()),
    panel: state.panel.get() ?? undefined,
    tab: state.tab.get() ?? undefined,
    range: formatTimeRange(state.range.get()),
    zoom: formatTimeRange(state.zoom.get()),
    mapView: state.mapView.get() === 'table' ? 'table' : undefined,
    note: state.note.get() ?? undefined,
    ...formatClip(state.clip.get()),
    ...formatTimelineFilter(state.filter.get()),
    ...formatWaterfall(state.waterfall.get()),
    ...formatNetwork(state.network.get()),
    ...formatLogs(state.logs.get()),
    ...formatEvents(state.events.get()),
  };
}

/** Puts the state where the address says, after the back or forward button. */
export function applySessionSearch(state: SessionState, search: SessionSearch): void {
  state.selection.set(parseSelection(search.span));
  state.panel.set(search.panel ?? null);
  state.tab.set(search.tab ?? null);
  state.range.set(parseTimeRange(search.range));
  state.zoom.set(parseTimeRange(search.zoom));
  state.filter.set(parseTimelineFilter(search));
  state.note.set(search.note ?? null);
  state.clip.set(parseClip(search));
  state.mapView.set(search.mapView ?? 'drawing');
  state.waterfall.set(parseWaterfall(search));
  state.network.set(parseNetwork(search));
  state.logs.set(parseLogs(search));
  state.events.set(parseEvents(search));
  if (search.at !== undefined) state.moment.seek(search.at);
}
