import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { type FixtureServer, startFixtureServer } from '../testing/fixtureServer.ts';

let folder: string;
let browser: Browser;
let server: FixtureServer;
let page: Page;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-renders-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, '..', 'testing', 'renders'),
    plugins: [react()],
    resolve: {
      conditions: ['@throughline/source', ...defaultClientConditions],
      // Only this build of React calls its profilers in production mode.
      alias: { 'react-dom/client': 'react-dom/profiling' },
    },
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error',
  });
  browser = await launchChromium();
  server = await startFixtureServer(folder, { sessions: [], traces: [] });
  page = await browser.newPage();
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Lets the moment go on in small steps, and answers how often each panel was rendered meanwhile. */
async function rendersWhile(steps: number, stepMs: number): Promise<Record<string, number>> {
  return page.evaluate(
    async ([count, elapsed]) => {
      const { moment, renders } = window.harness;
      // Until nothing has been rendered for a while, however busy the machine is.
      const settled = async () => {
        for (let seen = ''; seen !== JSON.stringify(renders); ) {
          seen = JSON.stringify(renders);
          await new Promise((resolve) => setTimeout(resolve, 400));
        }
      };
      await settled();
      const before = { ...renders };
      moment.play();
      for (let step = 0; step < count; step++) {
        moment.advance(elapsed);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await settled();
      return Object.fromEntries(
        Object.entries(renders).map(([id, number]) => [id, number - (before[id] ?? 0)]),
      );
    },
    [steps, stepMs] as const,
  );
}

it('renders no panel for a tick that changes no row', async () => {
  await page.evaluate(() => {
    const { moment } = window.harness;
    moment.seek(moment.get().from + 50_200);
    moment.play();
  });
  // 60 ticks within one row and one second.
  expect(await rendersWhile(60, 10)).toEqual({ timeline: 0, trace: 0, network: 0, events: 0, controls: 0 });
  const thumb = await page.getByRole('slider', { name: 'Moment' }).getAttribute('aria-valuenow');
  expect(thumb).toBe('50800');
});

it('renders the clock once a second, and the timeline for each row it comes to', async () => {
  await page.evaluate(() => {
    const { moment } = window.harness;
    moment.seek(moment.get().from + 70_500);
  });
  const fiveSeconds = await rendersWhile(50, 100);
  expect(fiveSeconds).toEqual({ timeline: 0, trace: 0, network: 0, events: 0, controls: 5 });
  const overARow = await rendersWhile(50, 100);
  for (const panel of ['timeline', 'network', 'events']) {
    expect(overARow[panel], panel).toBeGreaterThan(0);
    expect(overARow[panel], panel).toBeLessThan(6);
  }
  const current = page.getByRole('listbox', { name: 'Timeline items' }).locator('[aria-current]');
  expect(await current.getAttribute('aria-label')).toBe('shop line 8');
});

it('renders of a waterfall of 50,000 spans the two lines that change, and holds those in view alone', async () => {
  await page.evaluate(() => {
    const { moment } = window.harness;
    moment.seek(moment.get().from + 105_000);
  });
  const tree = page.getByRole('tree', { name: 'Spans' });
  await tree.getByRole('treeitem', { name: 'shop span 10', exact: true }).waitFor();
  await rendersWhile(1, 0);
  await page.evaluate(() => window.harness.rendered.clear());
  expect((await rendersWhile(40, 10)).trace).toBe(0);
  expect((await rendersWhile(50, 100)).trace).toBeGreaterThan(0);
  const rendered = await page.evaluate(() => [...window.harness.rendered.keys()].sort());
  expect(rendered).toEqual(['span 10', 'span 11']);
  expect(await tree.locator('[aria-current]').getAttribute('aria-label')).toBe('shop span 11');
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(100);
});

it('zooms the waterfall without rendering a line', async () => {
  await page.evaluate(() => window.harness.rendered.clear());
  const tree = page.getByRole('tree', { name: 'Spans' });
  const bar = tree.locator('[aria-current] svg');
  const width = async () => (await bar.boundingBox())?.width ?? 0;
  const before = await width();
  await tree.focus();
  for (let step = 0; step < 30; step++) await page.keyboard.press('+');
  await expect.poll(width).toBeGreaterThan(before * 4);
  expect(await page.evaluate(() => [...window.harness.rendered.keys()])).toEqual([]);
  await page.keyboard.press('0');
  await expect.poll(width).toBe(before);
});
