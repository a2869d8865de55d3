import type { Browser } from 'playwright-core';
import { COMPARED_STYLES, type Drawn, drawnIn } from './drawn.ts';
import { type Moment, VIEWPORT } from './live.ts';
import type { ReplayEvent } from './recordingSink.ts';

/** What a replay shows at a moment of the live page. */
export interface ReplayedMoment {
  drawn: Drawn;
  picture: Buffer;
}

/** What `stage.page.js` gives. */
declare const window: { show(json: string): void; jump(at: number): void };

/** Pictures and fonts that come over the network have come by then. */
const SETTLE_MS = 500;
/** The person's pointer is the player's, not the page's. */
const STYLES = 'body{margin:0}.replayer-wrapper .replayer-mouse{display:none}iframe{border:0}';

/** Shows the events in the application's `stage`, paused at each moment in turn; with no network unless `online`. */
export async function replay(
  browser: Browser,
  { script, styles }: { script: string; styles: string },
  events: readonly ReplayEvent[],
  moments: readonly Moment[],
  online: boolean,
): Promise<ReplayedMoment[]> {
  const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  if (!online) await page.route('**', (route) => route.abort());
  await page.setContent(`<!doctype html><style>${styles}${STYLES}</style><div id="stage"></div>`);
  await page.addScriptTag({ content: script });
  await page.evaluate((json) => window.show(json), JSON.stringify(events));
  const replayed: ReplayedMoment[] = [];
  for (const { time } of moments) {
    await page.evaluate((at) => window.jump(at), time);
    await page.waitForTimeout(SETTLE_MS);
    const picture = await page.screenshot({ caret: 'hide' });
    const drawn: Drawn = await page.evaluate(
      `(${drawnIn})(document.querySelector('iframe').contentDocument, ${JSON.stringify(COMPARED_STYLES)})`,
    );
    replayed.push({ drawn, picture });
  }
  await page.close();
  return replayed;
}
