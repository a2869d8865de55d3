import type { Account, SharedView, ShareLink } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { startApp, type TestedApp } from '../../testing/app.ts';
import { emptyRecording, withBrowser } from '../../testing/browserFixture.ts';
import { CHECKOUT_ID, checkoutFixture } from '../../testing/checkoutFixture.ts';
import type { Fixture } from '../../testing/fixture.ts';

const began = Date.now() - 10 * 60_000;
const EXPIRES = '2126-11-30T08:00:00Z';

let app: TestedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const session = (): Fixture => withBrowser(checkoutFixture(emptyRecording(), began));

it('makes a link of a part of the session, shows it once, and takes it back', async () => {
  const asked: unknown[] = [];
  let links: ShareLink[] = [];
  const fixture = session();
  fixture.answers = {
    'GET /share-links': () => ({ links }),
    'POST /share-links': (body) => {
      asked.push(body);
      const link: ShareLink = {
        ...{ id: 'link', session: CHECKOUT_ID, from: began, to: began + 5000, at: began, payloads: false },
        ...{ madeBy: 'Ada', createdAt: EXPIRES, expiresAt: EXPIRES, revokedAt: null },
      };
      links = [link];
      return { ...link, secret: 'tll_of_a_test' };
    },
    'DELETE /share-links/link': () => {
      links = [];
      return {};
    },
  };
  const server = await app.serve(fixture);
  const page = await app.open(
    `${server.origin}/sessions/${CHECKOUT_ID}?at=${began + 2000}&range=${began + 1000}-${began + 3000}`,
  );
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this session' });
  await dialog.getByRole('radio', { name: /^The selected range/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByText(`${server.origin}/share#tll_of_a_test`).waitFor();
  expect(asked).toEqual([
    {
      session: CHECKOUT_ID,
      at: began + 2000,
      from: began + 1000,
      to: began + 3000,
      payloads: false,
      days: 7,
    },
  ]);
  await dialog.getByRole('button', { name: 'Revoke the link by Ada' }).click();
  await dialog.getByRole('list', { name: 'Links that work' }).waitFor({ state: 'detached' });
});

it('shows what a link shows, to look at and to hand on, and nothing of the rest of the app', async () => {
  const fixture = session();
  const view: SharedView = {
    ...{ project: 'default', session: CHECKOUT_ID, from: began, to: began + 5000, at: began + 4000 },
    ...{ payloads: false, madeBy: 'Sam', expiresAt: EXPIRES },
  };
  const account: Account = {
    state: 'in',
    who: { kind: 'link', id: 'link', name: 'a link', permissions: ['read'], projects: ['default'] },
    singleSignOn: null,
  };
  Object.assign(fixture, { account, answers: { 'GET /share': () => view } });
  const server = await app.serve(fixture);
  const page = await app.open(`${server.origin}/share#tll_of_a_test`, { dark: true, width: 1024 });
  await page.getByText(/^Shared by Sam, until .*payloads are hidden$/).waitFor();
  await page.getByRole('slider', { name: 'Moment' }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe(String(began + 4000));
  expect(new URL(page.url()).hash).toBe('#tll_of_a_test');
  for (const name of ['All sessions', 'Share', 'Account: a link'])
    expect(await page.getByRole('button', { name }).or(page.getByRole('link', { name })).count()).toBe(0);
  expect(await page.getByRole('tab', { name: 'Info' }).count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  // All that was asked, but the app's own files, carried the link.
  expect(server.authorizations.size).toBe(1);
  expect([...server.authorizations]).toEqual(['Bearer tll_of_a_test']);
});

it('hands the session out as a file of each format', async () => {
  const server = await app.serve(session());
  const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}?at=${began + 2000}`);
  await page.getByRole('button', { name: 'Export the session' }).click();
  const items = page.getByRole('menuitem');
  await items.first().waitFor();
  expect(await items.evaluateAll((all) => all.map((item) => item.getAttribute('href')))).toEqual(
    [`html&at=${began + 2000}`, 'json', 'har', 'otlp'].map(
      (format) => `/api/sessions/${CHECKOUT_ID}/export?format=${format}`,
    ),
  );
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('says of a link that does not work no more than that', async () => {
  const server = await app.serve(session());
  server.failing = { path: /share/, status: 401, message: 'log in' };
  const page = await app.open(`${server.origin}/share#tll_made_up`);
  await page.getByText('This link does not work').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('nothing broke meanwhile', () => {
  expect(app.errors).toEqual([]);
});
