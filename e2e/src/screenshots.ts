import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { visitCheckout } from '@throughline/example-checkout';
import type { TimelinePage } from '@throughline/format';
import type { Page } from 'playwright-core';
import { type Stack, startStack, untilApi } from './stack.ts';

/** Makes the pictures of the docs: every page, light and dark, wide and narrow, out of a session recorded just now. */

const FOLDER = fileURLToPath(new URL('../../docs/user/images/', import.meta.url));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];
const SCHEMES = ['light', 'dark'] as const;

/** A page of the app: how to get there, and how to see that it is complete. */
interface Shot {
  name: string;
  show: (page: Page, stack: Stack, session: string) => Promise<void>;
}

const SHOTS: Shot[] = [
  {
    name: 'sessions',
    async show(page, { url }) {
      await page.goto(url);
      await page.getByRole('list', { name: 'Sessions' }).getByRole('link').first().waitFor();
    },
  },
  {
    name: 'session',
    async show(page, { url }, session) {
      await page.goto(`${url}/sessions/${session}`);
      const timeline = page.getByRole('region', { name: 'Timeline' });
      await page.getByRole('textbox', { name: 'Search the timeline' }).fill('WITH RECURSIVE');
      await timeline.getByRole('option', { name: /WITH RECURSIVE/ }).click();
      await page.getByRole('textbox', { name: 'Search the timeline' }).fill('');
      await page
        .getByRole('region', { name: 'Trace' })
        .getByRole('treeitem', { name: /^orders pg\.query/ })
        .first()
        .click();
      await timeline.getByRole('option', { name: /WITH RECURSIVE/ }).waitFor();
      await page
        .getByRole('region', { name: 'Replay' })
        .frameLocator('iframe')
        .getByRole('button', { name: /Pay/ })
        .waitFor();
      // Nothing moves by now but what fades in.
      await page.waitForTimeout(500);
    },
  },
];

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const stack = await startStack();
  try {
    const visits = [await record(stack, 'happy'), await record(stack, 'doomed')];
    const session = visits[1] ?? '';
    await untilApi<TimelinePage>(`${stack.url}/api/sessions/${session}/timeline`, ({ items }) =>
      items.some(({ kind, title }) => kind === 'response' && title.startsWith('502')),
    );
    for (const viewport of SIZES)
      for (const colorScheme of SCHEMES)
        for (const { name, show } of SHOTS) {
          const context = await stack.browser.newContext({ viewport, colorScheme });
          const page = await context.newPage();
          await show(page, stack, session);
          await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}-${viewport.width}.png` });
          await context.close();
        }
    process.stdout.write(`Pictures are in ${FOLDER}\n`);
  } finally {
    await stack.stop();
    await stack.removeData();
  }
}

async function record(stack: Stack, basket: 'happy' | 'doomed'): Promise<string> {
  const context = await stack.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await visitCheckout(page, { shopUrl: stack.checkout.shopUrl, basket });
  await page.close({ runBeforeUnload: true });
  await context.close();
  return session;
}

await main();
