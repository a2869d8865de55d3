import { formatHidden, parseHidden } from './timelineFilter.ts';

/** What the address of a session page restores. */
export interface SessionSearch {
  /** The moment, Unix milliseconds. */
  at?: number;
  /** The selected span (`<trace id>.<span id>`) or timeline item (its id). */
  span?: string;
  /** The open panel. */
  panel?: 'trace';
  /** Id of the browser tab chosen by hand. */
  tab?: string;
  /** The timeline's search text. */
  q?: string;
  /** Kinds of the timeline that are switched off, comma-separated. */
  hide?: string;
}

/** Takes what it knows from an address that anybody may have written. */
export function readSessionSearch(raw: Record<string, unknown>): SessionSearch {
  const at = Number(raw.at);
  return {
    at: text(raw.at) && Number.isFinite(at) ? at : undefined,
    span: text(raw.span),
    panel: raw.panel === 'trace' ? 'trace' : undefined,
    tab: text(raw.tab),
    q: text(raw.q),
    hide: formatHidden(parseHidden(text(raw.hide))),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
