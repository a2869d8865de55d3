/** What the waterfall shows, as far as the address restores it. */
export interface WaterfallView {
  /** All traces of the session, or the one of what is selected. */
  scope: 'session' | 'trace';
  /** The part of the time axis, Unix milliseconds; `null` fits it to what is in view. */
  zoom: { from: number; to: number } | null;
  /** Text that a span, or a log inside it, has. */
  query: string;
  /** Only this service; empty for all. */
  service: string;
  /** Only spans that failed. */
  errorsOnly: boolean;
}

export const WHOLE_WATERFALL: WaterfallView = {
  scope: 'session',
  zoom: null,
  query: '',
  service: '',
  errorsOnly: false,
};

/** The parameters of the address that hold it; what is as usual is absent. */
export interface WaterfallSearch {
  waterfall?: 'trace';
  /** `<from>-<to>`, Unix milliseconds. */
  waterfallZoom?: string;
  waterfallQuery?: string;
  waterfallService?: string;
  waterfallErrors?: 'only';
}

export function formatWaterfall({ scope, zoom, query, service, errorsOnly }: WaterfallView): WaterfallSearch {
  return {
    waterfall: scope === 'trace' ? 'trace' : undefined,
    waterfallZoom: zoom ? `${digits(zoom.from)}-${digits(zoom.to)}` : undefined,
    waterfallQuery: query || undefined,
    waterfallService: service || undefined,
    waterfallErrors: errorsOnly ? 'only' : undefined,
  };
}

/** Likewise from an address that anybody may have written. */
export function parseWaterfall(search: WaterfallSearch): WaterfallView {
  return {
    scope: search.waterfall === 'trace' ? 'trace' : 'session',
    zoom: parseZoom(search.waterfallZoom),
    query: search.waterfallQuery ?? '',
    service: search.waterfallService ?? '',
    errorsOnly: search.waterfallErrors === 'only',
  };
}

/** To the microsecond, which is as far as times on the screen go. */
function digits(time: number): number {
  return Math.round(time * 1000) / 1000;
}

function parseZoom(parameter: string | undefined): WaterfallView['zoom'] {
  const [, from, to] = /^(\d{1,14}(?:\.\d+)?)-(\d{1,14}(?:\.\d+)?)$/.exec(parameter ?? '') ?? [];
  return Number(from) < Number(to) ? { from: Number(from), to: Number(to) } : null;
}
