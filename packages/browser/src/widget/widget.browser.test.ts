import { mkdirSync } from 'node:fs';
import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../testing/fixture.ts';
import { plain } from '../testing/sink.ts';

const fixture = useFixture();

const SHOP = `<main style="padding:60px"><h1>Checkout</h1><button id="pay" style="width:300px;height:120px">Pay</button></main>`;
const open = (options = {}, body = SHOP) =>
  fixture.openAtOnce(body, { mode: 'manual', widget: true, ...options });
const recordButton = (page: Page) => page.getByRole('button', { name: 'Record', exact: true });
const commentButton = (page: Page) => page.getByRole('button', { name: 'Comment', exact: true });
const linkOf = (page: Page) => page.getByRole('textbox', { name: 'Link to the session' }).inputValue();

/** What the sink knows of notes. */
const notes = () =>
  fixture.sink
    .logs(EVENTS.note)
    .map(
      ({ body, attributes }) =>
        ({ text: body?.stringValue, ...plain(attributes) }) as Record<string, unknown>,
    );

it('records when told to, takes a comment with an area of the page, and gives the link', async () => {
  const page = await open();
  await recordButton(page).click();
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await commentButton(page).click();
  await page.getByRole('textbox', { name: 'What happened?' }).fill('the price is wrong');
  await page.getByRole('button', { name: 'Mark an area' }).click();
  const pay = await page.locator('#pay').boundingBox();
  if (!pay) throw new Error('no button to mark');
  await page.mouse.move(pay.x, pay.y);
  await page.mouse.down();
  await page.mouse.move(pay.x + 200, pay.y + 100);
  await page.mouse.up();
  await page.getByText('Marked: 200 × 100').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  const sessionId = await page.evaluate(() => window.throughline.sessionId());
  expect(await linkOf(page)).toContain(`${fixture.sink.origin}/sessions/${sessionId}?at=`);
  await flush(page);
  expect(notes()).toEqual([
    expect.objectContaining({
      text: 'the price is wrong',
      [ATTRIBUTES.areaX]: Math.round(pay.x),
      [ATTRIBUTES.areaY]: Math.round(pay.y),
      [ATTRIBUTES.areaWidth]: 200,
      [ATTRIBUTES.areaHeight]: 100,
      [ATTRIBUTES.elementSelector]: '#pay',
    }),
  ]);
  expect(fixture.sink.logs(EVENTS.keep).map((log) => plain(log.attributes)[ATTRIBUTES.keepReason])).toEqual([
    'the price is wrong',
  ]);
});

it('can be worked by keyboard alone', async () => {
  const page = await open();
  await recordButton(page).waitFor();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const focus = document.querySelector('throughline-widget')?.shadowRoot?.activeElement;
      return focus?.ariaLabel || focus?.textContent || focus?.localName;
    });
  await page.locator('#pay').focus();
  await press('Tab');
  expect(await focused()).toContain('arrow keys');
  const before = await page.getByRole('toolbar').boundingBox();
  await press('ArrowUp', 'ArrowLeft', 'ArrowLeft');
  const after = await page.getByRole('toolbar').boundingBox();
  expect([(after?.x ?? 0) - (before?.x ?? 0), (after?.y ?? 0) - (before?.y ?? 0)]).toEqual([-32, -16]);
  await press('Tab', 'Enter');
  await commentButton(page).waitFor();
  await press('Tab', 'Enter');
  await page.keyboard.type('it hangs');
  await press('Escape');
  expect(await focused()).toBe('Comment');
  await press('Enter');
  await page.keyboard.type('it hangs here');
  await press('Tab', 'Enter', 'ArrowRight', 'Shift+ArrowDown', 'Enter');
  await page.getByText('Marked: 240 × 156').waitFor();
  await press('Tab', 'Tab');
  expect(await focused()).toBe('Save');
  await press('Enter');
  expect(await focused()).toBe('Copy link');
  await press('Escape', 'Shift+Tab', 'Enter');
  await recordButton(page).waitFor();
  await fixture.sink.until(() => notes().length === 1);
  expect(notes()).toEqual([
    expect.objectContaining({
      text: 'it hangs here',
      [ATTRIBUTES.areaWidth]: 240,
      [ATTRIBUTES.areaHeight]: 156,
    }),
  ]);
});

it('never stands in the recording, nor what is done in it', async () => {
  const page = await open({ mode: 'continuous' });
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await commentButton(page).click();
  await page.keyboard.type('a secret that is never saved');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#pay').click();
  await flush(page);
  expect(
    fixture.sink.logs(EVENTS.click).map((log) => plain(log.attributes)[ATTRIBUTES.elementSelector]),
  ).toEqual(['#pay']);
  const recording = JSON.stringify(fixture.sink.replay());
  expect(recording).toContain('Checkout');
  for (const text of ['Comment', 'Copy link', 'secret', '*** ']) expect(recording).not.toContain(text);
  // Typing is told by an event whatever it says.
  expect(
    fixture.sink.replay().filter(({ type, data }) => type === 3 && (data as { source: number }).source === 5),
  ).toEqual([]);
});

it('goes on over pages, says so again after stop, and leaves the page its shortcuts', async () => {
  const page = await open();
  await recordButton(page).click();
  const first = await page.evaluate(() => window.throughline.sessionId());
  await page.reload();
  await commentButton(page).waitFor();
  expect(await page.evaluate(() => window.throughline.sessionId())).toBe(first);
  await page.evaluate(() => {
    document.title = '';
    document.addEventListener('keydown', ({ key }) => {
      document.title += key;
    });
  });
  await commentButton(page).click();
  await page.keyboard.type('jk');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Saved. Watch it here:').waitFor();
  expect(await linkOf(page)).toBe(`${fixture.sink.origin}/sessions/${first}`);
  expect(await page.title()).toBe('');
  await page.reload();
  await recordButton(page).waitFor();
  expect(await page.evaluate(() => window.throughline.sessionId())).toBe('');
});

it('works under a policy without anything inline, by a script tag alone, and says what the page wants it to say', async () => {
  const { sink, site } = fixture;
  const tag = `<script src="/throughline.iife.js" data-endpoint="${sink.origin}" data-key="k" data-mode="manual" data-widget></script>`;
  const url = site.page('/', `<!doctype html>${tag}${SHOP.replace(/ style="[^"]*"/g, '')}`, {
    'content-security-policy': `default-src 'none'; script-src 'self'; connect-src ${sink.origin}; require-trusted-types-for 'script'`,
  });
  const page = await fixture.context.newPage();
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  await page.goto(url);
  const bar = await recordButton(page).boundingBox();
  expect((bar?.x ?? 0) > 800 && (bar?.y ?? 0) > 500).toBe(true);
  expect(told).toEqual([]);

  const other = await open({ widget: { position: 'top-left', texts: { record: 'Aufnehmen' } } });
  const box = await other.getByRole('button', { name: 'Aufnehmen' }).boundingBox();
  expect((box?.x ?? 999) < 100 && (box?.y ?? 999) < 40).toBe(true);
});

it('follows the colours of the system and of the page', async () => {
  const folder = process.env.WIDGET_SCREENSHOTS;
  if (folder) mkdirSync(folder, { recursive: true });
  const page = await open();
  const background = () =>
    page.getByRole('toolbar').evaluate((bar: Element) => getComputedStyle(bar).backgroundColor);
  const seen: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    seen.push(await background());
    if (!folder) continue;
    if (colorScheme === 'light') await recordButton(page).click();
    await commentButton(page).click();
    await page.getByRole('button', { name: 'Mark an area' }).click();
    await page.screenshot({ path: `${folder}/area-${colorScheme}.png` });
    await page.keyboard.press('Enter');
    await page.screenshot({ path: `${folder}/comment-${colorScheme}.png` });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.screenshot({ path: `${folder}/saved-${colorScheme}.png` });
    await page.keyboard.press('Escape');
  }
  expect(seen).toEqual(['rgb(255, 255, 255)', 'rgb(34, 37, 42)']);
  await page.addStyleTag({ content: ':root { --throughline-widget-background: rgb(1, 2, 3) }' });
  expect(await background()).toBe('rgb(1, 2, 3)');
});
