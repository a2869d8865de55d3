import type { ProjectMap } from '@throughline/format';
import { parseSearch } from '@throughline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../testing/accessibility.ts';
import { startApp, type TestedApp } from '../testing/app.ts';
import { emptyRecording, withBrowser } from '../testing/browserFixture.ts';
import { CHECKOUT_ID, checkoutFixture } from '../testing/checkoutFixture.ts';
import { eventually } from '../testing/eventually.ts';
import type { Fixture } from '../testing/fixture.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';

let app: TestedApp;
let server: FixtureServer;
let fixture: Fixture;
beforeAll(async () => {
  app = await startApp();
  fixture = withBrowser(checkoutFixture(emptyRecording(), Date.now() - 10 * 60_000));
  server = await app.serve(fixture);
});
afterAll(() => app.close());

const figures = { calls: 240, errors: 60, p50: 4, p95: 80 };
const PROJECT_MAP: ProjectMap = {
  nodes: [
    { id: 'service gateway', name: 'gateway', kind: 'service', ...figures, errors: 0 },
    { id: 'service pay ment', name: 'pay ment', kind: 'service', ...figures },
    { id: 'database postgresql', name: 'postgresql', kind: 'database', ...figures },
  ],
  edges: [
    { from: 'service gateway', to: 'service pay ment', ...figures, isAsync: false },
    { from: 'service pay ment', to: 'database postgresql', ...figures, isAsync: false },
  ],
  from: 0,
  to: 0,
  spans: 5_000,
  share: 0.2,
  isCut: false,
};

const open = (panel: string) => app.open(`${server.origin}/sessions/${CHECKOUT_ID}?panel=${panel}`);

it('draws who called whom, narrows the rest to the service that one chooses, and says the same in a table', async () => {
  const page = await open('map');
  const map = page.getByRole('region', { name: 'Map', exact: true });
  const service = map.getByRole('button', { name: /^service orders: / });
  await service.waitFor();
  expect(await service.getAttribute('aria-label')).toMatch(/^service orders: \d+ calls?, 1 failed, median /);
  await service.focus();
  await page.keyboard.press('Enter');
  await eventually(() => service.getAttribute('aria-pressed')).toBe('true');
  for (const parameter of ['service', 'waterfallService', 'logsService'])
    await eventually(async () => new URL(page.url()).searchParams.get(parameter)).toBe('orders');
  const only = page.getByRole('button', { name: 'Show all services, not only orders' });
  await only.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await map.getByText('Table', { exact: true }).click();
  const figures = map.getByRole('table', { name: 'Services, and what they call' });
  const rows = () =>
    figures
      .getByRole('row')
      .evaluateAll((all) => all.slice(1).map((row) => row.querySelector('th')?.textContent ?? ''));
  await figures.getByRole('button', { name: 'Name' }).click();
  expect(await rows()).toEqual([...(await rows())].sort((a, b) => a.localeCompare(b)));
  const way = map.getByRole('table', { name: 'Connections' }).getByRole('row', { name: /^payment orders/ });
  expect(await way.textContent()).toMatch(/call, on the way of a failure.*1 failed/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await figures.getByRole('button', { name: 'orders' }).click();
  await only.waitFor({ state: 'detached' });
  await eventually(async () => new URL(page.url()).searchParams.get('logsService')).toBe(null);
  // The waterfall has them already.
  await page.getByRole('tab', { name: 'Waterfall' }).click();
  await page.getByRole('tree', { name: 'Spans' }).waitFor();
  expect(server.asked.filter((path) => path.includes('/spans'))).toHaveLength(1);
});

it('draws who calls whom in the project over a time range, and leads to the sessions of a service', async () => {
  fixture.map = undefined;
  server.failing = { path: /^\/api\/map$/, status: 400, message: 'The map is away.' };
  const page = await app.open(`${server.origin}/map?range=24h`);
  await page.getByRole('alert').getByText('The map is away.').waitFor();
  server.failing = null;
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('No service has told of itself in this time').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  fixture.map = PROJECT_MAP;
  await page.getByRole('radiogroup', { name: 'Time range' }).getByText('1 hour').click();
  const service = page.getByRole('link', { name: /^service pay ment: / });
  await service.waitFor();
  expect(await service.getAttribute('aria-label')).toBe(
    'service pay ment: 240 calls, 4/min, 60 failed (25%), median 4 ms, p95 80 ms',
  );
  expect(await page.getByRole('status', { name: 'What the map shows' }).textContent()).toContain(
    '2 services, 2 connections, worked out of 20% of 5K spans',
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Table').click();
  await page
    .getByRole('table', { name: 'Connections' })
    .getByRole('row', { name: /^gateway pay ment/ })
    .waitFor();
  await eventually(async () => new URL(page.url()).search).toBe('?view=table');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page
    .getByRole('table', { name: 'Services, and what they call' })
    .getByRole('link', { name: 'pay ment' })
    .click();
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  const parameters = new URL(page.url()).searchParams;
  expect(parameters.get('range')).toBe('1h');
  expect(parseSearch(parameters.get('q') ?? '').terms).toMatchObject([{ key: 'service', value: 'pay ment' }]);
  await page.goBack();
  await page.getByRole('table', { name: 'Connections' }).waitFor();
});

it('tells of the session as a whole, and which requests lead on to services', async () => {
  const page = await open('info');
  const info = page.getByRole('region', { name: 'Info', exact: true });
  const links = info.getByRole('region', { name: 'Link completeness' });
  await links.getByText(/^\d+ of \d+$/).waitFor();
  expect(await links.textContent()).toContain('browsers let no page add headers to it');
  expect(await info.getByRole('region', { name: 'Person and device' }).textContent()).toContain('Languageen');
  const application = info.getByRole('region', { name: 'Application' });
  expect(await application.getByRole('list', { name: 'Feature flags' }).textContent()).toBe(
    'new-checkout is true',
  );
  await info.getByText(/^25 % of sessions now; this id is (not )?among them$/).waitFor();
  expect(
    await info.getByRole('list', { name: 'Pages visited' }).getByRole('button').allTextContents(),
  ).toEqual(['shop.test/', 'shop.test/checkout']);
  await links.getByText('How to mend it: HTML of the page').click();
  await links.getByRole('button', { name: 'Copy: HTML of the page, made by its server' }).waitFor();
  expect(await info.getByRole('region', { name: 'Tabs and clocks' }).textContent()).toContain('Missing');
  expect(await accessibilityFaults(page)).toEqual([]);
  await info.getByRole('button', { name: 'Copy: Id' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(CHECKOUT_ID);
  await links.getByRole('button', { name: 'Show the requests' }).click();
  await page.getByRole('region', { name: 'Network' }).waitFor();
  expect(app.errors).toEqual([]);
});
