import type { TimelineItem } from '@throughline/format';
import { lastAtOrBefore } from '../state/search.ts';

/** The page's address from each time on (the session's clock, milliseconds), ascending. */
export interface Addresses {
  times: number[];
  urls: string[];
}

/**
 * The addresses of one tab: those rrweb recorded at its checkpoints, and those of the navigation events, since a page
 * that changes its address without loading is no news to rrweb.
 */
export function addressesOf(
  tab: string,
  items: readonly (Pick<TimelineItem, 'kind' | 'tabId' | 'url'> & { time: number })[],
  recorded: readonly { time: number; url: string }[],
): Addresses {
  const all = [...recorded];
  for (const { kind, tabId, url, time } of items)
    if (kind === 'navigation' && url && tabId === tab) all.push({ time, url });
  all.sort((a, b) => a.time - b.time);
  return { times: all.map(({ time }) => time), urls: all.map(({ url }) => url) };
}

/** The address at a moment; before all, the first. */
export function addressAt({ times, urls }: Addresses, at: number): string | undefined {
  return urls[Math.max(0, lastAtOrBefore(times, at))];
}
