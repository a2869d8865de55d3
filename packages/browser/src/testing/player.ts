import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import type { eventWithTime, Replayer } from 'rrweb';

/** A page with rrweb's player in it, as `window.replayer`, paused at the end of what was recorded. */
export type Player = Page;

declare global {
  interface Window {
    replayer: Replayer;
  }
}

/** Plays events to their end in a blank page, without scripts and canvas calls, as the application's player does. */
export async function played(browser: Browser, events: readonly eventWithTime[]): Promise<Player> {
  const page = await browser.newPage();
  const script = createRequire(import.meta.url)
    .resolve('rrweb')
    .replace(/[^/]+$/, 'rrweb.umd.min.cjs');
  await page.addScriptTag({ path: script });
  await page.evaluate(async (json) => {
    const { rrweb } = window as unknown as { rrweb: typeof import('rrweb') };
    window.replayer = new rrweb.Replayer(JSON.parse(json));
    window.replayer.pause(window.replayer.getMetaData().totalTime + 1);
    // What the player sets when a frame has loaded, it sets in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }, JSON.stringify(events));
  return page;
}

/** What the expression gives in the replayed document, which it knows as `page`. */
export function inReplay<Value>(player: Player, expression: string): Promise<Value> {
  return player.evaluate(`((page) => ${expression})(window.replayer.iframe.contentDocument)`);
}
