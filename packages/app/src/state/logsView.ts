/** How grave a line of the logs is, the gravest first. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the logs show, as far as the address restores it. */
export interface LogsView {
  /** Text that a line has, every word of it. */
  query: string;
  /** Only this service; empty for all. */
  service: string;
  /** Levels that are switched off. */
  hidden: readonly LogLevel[];
}

export const ALL_LOGS: LogsView = { query: '', service: '', hidden: [] };

/** The parameters of the address that hold it; what is as usual is absent. */
export interface LogsSearch {
  logsQuery?: string;
  logsService?: string;
  /** Comma-separated. */
  logsHide?: string;
}

export function formatLogs({ query, service, hidden }: LogsView): LogsSearch {
  return {
    logsQuery: query || undefined,
    logsService: service || undefined,
    logsHide: hidden.length > 0 ? hidden.join(',') : undefined,
  };
}

/** Likewise from an address that anybody may have written. */
export function parseLogs(search: LogsSearch): LogsView {
  const named = new Set(search.logsHide?.split(','));
  return {
    query: search.logsQuery ?? '',
    service: search.logsService ?? '',
    hidden: LOG_LEVELS.filter((level) => named.has(level)),
  };
}
