import type { Browser } from 'playwright-core';
import { COMPARED_STYLES, type Drawn, drawnIn } from './drawn.ts';
import type { RecordedPage } from './pages/page.ts';

/** The page at one moment. */
export interface Moment {
  /** Number of interactions before it. */
  after: number;
  /** When it was, Unix milliseconds. */
  time: number;
  drawn: Drawn;
  picture: Buffer;
}

export const VIEWPORT = { width: 1280, height: 800 };
/** A moment after every so many interactions, and one before the first. */
const EVERY = 3;
/** Transitions have ended by then, and what is told late (scrolling, moving) has been told. */
const SETTLE_MS = 900;

/** Does in the page what the script says, and looks at it on the way. `troubled` hears of what could not be done. */
export async function live(
  browser: Browser,
  url: string,
  { ready, interactions }: RecordedPage,
  troubled: (what: string) => void,
): Promise<Moment[]> {
  const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  const moments: Moment[] = [];
  const look = async (after: number) => {
    await page.waitForTimeout(SETTLE_MS);
    // Before the picture: the next interaction follows it at once, and a stage shows what comes with the next repaint.
    const time: number = await page.evaluate('Date.now()');
    const picture = await page.screenshot({ caret: 'hide' });
    const drawn: Drawn = await page.evaluate(`(${drawnIn})(document, ${JSON.stringify(COMPARED_STYLES)})`);
    moments.push({ after, time, drawn, picture });
  };
  await page.goto(url);
  await page.waitForSelector(ready, { state: 'attached', timeout: 30_000 });
  await page.waitForFunction('window.recorder');
  await look(0);
  for (const [index, interact] of interactions.entries()) {
    await interact(page).catch((error) => troubled(`interaction ${index}: ${String(error).split('\n')[0]}`));
    await page.waitForTimeout(150);
    if ((index + 1) % EVERY === 0) await look(index + 1);
  }
  await page.evaluate('window.recorder.shutdown()');
  await page.close();
  return moments;
}
