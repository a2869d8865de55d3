import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import type { ThroughlineOptions } from '../options.ts';
import type { Throughline } from '../throughline.ts';
import { builtSdk } from './builtSdk.ts';
import type { SdkFiles } from './bundle.ts';
import { launchChromium } from './chromium.ts';
import { type Sink, startSink } from './sink.ts';
import { recordedPage, type Site, startSite } from './site.ts';

declare global {
  interface Window {
    throughline: Throughline;
  }
}

/** What a test in a real browser has: fresh servers, and a fresh browser profile. */
export interface Fixture {
  browser: Browser;
  context: BrowserContext;
  sdk: SdkFiles;
  sink: Sink;
  site: Site;
  /** Errors that reached a page uncaught. */
  pageErrors: Error[];
  /** Opens a recorded page of the site, and waits until what the SDK loads later is there. */
  open(body: string, options?: Partial<ThroughlineOptions>): Promise<Page>;
  /** Opens one without waiting for that. */
  openAtOnce(body: string, options?: Partial<ThroughlineOptions>): Promise<Page>;
}

/** Sets a fixture up for each test of the file; its members are there while a test runs. */
export function useFixture(): Fixture {
  const fixture = {} as Fixture;
  beforeAll(async () => {
    [fixture.sdk, fixture.browser] = await Promise.all([builtSdk(), launchChromium()]);
    return () => fixture.browser.close();
  });
  beforeEach(async () => {
    [fixture.sink, fixture.site, fixture.context] = await Promise.all([
      startSink(),
      startSite(fixture.sdk),
      fixture.browser.newContext(),
    ]);
    fixture.pageErrors = [];
    fixture.context.on('weberror', (error) => fixture.pageErrors.push(error.error()));
    fixture.openAtOnce = async (body, options = {}) => {
      const url = fixture.site.page('/', recordedPage({ endpoint: fixture.sink.origin, ...options }, body));
      const page = await fixture.context.newPage();
      await page.goto(url);
      return page;
    };
    fixture.open = async (body, options) => {
      const page = await fixture.openAtOnce(body, options);
      // As text, since the test runner would rewrite the import. A module is loaded once, so this waits for the SDK's own.
      await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
      return page;
    };
  });
  afterEach(async () => {
    await fixture.context.close();
    await Promise.all([fixture.sink.close(), fixture.site.close()]);
  });
  return fixture;
}

/** Sends what the page has recorded so far. */
export function flush(page: Page): Promise<void> {
  return page.evaluate(() => window.throughline.flush());
}
