import { ensureInstalled } from './install.mjs';

/** Runs everything on this machine: the server on embedded engines, the checkout example, and one recorded session. */
await ensureInstalled();
const { build } = await import('./build.mjs');
await build();
const { findChromium } = await import('./chromium.mjs');
const { startThroughline } = await import('./throughline.mjs');
const { announce } = await import('./steps.mjs');
const { launchCheckout } = await import('../examples/checkout/dist/index.js');

/** How long a recorded session may take to be queryable, milliseconds. */
const LISTED_WITHIN_MS = 15_000;

/** What runs, in the order in which it was started; ended in reverse. */
const running = [];
let stopping = false;

async function stopAll(exitCode) {
  if (stopping) process.exit(1);
  stopping = true;
  announce('Stopping');
  for (const stop of running.reverse()) await stop().catch((error) => process.stderr.write(`${error}\n`));
  process.exit(exitCode);
}

process.on('SIGINT', () => stopAll(0));
process.on('SIGTERM', () => stopAll(0));

try {
  announce('Starting the server');
  const server = await startThroughline(() => stopping || stopAll(1));
  running.push(server.stop);

  announce('Starting the checkout example');
  const checkout = await launchCheckout({
    endpoint: server.url,
    key: server.ingestKey,
    log: (line) => process.stdout.write(`  ${line}\n`),
  });
  running.push(checkout.stop);

  const recorded = await recordOneSession(server.url, checkout.shopUrl);
  process.stdout.write(`
  Throughline   ${server.url}
  Shop          ${checkout.shopUrl}
${recorded ? `  Recorded now  ${recorded}\n` : ''}
  Buy the signed first pressing in the shop: the payment fails. Then open the session in Throughline.
  Ctrl-C stops everything.
`);
} catch (error) {
  if (!stopping) {
    process.stderr.write(`\n${error.message ?? error}\n`);
    await stopAll(1);
  }
}

/** Lets a headless Chromium go through the story once; answers where the session can be watched. */
async function recordOneSession(serverUrl, shopUrl) {
  const executablePath = await findChromium();
  if (!executablePath) {
    announce('No Chromium was found, so no session is recorded now; open the shop yourself');
    return undefined;
  }
  announce('Recording one session in headless Chromium');
  const { launchChromium, visitCheckout } = await import('../examples/checkout/dist/index.js');
  const browser = await launchChromium(executablePath);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const session = await visitCheckout(page, { shopUrl, basket: 'doomed' });
    await page.close({ runBeforeUnload: true });
    await untilListed(serverUrl, session);
    return `${serverUrl}/sessions/${session}`;
  } catch (error) {
    process.stderr.write(`  The session could not be recorded: ${error.message}\n`);
    return undefined;
  } finally {
    await browser.close();
  }
}

async function untilListed(serverUrl, session) {
  const until = Date.now() + LISTED_WITHIN_MS;
  while (Date.now() < until) {
    if ((await fetch(`${serverUrl}/api/sessions/${session}`)).ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`session ${session} did not arrive at the server`);
}
