import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  type Checkout,
  type CheckService,
  launchCheckout,
  launchChromium,
} from '@throughline/example-checkout';
import type { Browser } from 'playwright-core';
import { startRecordingProxy, type WireRequest } from './recordingProxy.ts';

export const INGEST_KEY = 'tli_key_of_the_end_to_end_tests';
const BIN = fileURLToPath(new URL('../../packages/server/bin/throughline.js', import.meta.url));

/** How long the API may take to answer what it should, milliseconds: a busy machine is no failure. */
const PATIENCE_MS = 60_000;

/** All of it, as `npm start` runs it, on free ports and a data folder of its own. */
export interface Stack {
  /** Origin of app and API. */
  url: string;
  /** Where the first account is made; empty if nobody logs in. */
  setupUrl: string;
  data: string;
  checkout: Checkout;
  browser: Browser;
  /** Every request that reached the server through ingest, from browser and services. */
  sentToServer: readonly WireRequest[];
  /** What the shop's services printed, a line each, as `[gateway] charge attempt`. */
  printed: readonly string[];
  /** Stops everything but leaves the data folder. */
  stop: () => Promise<void>;
  removeData: () => Promise<void>;
}

/** `checks`: services that a payment's check passes through before it reaches fraud. */
export async function startStack(checks: CheckService[] = [], flags?: string[]): Promise<Stack> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const data = await mkdtemp(join(tmpdir(), 'throughline-e2e-'));
  const server = await startServer(data, flags);
  const proxy = await startRecordingProxy(server.url);
  const printed: string[] = [];
  const checkout = await launchCheckout({
    endpoint: proxy.url,
    key: INGEST_KEY,
    ports: { shop: 0, gateway: 0, payment: 0, fraud: 0, orders: 0, database: 0 },
    checks,
    log: (line) => printed.push(line),
  });
  const browser = await launchChromium(executablePath);
  return {
    url: server.url,
    setupUrl: server.setupUrl,
    data,
    checkout,
    browser,
    sentToServer: proxy.requests,
    printed,
    async stop() {
      await browser.close();
      await checkout.stop();
      await proxy.stop();
      await server.stop();
    },
    removeData: () => rm(data, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The server alone, on a free port. */
export async function startServer(data: string, flags: string[] = ['--auth', 'off']) {
  const child = spawn(
    process.execPath,
    [
      BIN,
      ...['--port', '0', '--grpc-port', 'off', '--data', data],
      ...['--ingest-key', INGEST_KEY, '--log-level', 'warn', ...flags],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let setupUrl = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      setupUrl ||= /make yours at (\S+)/.exec(line)?.[1] ?? '';
      const match = /listens on (http:\S+?);/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
  });
  return {
    url,
    setupUrl,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks the API until `enough` holds of its answer. */
export async function untilApi<Answer>(
  url: string,
  enough: (answer: Answer) => boolean,
  headers: Record<string, string> = {},
): Promise<Answer> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    const response = await fetch(url, { headers });
    if (response.ok) {
      const answer = (await response.json()) as Answer;
      if (enough(answer)) return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer what it should: ${await (await fetch(url, { headers })).text()}`);
}
