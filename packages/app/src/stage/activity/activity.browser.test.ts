import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replayedText, shownMoment, startApp, type TestedApp } from '../../testing/app.ts';
import { CHECKOUT_ID, checkoutFixture } from '../../testing/checkoutFixture.ts';
import { eventually } from '../../testing/eventually.ts';
import type { FixtureSession } from '../../testing/fixture.ts';
import type { FixtureServer } from '../../testing/fixtureServer.ts';
import { PACE, recordShop, type ShopRecording } from '../../testing/recordShop.ts';

let app: TestedApp;
let server: FixtureServer;
let session: FixtureSession;
let recording: ShopRecording;
beforeAll(async () => {
  app = await startApp();
  recording = await recordShop(app.browser);
  const fixture = checkoutFixture(recording, Date.now() - 10 * 60_000);
  [session] = fixture.sessions as [FixtureSession];
  // One segment of the recording got lost, of the time in which the form was filled in.
  const begun = session.detail.from;
  const lost = session.segments.findIndex(
    ({ from, to }) => from > begun + PACE.added && to < begun + PACE.returned,
  );
  if (lost < 0) throw new Error('no segment is of that time alone');
  session.segments.splice(lost, 1);
  server = await app.serve(fixture);
});
afterAll(() => app.close());

const open = (search = '') => app.open(`${server.origin}/sessions/${CHECKOUT_ID}${search}`);
const activity = (page: Page) => page.getByRole('region', { name: 'Activity' });
const items = (page: Page) => page.getByRole('region', { name: 'Timeline' }).getByRole('option');
const slider = (page: Page) => page.getByRole('slider', { name: 'Moment' });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** A place on the axis of time, as a share of its width. */
async function placeOf(page: Page, share: number, y = 5): Promise<[number, number]> {
  const box = await slider(page).boundingBox();
  if (!box) throw new Error('the slider is not hidden');
  return [box.x + box.width * share, box.y + y];
}

async function dragRange(page: Page, from: number, to: number): Promise<void> {
  await page.keyboard.down('Shift');
  await page.mouse.move(...(await placeOf(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(page, to)), { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

it('narrows the lists to a range that is dragged, loops it, keeps it in the address, and lets go of it', async () => {
  const page = await open();
  await eventually(() => items(page).count()).toBe(19);
  // From within the time that the person was away, however long the recording of the shop took.
  await dragRange(page, 0.5, 0.999);
  await eventually(() => items(page).count()).toBe(16);
  expect(await shownMoment(page)).toBe(0);
  // All of the range: on a busy machine a part of it may have come into the address before.
  const { from: begun, to: ended } = session.detail;
  await page.waitForURL((url) => {
    const [, last] = /^\d+-(\d+)$/.exec(url.searchParams.get('range') ?? '') ?? [];
    return Number(last) - begun > 0.99 * (ended - begun);
  });
  await page.reload();
  await eventually(() => items(page).count()).toBe(16);

  await page.keyboard.press('l');
  const loop = activity(page).getByRole('button', { name: 'Loop the range' });
  await eventually(() => loop.getAttribute('aria-pressed')).toBe('true');
  const [from, to] = (parameter(page, 'range') ?? '')
    .split('-')
    .map((time) => Number(time) - session.detail.from);
  const seen: number[] = [];
  await eventually(async () => {
    seen.push(await shownMoment(page));
    return seen.some((at, index) => at < (seen[index - 1] ?? 0));
  }).toBe(true);
  expect(Math.min(...seen.slice(1))).toBeGreaterThanOrEqual((from ?? 0) - 1);
  expect(Math.max(...seen)).toBeLessThanOrEqual((to ?? 0) + 1);

  await page
    .getByRole('region', { name: 'Timeline' })
    .getByRole('button', { name: 'Clear the range' })
    .click();
  await eventually(() => items(page).count()).toBe(19);
  await page.waitForURL((url) => !url.searchParams.has('range'));
  expect(await loop.count()).toBe(0);
});

it('zooms by wheel, keys and buttons, moves what is seen, and follows the moment', async () => {
  const page = await open();
  await eventually(() => items(page).count()).toBe(19);
  await page.mouse.move(...(await placeOf(page, 0.95)));
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  const seen = activity(page).getByRole('slider', { name: 'Part of the session that is seen' });
  await eventually(async () => Number(await seen.getAttribute('aria-valuenow'))).toBeGreaterThan(20_000);
  await page.waitForURL((url) => url.searchParams.has('zoom'));
  const before = Number(await seen.getAttribute('aria-valuenow'));
  await seen.press('ArrowLeft');
  await eventually(async () => Number(await seen.getAttribute('aria-valuenow'))).toBeLessThan(before);
  // What is pressed is where it is seen.
  await page.mouse.click(...(await placeOf(page, 0)));
  expect(await shownMoment(page)).toBeGreaterThan(20_000);
  // The moment leaves what is seen, which goes along.
  await slider(page).press('Home');
  await eventually(() => seen.getAttribute('aria-valuenow')).toBe('0');
  await page.keyboard.press('0');
  await eventually(() => seen.count()).toBe(0);
  await page.keyboard.press('+');
  await eventually(() => seen.count()).toBe(1);
  await activity(page).getByRole('button', { name: 'Show the whole session' }).click();
  await eventually(() => seen.count()).toBe(0);
});

it('shows gaps, names what is under the pointer with the page of that time, and selects an error', async () => {
  const page = await open();
  await eventually(() => items(page).count()).toBe(19);
  await activity(page)
    .getByRole('note', { name: /^Gap in the recording at 0:0\d, .*: 1 part never arrived$/ })
    .waitFor();
  // People move; a pointer that is set down once may come before the lanes have their place.
  await page.mouse.move(...(await placeOf(page, 0.48)));
  await page.mouse.move(...(await placeOf(page, 0.5)), { steps: 5 });
  const card = page.getByRole('tooltip').filter({ hasText: /0:\d\d/ });
  // How long the recording of the shop took decides which of the two lies there.
  await eventually(() => card.textContent()).toMatch(/0:2\d\.\d{3}(?:Gap in the recording|.* of inactivity)/);
  const preview = page.locator('iframe[title="Page at the pointer"]');
  await preview.waitFor({ state: 'attached' });
  expect(await preview.getAttribute('sandbox')).toBe('allow-same-origin');
  const previewed = () =>
    preview.evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.body?.innerText ?? '');
  await eventually(previewed).toContain('Card number');
  expect(await replayedText(page)).toContain('Kettles');
  await page.mouse.move(5, 5);
  await eventually(() => preview.count()).toBe(0);

  await activity(page)
    .getByRole('button', { name: /^Error: / })
    .last()
    .click();
  await eventually(() => items(page).and(page.locator('[aria-selected=true]')).count()).toBe(1);
  expect(await shownMoment(page)).toBeGreaterThan(40_000);
});

it('steps, follows what goes on, zooms the picture, and remembers how one likes to watch', async () => {
  const fixture = checkoutFixture(recording, Date.now() - 50_000);
  const [growing] = fixture.sessions as [FixtureSession];
  const { origin } = await app.serve(fixture);
  const page = await app.open(`${origin}/sessions/${CHECKOUT_ID}`);
  await eventually(() => items(page).count()).toBe(19);
  await page.keyboard.press('.');
  const first = await shownMoment(page);
  await page.keyboard.press('.');
  const second = await shownMoment(page);
  expect(second).toBeGreaterThan(first);
  await page.keyboard.press(',');
  expect(await shownMoment(page)).toBe(first);

  const live = page.getByRole('button', { name: 'Live' });
  await live.click();
  const length = growing.detail.to - growing.detail.from;
  await eventually(() => shownMoment(page)).toBe(length);
  growing.detail.to += 2_000;
  growing.detail.counts.logs += 1;
  await eventually(() => shownMoment(page)).toBe(length + 2_000);
  expect(await live.getAttribute('aria-pressed')).toBe('true');
  await slider(page).press('Home');
  await eventually(() => live.getAttribute('aria-pressed')).toBe('false');

  await page.keyboard.press('z');
  await page.getByRole('button', { name: 'Size of the page: 100 %' }).waitFor();
  await eventually(async () => (await page.getByTitle('Replay').boundingBox())?.width).toBe(1_100);
  await page.keyboard.press('t');
  await page.keyboard.press('s');
  await page.keyboard.press('>');
  await page.reload();
  await page.getByRole('button', { name: "Pointer's trail", pressed: true }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Speed' }).inputValue()).toBe('2×');
  expect(await page.getByRole('switch', { name: 'Skip inactivity' }).isChecked()).toBe(false);
  await page.keyboard.press('Space');
  await eventually(() =>
    page.evaluate(() => document.querySelector('.replayer-mouse-tail')?.getAttribute('width')),
  ).toBe('1100');
  await page.keyboard.press('f');
  await eventually(() => page.evaluate(() => document.fullscreenElement?.ariaLabel)).toBe('Replay');
});

it('inspects the page of the moment by tree, search and pointer, and shows its text as text', async () => {
  const page = await open();
  await eventually(() => replayedText(page)).toContain('Kettles');
  await page.keyboard.press('i');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const tree = inspector.getByRole('tree', { name: 'Elements' });
  await tree.getByRole('treeitem', { name: /^\S* ?body/ }).waitFor();
  const search = inspector.getByRole('textbox', { name: 'Find an element' });
  const found = inspector.getByRole('status', { name: 'Elements found' });
  const selected = tree.getByRole('treeitem', { selected: true });
  await search.fill('.card button');
  await eventually(() => found.textContent()).toBe('1 of 3');
  await eventually(() => selected.textContent()).toContain('id="add"');
  await search.press('Enter');
  await eventually(() => found.textContent()).toBe('2 of 3');
  await search.fill('copper');
  await eventually(() => selected.textContent()).toContain('Copper, 1.5 l');
  await search.fill('<img onerror=');
  await eventually(() => found.textContent()).toBe('None');

  // Under the pointer, in the page itself.
  const at = await page.getByTitle('Replay').evaluate((frame: HTMLIFrameElement) => {
    const inside = frame.contentDocument?.querySelector('#add')?.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    const scale = around.width / frame.clientWidth;
    return inside && { x: around.x + (inside.x + 9) * scale, y: around.y + (inside.y + 9) * scale };
  });
  if (!at) throw new Error('the button is there');
  await page.mouse.click(at.x, at.y);
  await eventually(() => selected.textContent()).toContain('id="add"');
  await eventually(() => inspector.getByRole('table', { name: 'Attributes' }).textContent()).toBe('idadd');
  await tree.press('ArrowUp');
  await eventually(() => selected.textContent()).toContain('€ 64');
  // The tree is that of the moment.
  await slider(page).press('End');
  await search.fill('.error');
  await eventually(() => selected.textContent()).toContain('The payment failed. Nothing was charged.');
});

it('breaks nowhere', () => expect(app.errors).toEqual([]));
