import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
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
const field = (page: Page) => page.getByRole('combobox', { name: 'Search sessions' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Counts' });

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
    expect(await second.getByTitle('10 pages').textContent()).toMatch(/^10/);
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
    const pages = lists(server.asked).filter((path) => path.includes('cursor='));
    expect(pages.map((path) => new URL(path, server.origin).searchParams.get('cursor'))).toEqual([
      '100',
      '200',
      '300',
    ]);
  });

  it('has the sessions of an incident by the link that its ticket was given, and all by a switch', async () => {
    const server = await app.serve({ sessions: manySessions(3, Date.now() - MINUTE, MINUTE), traces: [] });
    const incident = '5b0c7e3a-0000-4000-8000-000000000001';
    const page = await app.open(`${server.origin}/sessions?range=all&incident=${incident}`);
    await list(page).waitFor();
    const asked = () => new URL(lists(server.asked).at(-1) ?? '', server.origin).searchParams.get('incident');
    await eventually(asked).toBe(incident);
    await page.getByRole('switch', { name: 'Of one incident' }).click({ force: true });
    await page.waitForURL((url) => url.search === '?range=all');
    await eventually(asked).toBeNull();
  });

  it('searches for what is typed, and keeps that in the address', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    await list(page).waitFor();
    const before = server.asked.length;
    await field(page).fill('checkout has:error user:Alan');
    await eventually(() => rows(page).count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('checkout has:error user:Alan');
    const searched = server.asked
      .slice(before)
      .map((path) => new URL(path, server.origin).searchParams.get('search'))
      .filter(Boolean);
    expect(new Set(searched)).toEqual(new Set(['checkout has:error user:Alan']));
    await page.reload();
    await eventually(() => rows(page).count()).toBe(1);
    expect(await field(page).inputValue()).toBe('checkout has:error user:Alan');
  });

  it('keeps what is typed while the list is asked for what was typed before', async () => {
    const server = await app.serve({ sessions: manySessions(3, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    await rows(page).first().waitFor();
    await page.evaluate(() => {
      const replaced = history.replaceState.bind(history);
      const pushed = history.pushState.bind(history);
      const typeMore = (url: unknown) => {
        if (!String(url).includes('q=one')) return;
        Object.assign(history, { replaceState: replaced, pushState: pushed });
        document.execCommand('insertText', false, ' two');
        const input = document.activeElement as HTMLInputElement;
        const seen: string[] = [];
        Object.assign(window, { seen });
        const look = () => {
          seen.push(input.value);
          requestAnimationFrame(look);
        };
        look();
      };
      Object.assign(history, {
        replaceState(...args: Parameters<typeof replaced>) {
          replaced(...args);
          typeMore(args[2]);
        },
        pushState(...args: Parameters<typeof pushed>) {
          pushed(...args);
          typeMore(args[2]);
        },
      });
    });
    await page.keyboard.press('/');
    await page.keyboard.type('one');
    await page.waitForURL((url) => url.searchParams.get('q') === 'one two');
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(new Set(seen)).toEqual(new Set(['one two']));
  });

  it('completes keys and known values, and marks what it cannot read while it asks for the rest', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    await panel(page)
      .getByRole('button', { name: /^payment/ })
      .waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('serv');
    const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    await eventually(() => options.allInnerTexts()).toEqual(['service:\na service that took part']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => field(page).inputValue()).toBe('service:');
    await page.keyboard.type('pay');
    await eventually(() => options.allInnerTexts()).toEqual(['service:payment']);
    // Still there when what is typed so far, and no session has, was asked for.
    await page.waitForURL((url) => url.searchParams.get('q') === 'service:pay');
    await panel(page).getByText('0 sessions').waitFor();
    expect(await options.allInnerTexts()).toEqual(['service:payment']);
    await page.keyboard.press('ArrowDown');
    // As somebody does who types on before the next frame.
    await field(page).evaluate(async (input) => {
      const { value } = input as HTMLInputElement;
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, cancelable: true }));
      const channel = new MessageChannel();
      while ((input as HTMLInputElement).value === value)
        await new Promise((resolve) => {
          channel.port1.onmessage = resolve;
          channel.port2.postMessage(null);
        });
      document.execCommand('insertText', false, 's');
    });
    await eventually(() => field(page).inputValue()).toBe('service:payment s');
    await page.keyboard.type('tatsu:error');
    await page.getByText('Did you mean status:?').waitFor();
    expect(await field(page).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('mark').innerText()).toBe('statsu:');
    await eventually(() =>
      server.asked.some((path) =>
        new URL(path, server.origin).searchParams.get('search')?.startsWith('service:payment'),
      ),
    ).toBe(true);
    expect(server.asked.filter((path) => path.includes('statsu'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(false);
  });

  it('opens a session at once after typing, and stays there', async () => {
    const server = await app.serve({ sessions: manySessions(3, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    await rows(page).first().waitFor();
    // The player comes later than the list would be asked for what was typed.
    let comes = () => {};
    const held = new Promise<void>((resolve) => {
      comes = resolve;
    });
    await page.route(/SessionPage.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await field(page).fill('nothing has this');
    await rows(page).first().getByRole('link').dispatchEvent('click');
    await page.waitForURL('**/sessions/*');
    await page.waitForTimeout(1_000);
    comes();
    await page.getByRole('region', { name: 'Timeline', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/sessions\/.+/);
  });

  it('counts what sessions have; a click on a count asks for it, and another takes that back', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    const counted = panel(page)
      .getByRole('region', { name: 'Service' })
      .getByRole('button', { name: /^search/ });
    await counted.waitFor();
    expect(await counted.innerText()).toMatch(/^search\s+5$/);
    await counted.click();
    await eventually(() => rows(page).count()).toBe(5);
    expect(await field(page).inputValue()).toBe('service:search');
    expect(await counted.getAttribute('aria-pressed')).toBe('true');
    await panel(page).getByText('5 sessions').waitFor();
    await counted.click();
    await panel(page).getByText('40 sessions').waitFor();
    expect(new URL(page.url()).search).toBe('');
    const lengths = panel(page).getByRole('region', { name: 'Duration' }).getByRole('button');
    expect(await lengths.allInnerTexts()).toEqual([
      expect.stringContaining('10 s to 1 min'),
      expect.stringContaining('1 to 5 min'),
    ]);
    // What nobody waits for any more is given up.
    await page.route(/facets.*search=slow/, () => {});
    const given = page.waitForEvent('requestfailed', (request) => /facets.*search=slow/.test(request.url()));
    const asked = page.waitForRequest(/facets.*search=slow/);
    await field(page).fill('slow');
    await asked;
    await field(page).fill('');
    expect((await given).failure()?.errorText).toBe('net::ERR_ABORTED');
    await page.getByRole('button', { name: 'Counts' }).click();
    await eventually(() => panel(page).count()).toBe(0);
  });

  it('shows what happened in each session, with columns that one chooses and this browser remembers', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`);
    const activity = rows(page)
      .nth(1)
      .getByRole('img', { name: /^Activity/ });
    await activity.waitFor();
    expect(await activity.getAttribute('aria-label')).toMatch(
      /^Activity: \d+ actions, errors, failed requests, rage/,
    );
    const asked = server.asked.filter((path) => path.startsWith('/api/sessions/activity'));
    expect(asked).toHaveLength(1);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Activity' }).uncheck();
    await page.getByRole('checkbox', { name: 'Clicks' }).check();
    await page.keyboard.press('Escape');
    await eventually(() => activity.count()).toBe(0);
    await rows(page).nth(1).getByTitle('30 clicks').waitFor();
    await page.getByRole('button', { name: 'Dates instead of ages' }).click();
    await eventually(() => rows(page).nth(1).locator('time').innerText()).toMatch(/^\d\d:\d\d/);
    await page.reload();
    await rows(page).nth(1).getByTitle('30 clicks').waitFor();
    expect(await rows(page).nth(1).locator('time').innerText()).toMatch(/^\d\d:\d\d/);
    const csv = page.getByRole('link', { name: 'Download the list as CSV' });
    expect(await csv.getAttribute('href')).toMatch(/^\/api\/sessions\.csv\?from=\d+$/);
  });

  it('keeps views for the team, opens and deletes them, and takes that back', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions?range=7d&q=service:search`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('textbox', { name: 'Keep this one as' }).fill('Searching');
    await page.getByRole('button', { name: 'Save the view' }).click();
    const view = page.getByRole('button', { name: 'Searching', exact: true });
    await view.waitFor();
    await page.getByRole('button', { name: 'Delete the view Searching' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await view.waitFor();
    await page.goto(`${server.origin}/sessions`);
    await page.getByRole('button', { name: 'Views' }).click();
    await view.click();
    await eventually(() => new URL(page.url()).search).toBe('?range=7d&q=service%3Asearch');
    await eventually(() => rows(page).count()).toBe(5);
  });

  it('is read by keys alone, and one comes back to where one was', async () => {
    const server = await app.serve({ sessions: manySessions(90, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions?q=test`);
    await list(page).waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[data-session]')?.ariaPosInSet);
    await page.keyboard.press('j');
    await eventually(focused).toBe('1');
    for (let row = 0; row < 24; row++) await page.keyboard.press(row % 2 ? 'j' : 'ArrowDown');
    await eventually(focused).toBe('25');
    await page.keyboard.press('k');
    await eventually(focused).toBe('24');
    const scrolled = () => list(page).evaluate((element) => element.parentElement?.scrollTop);
    const before = await scrolled();
    expect(before).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sessions/00000000-0000-4000-8000-000000000023**');
    await page.getByRole('link', { name: 'All sessions' }).waitFor();
    await page.goBack();
    await page.waitForURL('**/sessions?q=test');
    await eventually(focused).toBe('24');
    expect(await scrolled()).toBe(before);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard' });
    await help.getByText('Open the session').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => help.count()).toBe(0);
    await page.keyboard.press('/');
    expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(true);
  });

  it('reaches from one time to another, too', async () => {
    const server = await app.serve({
      sessions: manySessions(90, Date.now() - MINUTE, 60 * MINUTE),
      traces: [],
    });
    const page = await app.open(`${server.origin}/sessions`);
    await list(page).waitFor();
    await page.getByRole('button', { name: 'Time range: 24 hours' }).click();
    await page.getByRole('button', { name: '1 hour' }).click();
    await page.waitForURL('**/sessions?range=1h');
    await eventually(() => rows(page).count()).toBe(2);
    await page.getByRole('button', { name: 'Time range: 1 hour' }).click();
    const local = (hours: number) => {
      const time = new Date(Date.now() - hours * 60 * MINUTE);
      return new Date(time.getTime() - time.getTimezoneOffset() * MINUTE).toISOString().slice(0, 19);
    };
    await page.getByLabel('From').fill(local(10));
    await page.getByLabel('To', { exact: true }).fill(local(5));
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL((url) => url.searchParams.has('from') && url.searchParams.has('to'));
    await eventually(() => rows(page).count()).toBe(6);
  });

  it('says which condition to loosen when nothing matches', async () => {
    const server = await app.serve({
      sessions: manySessions(2, Date.now() - 3_000 * MINUTE, MINUTE),
      traces: [],
    });
    const page = await app.open(`${server.origin}/sessions?range=15m&q=user:Grace`);
    await page.getByText('No session matches').waitFor();
    await page.getByRole('button', { name: 'without the last 15 min' }).waitFor();
    expect(await page.getByRole('button', { name: 'without user:Grace' }).count()).toBe(0);
    await page.getByRole('button', { name: 'without the last 15 min' }).click();
    await eventually(() => rows(page).count()).toBe(1);
    await field(page).fill('user:nobody url:nowhere');
    await page.getByText('No single condition keeps them out').waitFor();
    await page.getByRole('button', { name: 'Show all sessions' }).click();
    await eventually(() => rows(page).count()).toBe(2);
    expect(new URL(page.url()).search).toBe('?range=all');
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
    await page.getByRole('button', { name: '1 new' }).click();
    await page.locator('[href*="11111111"]').waitFor();
    await eventually(() => page.getByRole('button', { name: '1 new' }).count()).toBe(0);
    // At the top, what the pointer is at stays too.
    const first = rows(page).filter({ has: page.locator('[href*="11111111"]') });
    await first.hover();
    const place = await first.boundingBox();
    fixture.sessions.unshift(emptySession('22222222-0000-4000-8000-000000000001', Date.now()));
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect((await first.boundingBox())?.y).toBe(place?.y);
  });

  it('asks for new sessions while it is live, and for none when it is not', async () => {
    const server = await app.serve({ sessions: manySessions(20, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open('about:blank');
    await page.clock.install();
    await page.goto(`${server.origin}/sessions`);
    await list(page).waitFor();
    const asked = () => lists(server.asked).length;
    await eventually(asked).toBe(2);
    await page.clock.fastForward(5_000);
    await eventually(asked).toBe(3);
    await page.keyboard.press('l');
    await eventually(() => page.getByRole('switch', { name: 'Live' }).isChecked()).toBe(false);
    await page.clock.fastForward(60_000);
    // Once only, for what is asked now.
    await field(page).fill('service:search');
    await page.clock.fastForward(1_000);
    await eventually(() => rows(page).count()).toBe(2);
    await page.clock.fastForward(60_000);
    await page.evaluate(() => fetch('/api/views'));
    expect(asked()).toBe(4);
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
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByText('The snippets below have your new key').waitFor();
    await page.getByRole('button', { name: 'Copy the browser snippet' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("key: 'tli_made_in_a_test'");
    for (const label of ['Copy the Node command', 'Copy the OpenTelemetry variables'])
      expect(await page.getByRole('button', { name: label }).count()).toBe(1);
    fixture.sessions.push(emptySession('11111111-0000-4000-8000-000000000001', Date.now()));
    await list(page).getByRole('link').waitFor();
  });

  it('says what failed, and loads when asked again', async () => {
    const server = await app.serve({ sessions: manySessions(2, Date.now() - MINUTE, MINUTE), traces: [] });
    server.failing = { path: /./, status: 400, message: 'The parameter "from" is no time.' };
    const page = await app.open(`${server.origin}/sessions`);
    const alert = page.getByRole('alert').filter({ hasText: 'The sessions could not be loaded' });
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

  it.each([false, true])('is accessible by WCAG 2.2 AA, dark: %s', async (dark) => {
    const server = await app.serve({ sessions: manySessions(6, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open(`${server.origin}/sessions`, { dark });
    await rows(page)
      .nth(1)
      .getByRole('img', { name: /^Activity/ })
      .waitFor();
    await panel(page)
      .getByRole('button', { name: /^payment/ })
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // All that opens, and what stands in place of the list.
    for (const name of ['Views', 'Columns', /^Time range/]) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').getByRole('button').first().waitFor();
      expect(await accessibilityFaults(page), String(name)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await field(page).fill('service:payment user:nobody statsu:error ');
    await page.getByRole('option', { name: /^duration/ }).waitFor();
    await page.getByRole('button', { name: 'without user:nobody' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${(await app.serve({ sessions: [], traces: [] })).origin}/sessions`);
    await page.getByRole('button', { name: 'Create a key' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('loads at most 200 KiB of script, gzipped, until it shows sessions', async () => {
    const server = await app.serve({ sessions: manySessions(40, Date.now() - MINUTE, MINUTE), traces: [] });
    const page = await app.open('about:blank');
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(`${server.origin}/sessions`);
    await rows(page)
      .nth(1)
      .getByRole('img', { name: /^Activity/ })
      .waitFor();
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(1);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(50 * 1024);
    expect(total).toBeLessThanOrEqual(200 * 1024);
  });

  it('breaks nowhere', () => expect(app.errors).toEqual([]));
});

/** Of what was asked, the lists themselves. */
function lists(asked: readonly string[]): string[] {
  return asked.filter((path) => /^\/api\/sessions(\?|$)/.test(path));
}

/** Place of the last row in the document. */
async function last(page: Page): Promise<number> {
  return Number(await rows(page).last().getAttribute('aria-posinset'));
}
