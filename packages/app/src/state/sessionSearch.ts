import { type EventsSearch, formatEvents, parseEvents } from './eventsView.ts';
import { formatLogs, type LogsSearch, parseLogs } from './logsView.ts';
import { formatNetwork, type NetworkSearch, parseNetwork } from './networkView.ts';
import { type ClipSearch, formatClip, parseClip } from './openClip.ts';
import { type Panel, parsePanel } from './panels.ts';
import { formatTimelineFilter, parseTimelineFilter, type TimelineSearch } from './timelineFilter.ts';
import { formatTimeRange, parseTimeRange } from './timeRange.ts';
import { formatWaterfall, parseWaterfall, type WaterfallSearch } from './waterfallView.ts';

/** What the address of a session page restores. */
export interface SessionSearch
  extends TimelineSearch,
    WaterfallSearch,
    NetworkSearch,
    LogsSearch,
    EventsSearch,
    ClipSearch {
  /** The moment, Unix milliseconds. */
  at?: number;
  /** The selected span (`<trace id>.<span id>`) or timeline item (its id). */
  span?: string;
  /** The open panel of the dock. */
  panel?: Panel;
  /** Id of the browser tab chosen by hand. */
  tab?: string;
  /** The part that all lists are narrowed to, `<from>-<to>` in Unix milliseconds. */
  range?: string;
  /** The part that the activity timeline shows, likewise. */
  zoom?: string;
  /** Id of the note that is open. */
  note?: string;
  /** The map as a table, not as a drawing. */
  mapView?: 'table';
}

/** Takes what it knows from an address that anybody may have written. */
export function readSessionSearch(raw: Record<string, unknown>): SessionSearch {
  const at = Number(raw.at);
  return {
    at: text(raw.at) && Number.isFinite(at) ? at : undefined,
    span: text(raw.span),
    panel: parsePanel(raw.panel) ?? undefined,
    tab: text(raw.tab),
    range: formatTimeRange(parseTimeRange(text(raw.range))),
    zoom: formatTimeRange(parseTimeRange(text(raw.zoom))),
    note: text(raw.note),
    ...formatClip(parseClip({ clip: text(raw.clip), collection: text(raw.collection) })),
    mapView: raw.mapView === 'table' ? 'table' : undefined,
    ...formatTimelineFilter(
      parseTimelineFilter({ q: text(raw.q), service: text(raw.service), hide: text(raw.hide) }),
    ),
    ...formatWaterfall(
      parseWaterfall({
        waterfall: raw.waterfall === 'trace' ? 'trace' : undefined,
        waterfallZoom: text(raw.waterfallZoom),
        waterfallQuery: text(raw.waterfallQuery),
        waterfallService: text(raw.waterfallService),
        waterfallErrors: raw.waterfallErrors === 'only' ? 'only' : undefined,
      }),
    ),
    ...formatLogs(
      parseLogs({
        logsQuery: text(raw.logsQuery),
        logsService: text(raw.logsService),
        logsHide: text(raw.logsHide),
      }),
    ),
    ...formatNetwork(
      parseNetwork({
        networkQuery: text(raw.networkQuery),
        networkKind: text(raw.networkKind),
        networkFailed: raw.networkFailed === 'only' ? 'only' : undefined,
        networkSort: text(raw.networkSort),
        networkTab: text(raw.networkTab),
      }),
    ),
    ...formatEvents(parseEvents({ eventsQuery: text(raw.eventsQuery), eventsKind: text(raw.eventsKind) })),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
