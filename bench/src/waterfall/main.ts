import { type Browser, chromium, type Page } from 'playwright-core';
import { fromSources } from '../browser/sources.ts';
import { percentile, table } from '../table.ts';
import { plainListPage } from './plainList.ts';
import { makeSession, SESSION_ID } from './session.ts';
import { startSite } from './site.ts';

const SPANS = Number(process.argv[2] ?? 50_000);
/** Frames of each measurement: ten seconds at sixty a second. */
const FRAMES = { scroll: 600, zoom: 600 };
/** The plain list takes far longer a frame, zooming up to seconds; so many are enough to see it. */
const PLAIN_FRAMES = { scroll: 60, zoom: 25 };
/** A refresh of a screen at 60 Hz, milliseconds. */
const REFRESH_MS = 16;
const VIEWPORT = { width: 1440, height: 900 };
const DRIVER = fromSources('waterfall/frames.page.js');
/** Longest wait for the page to show all of it, milliseconds. */
const OPEN_WITHIN_MS = 90_000;

interface Measured {
  /** Milliseconds until all spans were there to be scrolled through. */
  open: number;
  elements: number;
  scroll: number[];
  zoom: number[];
}

/** What `frames.page.js` puts into the page. */
type Driver = {
  scroll(count: number): Promise<number[]>;
  zoom(count: number): Promise<number[]>;
  elements(): number;
};

const session = makeSession(SPANS);
const site = await startSite(session, plainListPage(session.spans.traces, session.detail.from));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const shown = `${SPANS.toLocaleString('en')} spans`;
  const waterfall = await measure(
    browser,
    `${site.origin}/sessions/${SESSION_ID}?panel=waterfall`,
    FRAMES,
    (page) =>
      page
        .getByRole('status', { name: 'Spans shown' })
        .filter({ hasText: shown })
        .waitFor({ timeout: OPEN_WITHIN_MS }),
  );
  const plain = await measure(browser, `${site.origin}/plain`, PLAIN_FRAMES, (page) =>
    page.locator('.row').last().waitFor({ timeout: OPEN_WITHIN_MS }),
  );
  process.stdout.write(report(waterfall, plain));
} finally {
  await browser.close();
  site.close();
}

async function measure(
  chrome: Browser,
  url: string,
  frames: typeof FRAMES,
  shown: (page: Page) => Promise<void>,
): Promise<Measured> {
  const page = await chrome.newPage({ viewport: VIEWPORT });
  // As high as the plain list is.
  await page.addInitScript("localStorage.setItem('throughline-panel-dock', '620')");
  const began = Date.now();
  await page.goto(url, { timeout: OPEN_WITHIN_MS });
  await shown(page);
  const open = Date.now() - began;
  await page.addScriptTag({ path: DRIVER });
  const drive = <Result>(call: (driver: Driver, count: number) => Result, count: number) =>
    page.evaluate(`(${call})(window.bench, ${count})`) as Promise<Awaited<Result>>;
  const scroll = await drive((driver, count) => driver.scroll(count), frames.scroll);
  const zoom = await drive((driver, count) => driver.zoom(count), frames.zoom);
  const elements = await drive((driver) => driver.elements(), 0);
  await page.close();
  return { open, elements, scroll, zoom };
}

function report(waterfall: Measured, plain: Measured): string {
  const late = (times: readonly number[]) =>
    `${times.filter((time) => time > REFRESH_MS).length} of ${times.length}`;
  const ratio = (ours: number, other: number) => `${(other / Math.max(ours, 0.1)).toFixed(1)}`;
  const p95 = (times: readonly number[]) => Number(percentile(times, 0.95));
  const line = (what: string, unit: string, ours: number, other: number) => [
    `${what}, ${unit}`,
    ours.toFixed(1),
    other.toFixed(1),
    ratio(ours, other),
  ];
  return table(
    [`${SPANS.toLocaleString('en')} spans`, 'waterfall', 'plain list', 'plain / waterfall'],
    [
      line('until all is there', 'ms', waterfall.open, plain.open),
      line('elements in the page', 'count', waterfall.elements, plain.elements),
      [`scrolling: frames over ${REFRESH_MS} ms`, late(waterfall.scroll), late(plain.scroll), ''],
      line('scrolling: p95 frame', 'ms', p95(waterfall.scroll), p95(plain.scroll)),
      [`zooming: frames over ${REFRESH_MS} ms`, late(waterfall.zoom), late(plain.zoom), ''],
      line('zooming: p95 frame', 'ms', p95(waterfall.zoom), p95(plain.zoom)),
    ],
  );
}
