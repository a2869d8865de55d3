import type { SegmentSummary } from '@throughline/format';
import type { Browser, Page } from 'playwright-core';
import type { RecordedSegment } from './recording.ts';
import { startSite } from './site.ts';

/** What was measured of one player with one session; milliseconds and bytes. */
export interface Measured {
  /** Of as many pages, each new. */
  firstFrames: number[];
  /** After the warm-up, to anywhere. */
  seeks: number[];
  /** To the last tenth of the session. */
  farSeeks: number[];
  heap: number;
}

/** How often a session is opened, each time in a page of its own. */
const OPENS = 7;

/** How a page opens a session and jumps in it. */
export interface Led {
  open(page: Page, segments: readonly RecordedSegment[]): Promise<number>;
  /** Jumps to each of the offsets from the start in turn; how long each took. */
  seek(page: Page, from: number, offsets: readonly number[]): Promise<number[]>;
}

declare const window: {
  player: {
    open(session: string, segments: SegmentSummary[], at: number): Promise<void>;
    seek(at: number): Promise<void>;
  };
  theirs: { open(url: string): Promise<void>; seek(offset: number): Promise<void> };
};

export const OURS: Led = {
  open: (page, segments) =>
    page.evaluate(
      async ([list, at]) => {
        const start = performance.now();
        await window.player.open('session', list, at);
        return performance.now() - start;
      },
      [segments.map(({ data: _, ...summary }) => summary), segments[0]?.from ?? 0] as const,
    ),
  seek: (page, from, offsets) =>
    page.evaluate(
      async ([start, list]) => {
        const took: number[] = [];
        for (const offset of list) {
          const before = performance.now();
          await window.player.seek(start + offset);
          took.push(performance.now() - before);
        }
        return took;
      },
      [from, offsets] as const,
    ),
};

export const THEIRS: Led = {
  open: (page) =>
    page.evaluate(async () => {
      const start = performance.now();
      await window.theirs.open('/whole');
      return performance.now() - start;
    }),
  seek: (page, _from, offsets) =>
    page.evaluate(
      async ([list]) => {
        const took: number[] = [];
        for (const offset of list) {
          const before = performance.now();
          await window.theirs.seek(offset);
          took.push(performance.now() - before);
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        return took;
      },
      [offsets] as const,
    ),
};

/** The offsets that are jumped to: to warm up, anywhere, and in the last tenth. The same for each player. */
export interface Offsets {
  warmUp: number[];
  anywhere: number[];
  far: number[];
}

/** Measures a player, built in `folder`, whose page is at `path`, with a session. */
export async function measure(
  browser: Browser,
  led: Led,
  { folder, path }: { folder: string; path: string },
  segments: readonly RecordedSegment[],
  { warmUp, anywhere, far }: Offsets,
): Promise<Measured> {
  const site = await startSite(folder, segments);
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(0);
    await page.goto(site.url + path);
    return { page, took: await led.open(page, segments) };
  };
  const firstFrames: number[] = [];
  for (let turn = 1; turn < OPENS; turn++) {
    const { page, took } = await open();
    firstFrames.push(took);
    await page.close();
  }
  const { page, took } = await open();
  firstFrames.push(took);
  try {
    const from = segments[0]?.from ?? 0;
    await led.seek(page, from, warmUp);
    const seeks = await led.seek(page, from, anywhere);
    const farSeeks = await led.seek(page, from, far);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devTools.send('Runtime.getHeapUsage');
    return { firstFrames, seeks, farSeeks, heap: usedSize };
  } finally {
    await page.close();
    site.close();
  }
}
