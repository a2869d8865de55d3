import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { startApp, type TestedApp } from '../../testing/app.ts';
import { eventually } from '../../testing/eventually.ts';
import { emptySession, type Fixture } from '../../testing/fixture.ts';
import { manyIssues } from '../../testing/manyIssues.ts';

const SESSION = '5e551000-0000-4000-8000-000000000001';

let app: TestedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

function fixture(): Fixture & ReturnType<typeof manyIssues> {
  const now = Date.now();
  return { sessions: [emptySession(SESSION, now - 60_000)], traces: [], ...manyIssues(now - 1_000, SESSION) };
}

const list = (page: Page) => page.getByRole('list', { name: 'Issues' });
const rows = (page: Page) => list(page).getByRole('listitem');
const names = (page: Page) =>
  list(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.ariaLabel?.split(':')[0]));

describe('issues', () => {
  it('are listed with trend, users and times, narrowed and ordered by the address', async () => {
    const server = await app.serve(fixture());
    const page = await app.open(`${server.origin}/issues`);
    await rows(page).first().waitFor();
    expect(await names(page)).toEqual(['TypeError', 'PaymentDeclined', 'Script error.']);
    const second = rows(page).nth(1);
    expect(await second.getByText('regressed in 2.1.0').count()).toBe(1);
    expect(await second.textContent()).toMatch(
      /payment.*charge charge\.js.*910 events.*340 users in 240 sessions/,
    );
    expect(await second.getByRole('img', { name: 'Trend: 910 events' }).count()).toBe(1);
    const times = page.getByRole('region', { name: 'Median times of the last 12 weeks' });
    expect(await times.textContent()).toMatch(/To the first look9 h 0 min.*To the resolution1 d 5 h/);

    await page.getByRole('combobox', { name: 'Order' }).click();
    await page.getByRole('option', { name: 'Most users' }).click();
    await eventually(() => names(page)).toEqual(['Script error.', 'PaymentDeclined', 'TypeError']);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Search issues' }).fill('TILL');
    await eventually(() => names(page)).toEqual(['TypeError']);
    expect(new URL(page.url()).search).toBe('?q=TILL&sort=users');
    await page.goto(`${server.origin}/issues?state=ignored`);
    await eventually(() => names(page)).toEqual(['QueryTimeout']);
    expect(await page.getByRole('combobox', { name: 'State' }).inputValue()).toBe('Ignored');
    await page.goto(`${server.origin}/issues?state=resolved&q=nothing`);
    await page.getByText('No issue matches').waitFor();
    await page.getByRole('button', { name: 'Show all issues' }).click();
    await eventually(() => rows(page).count()).toBe(4);
    expect(await page.getByRole('searchbox', { name: 'Search issues' }).inputValue()).toBe('');
  });

  it('are gone through by keys', async () => {
    const server = await app.serve(fixture());
    const page = await app.open(`${server.origin}/issues`);
    await rows(page).first().waitFor();
    for (const key of ['j', 'j', 'k', 'ArrowDown']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /PaymentDeclined/ }).waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('j');
    expect(await page.getByRole('searchbox', { name: 'Search issues' }).inputValue()).toBe('j');
  });

  it('say what is wrong when they cannot be loaded, and are asked for again', async () => {
    const server = await app.serve(fixture());
    server.failing = {
      path: /^\/api\/issues/,
      status: 422,
      message: 'query too wide, narrow the time range',
    };
    const page = await app.open(`${server.origin}/issues`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('query too wide');
    server.failing = null;
    await alert.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => rows(page).count()).toBe(3);
  });
});

describe('an issue', () => {
  it('leads to the replay at the moment at which it happened, and remembers who looked', async () => {
    const data = fixture();
    const server = await app.serve(data);
    const [issue] = data.issues;
    const page = await app.open(`${server.origin}/issues/${issue?.fingerprint}`);
    await page.getByRole('figure', { name: 'Stack' }).waitFor();
    expect(await page.getByRole('figure', { name: 'Stack' }).textContent()).toContain('Till.total');
    await eventually(() => issue?.history.firstViewedBy).toBe('Ada');
    expect(server.asked.filter((path) => path.endsWith('/views'))).toHaveLength(1);
    const sessions = page.getByRole('list', { name: 'Latest sessions' }).getByRole('listitem');
    expect(await sessions.nth(1).textContent()).toContain('outside of any session');
    await sessions
      .nth(0)
      .getByRole('link', { name: /^ada, at/ })
      .click();
    await page.waitForURL(`**/sessions/${SESSION}?*at=*`);
    expect(new URL(page.url()).searchParams.get('at')).toMatch(/^\d{13}$/);
  });

  it('is resolved in a release, known or not, reopened and ignored', async () => {
    const data = fixture();
    const server = await app.serve(data);
    const page = await app.open(`${server.origin}/issues/${data.issues[1]?.fingerprint}`);
    await page.getByText('regressed in 2.1.0').waitFor();
    await page.getByRole('button', { name: 'Resolve in release …' }).click();
    const release = page.getByRole('combobox', { name: 'Release' });
    expect(await release.inputValue()).toBe('1.4.0');
    await release.fill('1.5.0');
    await page.keyboard.press('Enter');
    await page.getByText('resolved in 1.5.0').waitFor();
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('button', { name: 'Ignore' }).click();
    await page.getByText('ignored', { exact: true }).waitFor();
    server.failing = { path: /^\/api\/issues\/\w+$/, status: 403, message: 'Grace may not do this' };
    await page.getByRole('button', { name: 'Reopen' }).click();
    await eventually(() => page.getByRole('alert').allTextContents()).toEqual([
      'It could not be changed: Grace may not do this',
    ]);
  });

  it('that is not there says so', async () => {
    const server = await app.serve(fixture());
    const page = await app.open(`${server.origin}/issues/0000000000000000`);
    await page.getByText('This issue is not here').waitFor();
    await page.getByRole('link', { name: 'All issues' }).click();
    await rows(page).first().waitFor();
  });
});

it('releases stand beside each other, each with its issues', async () => {
  const server = await app.serve(fixture());
  const page = await app.open(`${server.origin}/releases`);
  const shop = page.getByRole('table', { name: 'Releases of shop' });
  await shop.waitFor();
  const text = (await shop.getByRole('row').allTextContents()).slice(1);
  expect(text).toMatchObject([
    expect.stringMatching(/^1\.4\.082% of the sessions7387%3282/),
    expect.stringMatching(/^1\.3\.918% of the sessions1627%720/),
  ]);
  await shop.getByRole('link', { name: 'Issues in 1.4.0 of shop' }).click();
  await page.waitForURL('**/issues?*');
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    service: 'shop',
    release: '1.4.0',
    state: 'all',
  });
});

it('axe finds nothing wrong with the pages, light and dark, wide and narrow', async () => {
  const server = await app.serve(fixture());
  for (const [path, ready, dark] of [
    ['/issues', 'TypeError', true],
    [`/issues/${'1'.padStart(16, 'a')}`, 'Latest sessions', false],
    ['/releases', '1.3.9', true],
  ] as const) {
    const width = dark ? 1024 : 1440;
    const page = await app.open(`${server.origin}${path}`, { dark, width });
    await page.getByText(ready).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  expect(app.errors).toEqual([]);
});
