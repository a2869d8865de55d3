import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestedApp } from '../../testing/app.ts';
import { eventually } from '../../testing/eventually.ts';
import { emptySession } from '../../testing/fixture.ts';
import { manySessions } from '../../testing/manySessions.ts';

const MINUTE = 60_000;

let app: TestedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const list = (page: Page) => page.getByRole('list', { name: 'Sessions' });
const rows = (page: Page) => list(page).getByRole('listitem');

describe('session list', () => {
  it('stands at /, newest first, each session a link named by user and entry page', async () => {
    const server = await app.serve({ sessions: manySessions(3, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/`);
    await list(page).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sessions');
    const names = await list(page)
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.ariaLabel));
    expect(names).toEqual([
      'Grace Hopper, https://shop.test/',
      'Alan Turing, https://shop.test/kettles/sage',
      'Edsger Dijkstra, https://shop.test/checkout',
    ]);
    const second = rows(page).nth(1);
    expect(await second.textContent()).toMatch(/2 min ago/);
    expect(await second.getByTitle('91 requests').textContent()).toMatch(/^91/);
    expect(await second.getByTitle('3 errors').count()).toBe(1);
    await second.getByText('2 min ago').hover();
    await page.getByRole('tooltip').waitFor();
    expect(await page.getByRole('tooltip').textContent()).toMatch(/\d{4}/);
  });

  it('renders what is in view, and loads on as one scrolls', async () => {
    const server = await app.serve({ sessions: manySessions(340, Date.now() - MINUTE, 1_000), traces: [] });
    const page = await app.open(`${server.origin}/sessions?range=all`);
    await list(page).waitFor();
    expect(await rows(page).count()).toBeLessThan(50);
    await list(page).hover();
    for (let turn = 0; turn < 40 && (await last(page)) < 340; turn++) {
      await page.mouse.wheel(0, 4_000);
      await page.waitForTimeout(100);
    }
    expect(await last(page)).toBe(340);
    expect(await rows(page).count()).toBeLessThan(50);
    const pages = server.asked.filter((path) => path.includes('cursor='));
    expect(pages.map((path) => new URL(path, server.origin).searchParams.get('cursor'))).toEqual([
      '100',
      '200',
      '300',
    ]);
  });

  it('narrows by errors, user and free text, and keeps that in the address', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    await list(page).waitFor();
    const before = server.asked.length;
    await page.getByRole('switch', { name: 'Errors only' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Search sessions' }).pressSequentially('checkout', { delay: 10 });
    await page.getByRole('textbox', { name: 'User' }).fill('Alan');
    await page.waitForURL((url) => url.searchParams.get('user') === 'Alan');
    await eventually(() => rows(page).count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?user=Alan&errors=only&q=checkout');
    const searched = server.asked
      .slice(before)
      .map((path) => new URL(path, server.origin).searchParams.get('q'));
    expect(searched.filter((q) => q && q !== 'checkout')).toEqual([]);
    await page.reload();
    await eventually(() => rows(page).count()).toBe(1);
    expect(await page.getByRole('textbox', { name: 'Search sessions' }).inputValue()).toBe('checkout');
  });

  it('says when nothing matches, and leads back to all sessions', async () => {
    const server = await app.serve({
      sessions: manySessions(2, Date.now() - 3_000 * MINUTE, MINUTE),
      traces: [],
    });
    const page = await app.open(`${server.origin}/sessions?range=15m`);
    await page.getByText('No session matches').waitFor();
    await page.getByRole('button', { name: 'Show all sessions' }).click();
    await eventually(() => rows(page).count()).toBe(2);
    expect(new URL(page.url()).searchParams.get('range')).toBe('all');
  });

  it('takes new sessions in on top without moving what one reads', async () => {
    const fixture = { sessions: manySessions(90, Date.now() - MINUTE, MINUTE), traces: [] };
    const server = await app.serve(fixture);
    const page = await app.open(`${server.origin}/sessions`);
    await list(page).waitFor();
    await list(page).hover();
    await page.mouse.wheel(0, 1_560);
    const read = rows(page).filter({ has: page.locator('[href*="000000000030"]') });
    await read.waitFor();
    const before = await read.boundingBox();
    fixture.sessions.unshift(emptySession('11111111-0000-4000-8000-000000000001', Date.now()));
    await eventually(() => read.getAttribute('aria-posinset')).toBe('32');
    expect((await read.boundingBox())?.y).toBe(before?.y);
    await page.mouse.wheel(0, -9_000);
    await page.locator('[href*="11111111"]').waitFor();
  });

  it('shows how to begin while there is no session, and the first one when it comes', async () => {
    const fixture = { sessions: [] as ReturnType<typeof manySessions>, traces: [] };
    const server = await app.serve(fixture);
    const page = await app.open(`${server.origin}/`);
    await page.getByText('Waiting for the first session').waitFor();
    await page.getByRole('button', { name: 'Copy the browser snippet' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`endpoint: '${server.origin}'`);
    expect(copied).toContain("key: 'YOUR_KEY'");
    for (const label of ['Copy the Node command', 'Copy the OpenTelemetry variables'])
      expect(await page.getByRole('button', { name: label }).count()).toBe(1);
    fixture.sessions.push(emptySession('11111111-0000-4000-8000-000000000001', Date.now()));
    await list(page).getByRole('link').waitFor({ timeout: 15_000 });
  });

  it('says what failed, and loads when asked again', async () => {
    const server = await app.serve({ sessions: manySessions(2, Date.now() - MINUTE, MINUTE), traces: [] });
    server.failing = { path: /./, status: 400, message: 'The parameter "from" is no time.' };
    const page = await app.open(`${server.origin}/sessions`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('The parameter "from" is no time.');
    server.failing = null;
    await alert.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => rows(page).count()).toBe(2);
  });

  it('follows the system into the dark, and the person out of it', async () => {
    const server = await app.serve({ sessions: manySessions(2, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`, { dark: true });
    await list(page).waitFor();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    expect(Number(/\d+/.exec(dark)?.[0])).toBeLessThan(40);
    await page.getByRole('button', { name: 'Switch to the light theme' }).click();
    await eventually(ground).not.toBe(dark);
    await page.reload();
    await page.getByRole('button', { name: 'Switch to the dark theme' }).waitFor();
  });

  it('shows text from outside as text', async () => {
    const hostile = '<img src=x onerror="window.ran = true">';
    const session = emptySession('11111111-0000-4000-8000-000000000001', Date.now(), {
      user: { id: 'u', name: hostile },
      entryUrl: `javascript:window.ran=true//${hostile}`,
      services: [hostile],
    });
    const server = await app.serve({ sessions: [session], traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    await list(page).getByText(hostile, { exact: true }).first().waitFor();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  });

  it('breaks nowhere', () => expect(app.errors).toEqual([]));
});

/** Place of the last row in the document. */
async function last(page: Page): Promise<number> {
  return Number(await rows(page).last().getAttribute('aria-posinset'));
}
