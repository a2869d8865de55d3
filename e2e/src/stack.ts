import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Checkout, launchCheckout, launchChromium } from '@throughline/example-checkout';
import type { Browser } from 'playwright-core';
import { startRecordingProxy, type WireRequest } from './recordingProxy.ts';

export const INGEST_KEY = 'tli_key_of_the_end_to_end_tests';
const BIN = fileURLToPath(new URL('../../packages/server/bin/throughline.js', import.meta.url));

/** All of it, as `npm start` runs it, on free ports and a data folder of its own. */
export interface Stack {
  /** Origin of app and API. */
  url: string;
  data: string;
  checkout: Checkout;
  browser: Browser;
  /** Every request that reached the server through ingest, from browser and services. */
  sentToServer: readonly WireRequest[];
  /** Stops everything but leaves the data folder. */
  stop: () => Promise<void>;
  removeData: () => Promise<void>;
}

export async function startStack(): Promise<Stack> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const data = await mkdtemp(join(tmpdir(), 'throughline-e2e-'));
  const server = await startServer(data);
  const proxy = await startRecordingProxy(server.url);
  const checkout = await launchCheckout({
    endpoint: proxy.url,
    key: INGEST_KEY,
    ports: { shop: 0, gateway: 0, payment: 0, fraud: 0, orders: 0, database: 0 },
  });
  const browser = await launchChromium(executablePath);
  return {
    url: server.url,
    data,
    checkout,
    browser,
    sentToServer: proxy.requests,
    async stop() {
      await browser.close();
      await checkout.stop();
      await proxy.stop();
      await server.stop();
    },
    removeData: () => rm(data, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function startServer(data: string) {
  const child = spawn(
    process.execPath,
    [
      BIN,
      ...['--port', '0', '--grpc-port', 'off', '--data', data],
      ...['--ingest-key', INGEST_KEY, '--log-level', 'warn'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /listens on (http:\S+?);/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
  });
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks the API until `enough` holds of its answer. */
export async function untilApi<Answer>(url: string, enough: (answer: Answer) => boolean): Promise<Answer> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const response = await fetch(url);
    if (response.ok) {
      const answer = (await response.json()) as Answer;
      if (enough(answer)) return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer what it should: ${await (await fetch(url)).text()}`);
}
