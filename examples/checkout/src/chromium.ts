import { type Browser, chromium } from 'playwright-core';

/** Without a window, a GPU or Chromium's own traffic; without its sandbox, which root may not have. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium or Chrome at `executablePath`, headless, for a visit to the shop. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGS });
}
