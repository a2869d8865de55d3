import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { emptySession } from '../testing/fixture.ts';
import { type FixtureServer, startFixtureServer } from '../testing/fixtureServer.ts';
import { recordRound, segmentsOfRounds } from '../testing/longRecording.ts';

const ID = '88888888-0000-4000-8000-000000000001';
const HOUR_MS = 3_600_000;
/** Two hundred jumps take seconds, and a minute or more on a machine under load, milliseconds. */
const PATIENCE_MS = 300_000;
const FROM = 1_780_000_000_000;

let folder: string;
let browser: Browser;
let server: FixtureServer;
let page: Page;
let devTools: CDPSession;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-player-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, '..', 'testing', 'player'),
    resolve: { conditions: ['@throughline/source', ...defaultClientConditions] },
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error',
  });
  browser = await launchChromium();
  const segments = segmentsOfRounds(await recordRound(browser), 'tab', FROM, 60);
  const session = emptySession(ID, FROM, { to: FROM + HOUR_MS });
  server = await startFixtureServer(folder, { sessions: [{ ...session, segments }], traces: [] });
  page = await browser.newPage();
  await page.goto(server.origin);
  devTools = await page.context().newCDPSession(page);
  const summaries = segments.map(({ data: _, ...summary }) => summary);
  await page.evaluate(([id, list, at]) => window.player.open(id, list, at), [
    ID,
    summaries,
    FROM + HOUR_MS / 2,
  ] as const);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the browser holds, after all that can go has gone. */
async function held(): Promise<{ frames: number; documents: number; nodes: number; listeners: number }> {
  for (let round = 0; round < 3; round++) await devTools.send('HeapProfiler.collectGarbage');
  const { documents, nodes, jsEventListeners } = await devTools.send('Memory.getDOMCounters');
  const frames = await page.locator('iframe').count();
  return { frames, documents, nodes, listeners: jsEventListeners };
}

/** Moments anywhere in the hour, and such as lie near the one before: people look at a place again and again. */
function randomMoments(count: number): number[] {
  const moments: number[] = [];
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  for (let index = 0; index < count; index++) {
    const before = moments.at(-1) ?? 0;
    const near = before + (random() - 0.5) * 60_000;
    const at = random() < 0.5 ? random() * HOUR_MS : near;
    moments.push(Math.round(Math.max(0, Math.min(at, HOUR_MS - 5_000))));
  }
  return moments;
}

const seekAll = (moments: number[]) =>
  page.evaluate(
    async ([from, list]) => {
      for (const at of list) await window.player.seek(from + at);
    },
    [FROM, moments] as const,
  );

/** Where two texts part, for people. */
function difference(one: string, other: string): string {
  let index = 0;
  while (one[index] === other[index]) index += 1;
  const around = (text: string) => text.slice(Math.max(0, index - 80), index + 80);
  return `\n  ${around(one)}\n  ${around(other)}`;
}

it(
  'shows after 200 seeks of an hour what a fresh player shows, and holds no more than after the first',
  async () => {
    const moments = randomMoments(220);
    await seekAll(moments.slice(0, 20));
    const before = await held();
    const differences: string[] = [];
    for (let part = 1; part <= 10; part++) {
      const some = moments.slice(part * 20, part * 20 + 20);
      await seekAll(some);
      const at = FROM + (some.at(-1) ?? 0);
      const [shown, fresh] = await page.evaluate(
        async (moment) => [window.player.page(), await window.player.freshPage(moment)],
        at,
      );
      expect(fresh?.length).toBeGreaterThan(20_000);
      if (shown !== fresh) differences.push(`${at - FROM}: ${difference(shown ?? '', fresh ?? '')}`);
    }
    expect(differences).toEqual([]);
    const after = await held();
    expect(after.frames).toBe(1);
    expect(after.documents - before.documents).toBeLessThanOrEqual(2);
    // Of what each jump left behind there would be hundreds.
    expect(after.listeners - before.listeners).toBeLessThanOrEqual(50);
    expect(after.nodes).toBeLessThan(before.nodes * 1.5);
  },
  PATIENCE_MS,
);

it('shows the moment at which it stops, and not where the frame had come to', async () => {
  const behind = 200;
  const differences: string[] = [];
  // A round changes something every few hundred milliseconds.
  for (let at = FROM + 60_000; at < FROM + 63_000; at += behind) {
    const [shown, fresh] = await page.evaluate(
      async ([moment, elapsed]) => {
        await window.player.seek(moment);
        window.player.playFor(elapsed);
        return [window.player.page(), await window.player.freshPage(moment + elapsed)];
      },
      [at, behind] as const,
    );
    if (shown !== fresh) differences.push(`${at - FROM}: ${difference(shown ?? '', fresh ?? '')}`);
  }
  expect(differences).toEqual([]);
});
