import type { SegmentSummary, TabSummary, TimelineItem } from '@throughline/format';
import { lastAtOrBefore } from '../state/search.ts';

/** Which tab was in use from each time on (the session's clock, milliseconds). */
export interface TabUse {
  times: number[];
  tabs: string[];
}

/** A tab is in use from the moment something happens in it until something happens in another. */
export function tabUse(
  tabs: readonly TabSummary[],
  segments: readonly SegmentSummary[],
  items: readonly (Pick<TimelineItem, 'tabId'> & { time: number })[],
): TabUse {
  const offsets = new Map(tabs.map((tab) => [tab.id, tab.clockOffset]));
  const recorded = new Set(segments.map(({ tab }) => tab));
  const uses: { time: number; tab: string }[] = [];
  for (const { tabId, time } of items) if (tabId && recorded.has(tabId)) uses.push({ time, tab: tabId });
  // Before its first item a tab is known by its recording alone.
  for (const tab of recorded) {
    const begins = segments.filter((segment) => segment.tab === tab).map(({ from }) => from);
    uses.push({ time: Math.min(...begins) + (offsets.get(tab) ?? 0), tab });
  }
  uses.sort((a, b) => a.time - b.time);
  const changes = uses.filter(({ tab }, index) => tab !== uses[index - 1]?.tab);
  return { times: changes.map(({ time }) => time), tabs: changes.map(({ tab }) => tab) };
}

/** The tab in use at a moment; before all use, the first; `undefined` if nothing was recorded. */
export function tabAt({ times, tabs }: TabUse, at: number): string | undefined {
  return tabs[Math.max(0, lastAtOrBefore(times, at))];
}
