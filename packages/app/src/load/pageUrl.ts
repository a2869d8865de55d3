import type { TimedItem } from './session.ts';

/** Where the tab's page was at `time`, by the timeline's navigations; `undefined` if none is known. */
export function pageUrlAt(items: readonly TimedItem[], tabId: string, time: number): string | undefined {
  const before = items.findLast(
    (item) => item.kind === 'navigation' && item.tabId === tabId && item.time <= time && item.url,
  );
  return before?.url;
}
