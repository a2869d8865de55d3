import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import type { Profile } from './profile.ts';
import type { Recorder } from './recorders/recorder.ts';
import type { Sink } from './sink.ts';
import type { Workload } from './workloads.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Some recorders keep quiet in what calls itself headless. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
/** What a recorder still does when it has started belongs to the load. */
const AFTER_START_MS = 1_200;
const WORK_TIMEOUT_MS = 120_000;

/** One visit, measured in the page and from the browser. Milliseconds are of CPU unless they are said to be of the wall. */
export interface Visit {
  /** Of all tasks on the main thread, from navigation to the end. */
  mainMs: number;
  /** The part of it up to `AFTER_START_MS` after the recorder was ready. */
  mainLoadMs: number;
  /** Of the renderer's other threads: workers, garbage collection, compiler, compositor. */
  otherMs: number;
  /** Longest task, and the sum of what tasks took beyond 50 ms each, of the wall. */
  longestTaskMs: number;
  blockingMs: number;
  /** JavaScript heap after two collections, bytes. */
  heapBytes: number;
  state: string;
  errors: string[];
  profile?: Profile | undefined;
}

interface Driver {
  state: string;
  errors: string[];
  longTasks: [start: number, duration: number][];
  run(workload: string): Promise<number>;
  flush?(): unknown;
  hide(): void;
}
declare const window: { __bench: Driver };
declare const document: { readyState: string };

export interface Ports {
  origin: number;
  sink: number;
}

/** Visits a page once in a new browser with an empty profile, has the driver work in it, leaves it, and measures. */
export async function visit(
  recorder: Recorder,
  workload: Workload,
  sink: Sink,
  ports: Ports,
  profiled: boolean,
): Promise<Visit> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    headless: true,
    args: argumentsFor(ports),
    viewport: { width: 1280, height: 720 },
    userAgent: USER_AGENT,
    chromiumSandbox: false,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    sink.begin(recorder);
    if (profiled) {
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: 200 });
    }
    await page.goto(address(recorder, workload, ports), { waitUntil: 'commit' });
    if (profiled) await session.send('Profiler.start');
    await page.waitForFunction(
      () => document.readyState === 'complete' && ['ready', 'failed'].includes(window.__bench.state),
      undefined,
      { timeout: 30_000, polling: 100 },
    );
    await page.waitForTimeout(AFTER_START_MS);
    const loaded = await metrics(session);
    await work(page, workload);
    await page.evaluate(() => window.__bench.flush?.());
    await page.waitForTimeout(Math.max(600, recorder.settleMs));
    await sink.quiet(6_000);
    await page.evaluate(() => window.__bench.hide());
    await sink.quiet(4_000);
    const ended = await metrics(session);
    const profile = profiled ? (await session.send('Profiler.stop')).profile : undefined;
    const { state, errors, longTasks } = await page.evaluate(() => {
      const { state, errors, longTasks } = window.__bench;
      return { state, errors, longTasks };
    });
    for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
    const durations = longTasks.map(([, duration]) => duration);
    return {
      mainMs: ended('TaskDuration') * 1_000,
      mainLoadMs: loaded('TaskDuration') * 1_000,
      otherMs: (ended('ProcessTime') - ended('ThreadTime')) * 1_000,
      longestTaskMs: Math.max(0, ...durations),
      blockingMs: durations.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
      heapBytes: (await metrics(session))('JSHeapUsedSize'),
      state,
      errors,
      profile,
    };
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function address({ name, bodies }: Recorder, workload: Workload, ports: Ports): string {
  const query = new URLSearchParams({
    recorder: name,
    ingest: `http://ingest.test:${ports.sink}`,
    bodies: bodies && workload === 'W4B' ? '1' : '0',
  });
  return `http://shop.test:${ports.origin}/${workload}?${query}`;
}

/** Nothing leaves the machine: no name but the two is found. */
function argumentsFor({ origin, sink }: Ports): string[] {
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-blink-features=AutomationControlled',
    '--enable-precise-memory-info',
    '--host-resolver-rules=MAP shop.test 127.0.0.1, MAP ingest.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    `--unsafely-treat-insecure-origin-as-secure=http://shop.test:${origin},http://ingest.test:${sink}`,
  ];
}

async function work(page: Page, workload: Workload): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the work did not end')), WORK_TIMEOUT_MS);
  });
  try {
    await Promise.race([page.evaluate((name) => window.__bench.run(name), workload), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function metrics(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const byName = new Map(metrics.map(({ name, value }) => [name, value]));
  return (name) => byName.get(name) ?? Number.NaN;
}
