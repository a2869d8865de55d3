import { ATTRIBUTES } from '@throughline/format';
import { safely } from '../../../safely.ts';
import type { Stop } from '../../captured.ts';

/** Entries that no request has asked for yet; each is asked for within seconds, or never. */
const MOST_ENTRIES = 100;
/** Both times are read from one clock, which browsers coarsen. */
const TOLERANCE_MS = 1;
/** A request made by the page's code, and no image or style sheet. */
const INITIATORS: ReadonlySet<string> = new Set(['fetch', 'xmlhttprequest', 'beacon']);

interface Asked {
  name: string;
  start: number;
  resolve(attributes: Record<string, unknown>): void;
}

export interface ResourceTimings {
  /** Attributes of the request to `url` that began at `start` (`performance.now()`), when the browser has measured it. */
  of(url: URL, start: number): Promise<Record<string, unknown>>;
  stop: Stop;
}

/** Resource Timing, https://www.w3.org/TR/resource-timing/: what the browser measured of each request. */
export function watchResourceTimings(): ResourceTimings {
  let entries: PerformanceResourceTiming[] = [];
  let asked: Asked[] = [];
  const isOf = (entry: PerformanceResourceTiming, { name, start }: Asked) =>
    withoutHash(entry.name) === name && entry.startTime >= start - TOLERANCE_MS;
  const heed = (list: PerformanceObserverEntryList) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      if (!INITIATORS.has(entry.initiatorType)) continue;
      // Of several requests to one address the last that had begun by then.
      const found = asked.findLast((one) => isOf(entry, one));
      if (found) {
        asked = asked.filter((one) => one !== found);
        found.resolve(resourceAttributes(entry));
      } else entries = [...entries.slice(1 - MOST_ENTRIES), entry];
    }
  };
  const observer = new PerformanceObserver((list) => safely(() => heed(list)));
  observer.observe({ type: 'resource', buffered: true });
  return {
    of: ({ href }, start) =>
      new Promise((resolve) => {
        const question = { name: withoutHash(href), start, resolve };
        const found = entries.find((entry) => isOf(entry, question));
        if (found) {
          entries = entries.filter((entry) => entry !== found);
          resolve(resourceAttributes(found));
        } else asked = [...asked.slice(1 - MOST_ENTRIES), question];
      }),
    stop: () => observer.disconnect(),
  };
}

const withoutHash = (address: string) => address.split('#', 1)[0] ?? '';

/** Of another origin's answer that does not allow it (`Timing-Allow-Origin`) everything is 0, and nothing is known. */
export function resourceAttributes(entry: PerformanceResourceTiming): Record<string, unknown> {
  const { requestStart, responseStart, responseEnd, secureConnectionStart, connectEnd } = entry;
  if (responseStart === 0) return {};
  const { encodedBodySize, decodedBodySize, transferSize, nextHopProtocol } = entry;
  return {
    [ATTRIBUTES.httpResponseBodySize]: encodedBodySize,
    [ATTRIBUTES.httpResponseDecodedSize]: decodedBodySize === encodedBodySize ? undefined : decodedBodySize,
    // Nothing came over the network: it was in the browser's cache.
    [ATTRIBUTES.httpResponseSize]: transferSize,
    [ATTRIBUTES.networkProtocolVersion]: /^h(?:ttp\/)?([\d.]+)/.exec(nextHopProtocol)?.[1],
    [ATTRIBUTES.timingDns]: between(entry.domainLookupStart, entry.domainLookupEnd),
    [ATTRIBUTES.timingConnect]: between(entry.connectStart, connectEnd),
    [ATTRIBUTES.timingTls]:
      secureConnectionStart > 0 ? between(secureConnectionStart, connectEnd) : undefined,
    [ATTRIBUTES.timingWait]: between(requestStart, responseStart),
    [ATTRIBUTES.timingReceive]: between(responseStart, responseEnd),
  };
}

/** Milliseconds to the tenth, which is as fine as browsers measure; `undefined` for what did not happen. */
function between(start: number, end: number): number | undefined {
  const milliseconds = Math.round((end - start) * 10) / 10;
  return milliseconds > 0 ? milliseconds : undefined;
}
