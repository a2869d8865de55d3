import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { builtApp } from './builtApp.ts';
import { launchChromium } from './chromium.ts';
import { PATIENCE_MS } from './eventually.ts';
import type { Fixture } from './fixture.ts';
import { type FixtureServer, startFixtureServer } from './fixtureServer.ts';

/** The real built app in a real browser, over a fixture. */
export interface TestedApp {
  browser: Browser;
  /** A server over `fixture`, closed with the app. */
  serve(fixture: Fixture): Promise<FixtureServer>;
  /** A page of its own, closed when the test ends; what breaks in it is gathered in `errors`. */
  open(url: string, options?: { dark?: boolean; width?: number; height?: number }): Promise<Page>;
  /** Errors that no code caught, in any page. A test that expects none checks that it is empty. */
  errors: string[];
  close(): Promise<void>;
}

export async function startApp(): Promise<TestedApp> {
  const site = await builtApp();
  const browser = await launchChromium();
  const servers: FixtureServer[] = [];
  const errors: string[] = [];
  return {
    browser,
    errors,
    async serve(fixture) {
      const server = await startFixtureServer(site, fixture);
      servers.push(server);
      return server;
    },
    async open(url, { dark = false, width = 1440, height = 900 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        // A dialog that fades in has, while it does, other colours than those that it is looked at in.
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      // A page that stays open plays on, and takes the time of the tests after it.
      onTestFinished(() => context.close());
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(error.stack || String(error)));
      await page.goto(url);
      return page;
    },
    async close() {
      await Promise.all([browser.close(), ...servers.map((server) => server.close())]);
    },
  };
}

/** The text that the replay shows. Read through the page around it: the frame itself runs no script, a test's neither. */
export function replayedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Replay"]');
    // Not `textContent`: that has what is hidden, too.
    return frame?.contentDocument?.body?.innerText ?? '';
  });
}

/** The moment that the scrub bar shows, milliseconds from the session's start. */
export async function shownMoment(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Moment' }).getAttribute('aria-valuenow'));
}
