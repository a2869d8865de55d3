import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { safely } from '../../safely.ts';
import type { PageCapture } from './pageCapture.ts';

/** Long tasks told of in a minute: a page that hangs all the time is told by these. */
const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;

interface LongAnimationFrame extends PerformanceEntry {
  blockingDuration: number;
  scripts: { sourceURL: string; sourceFunctionName: string; invoker: string; duration: number }[];
}

/** Times in which the page could not react for 50 ms or more: long animation frames, or long tasks where a browser has none. */
export const captureLongTasks: PageCapture = ({ tell, redactedUrl, whenStopped }) => {
  const supported = PerformanceObserver.supportedEntryTypes ?? [];
  const type = ['long-animation-frame', 'longtask'].find((known) => supported.includes(known));
  if (!type) return;
  let minute = 0;
  let told = 0;
  const tellOf = (list: PerformanceObserverEntryList) => {
    // By when they are told of: they are not told in the order in which they began.
    const now = Math.floor(performance.now() / MINUTE_MS);
    if (now !== minute) told = 0;
    minute = now;
    for (const entry of list.getEntries() as LongAnimationFrame[]) {
      const { duration, blockingDuration, scripts = [] } = entry;
      // A frame that is drawn late without a script blocking is no long task.
      if (blockingDuration === 0) continue;
      if (++told > MOST_A_MINUTE) continue;
      const longest = [...scripts].sort((a, b) => b.duration - a.duration)[0];
      tell(EVENTS.longTask, `page busy for ${Math.round(duration)} ms`, {
        [ATTRIBUTES.longTaskDuration]: duration,
        [ATTRIBUTES.longTaskBlocking]: blockingDuration,
        [ATTRIBUTES.codeFilePath]: longest?.sourceURL ? redactedUrl(longest.sourceURL) : undefined,
        [ATTRIBUTES.codeFunctionName]: longest?.sourceFunctionName || undefined,
      });
    }
  };
  const observer = new PerformanceObserver((list) => safely(() => tellOf(list)));
  observer.observe({ type, buffered: true });
  whenStopped(() => observer.disconnect());
};
