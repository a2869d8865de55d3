import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { replayedText, startApp, type TestedApp } from '../../testing/app.ts';
import { eventually } from '../../testing/eventually.ts';
import { emptySession, type Fixture, type FixtureSession } from '../../testing/fixture.ts';
import { AFTER_ALL, HOSTILE_ID, hostileSession } from '../../testing/hostileRecording.ts';

const SESSION = '71c70000-0000-4000-8000-000000000001';
const TAB = '71c70000-0000-4000-8000-0000000007ab';
const START = Date.now() - 60_000;

let app: TestedApp;
let filed: { picture?: string }[];
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.close());

function withTickets(session: FixtureSession): Fixture {
  filed = [];
  const draft = { title: 'It failed', description: 'See the replay.' };
  const slack = { id: 'slack', kind: 'slack', name: 'Team channel' };
  const jira = { id: 'jira', kind: 'jira-cloud', name: 'Our Jira' };
  return {
    sessions: [session],
    traces: [],
    answers: {
      'GET /tickets': () => ({ tickets: [] }),
      'GET /tickets/targets': () => ({ targets: [jira, slack, { ...slack, id: 'github', kind: 'github' }] }),
      'GET /tickets/draft': () => draft,
      'POST /tickets': (body) => {
        filed.push(body as { picture?: string });
        const about = { id: '1', session: session.detail.id, incident: '', moment: START, isLinkOnly: false };
        return { ...jira, ...about, integration: jira.name, key: 'SHOP-1', url: '', title: draft.title };
      },
    },
  };
}

async function openTicket(session: FixtureSession, at = 0): Promise<Page> {
  const server = await app.serve(withTickets(session));
  const page = await app.open(
    `${server.origin}/sessions/${session.detail.id}?at=${session.detail.from + at}`,
  );
  await eventually(() => replayedText(page)).not.toBe('');
  await page.getByRole('button', { name: 'Ticket', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Create ticket at this moment…' }).click();
  return page;
}

const pictureIn = (page: Page) => page.getByRole('img', { name: 'The page at this moment' });

/** Colours of the picture that was filed, and its size. */
function look(page: Page, points: [number, number][]) {
  return page.evaluate(
    async ([base64, points]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const colorAt = (x: number, y: number) =>
        [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3).join(' ');
      return { size: [image.width, image.height], colors: points.map(([x, y]) => colorAt(x, y)) };
    },
    [filed.at(-1)?.picture ?? '', points] as const,
  );
}

type Attributes = Record<string, string | boolean>;
let id = 0;
const text = (textContent: string) => ({ type: 3, textContent, id: ++id });
const element = (tagName: string, attributes: Attributes = {}, childNodes: object[] = []) => ({
  ...{ type: 2, tagName, attributes, childNodes, id: ++id },
});
const block = (color: string, height: number, more = '') =>
  element('div', { style: `height: ${height}px; background: ${color}; ${more}` });

/** A page of 800 by 600, scrolled down by 300, with names and characters that HTML knows and XML does not. */
function scrolledSession(): FixtureSession {
  const pane = element('div', { class: 'pane' }, [block('rgb(9, 9, 9)', 200), block('rgb(0, 0, 200)', 900)]);
  const css =
    ':root { --ground: rgb(250, 240, 230); } html { background: var(--ground); } body { margin: 0; }' +
    '.bar { position: fixed; top: 0; left: 0; right: 0; height: 50px; background: rgb(200, 0, 0); }' +
    '.pane { position: absolute; left: 400px; top: 300px; width: 200px; height: 400px; overflow: auto; }' +
    '@media (min-width: 700px) { .wide { background: rgb(0, 100, 0) !important; } }';
  const html = element('html', {}, [
    element('head', {}, [element('style', {}, [text(css)])]),
    element('body', {}, [
      element('div', { class: 'bar', '@click': 'go()', ':class': 'x', 'on<b': '' }, [text('Bar \u0001 & <')]),
      block('rgb(1, 2, 3)', 300),
      element('div', { class: 'wide', style: 'height: 500px; width: 300px; background: rgb(3, 2, 1)' }, [
        element('o:p', {}, [text('a name with a colon')]),
        element('input', { type: 'checkbox', checked: true }),
      ]),
      block('rgb(4, 5, 6)', 900, 'width: 300px'),
      pane,
    ]),
  ]);
  const root = {
    ...{ type: 0, id: ++id },
    childNodes: [{ type: 1, name: 'html', publicId: '', systemId: '', id: ++id }, html],
  };
  const data = [
    { type: 4, timestamp: START, data: { href: 'https://shop.test/', width: 800, height: 600 } },
    { type: 2, timestamp: START + 5, data: { node: root, initialOffset: { top: 300, left: 0 } } },
    { type: 3, timestamp: START + 100, data: { source: 3, id: pane.id, x: 0, y: 500 } },
    { type: 3, timestamp: START + 2_000, data: { source: 3, id: pane.id, x: 0, y: 500 } },
  ];
  const session = emptySession(SESSION, START, {
    to: START + 2_000,
    tabs: [{ id: TAB, from: START, to: START + 2_000, segments: 1, clockOffset: 0 }],
  });
  const segment = { tab: TAB, seq: 0, from: START, to: START + 2_000, checkpoint: true, bytes: 1 };
  return { ...session, segments: [{ ...segment, events: data.length, data }] };
}

it('goes with a ticket as the page showed: scrolled, with its styles, whatever its names and characters', async () => {
  const page = await openTicket(scrolledSession(), 1_000);
  await pictureIn(page).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'File it' }).click();
  await page.getByText('Filed:').waitFor();
  const points: [number, number][] = [
    [700, 10],
    [100, 300],
    [500, 200],
    [700, 500],
  ];
  expect(await look(page, points)).toEqual({
    size: [800, 600],
    // The bar stays at the top; what is below it, and within the pane, is scrolled; and the ground of the page.
    colors: ['200 0 0', '0 100 0', '0 0 200', '250 240 230'],
  });
  expect(app.errors).toEqual([]);
});

it('stays here if it is not wanted, and where it could not be sent', async () => {
  const page = await openTicket(scrolledSession(), 1_000);
  const box = page.getByRole('checkbox', { name: 'With a picture of the page at this moment' });
  await pictureIn(page).waitFor();
  await box.uncheck();
  await page.getByRole('button', { name: 'File it' }).click();
  await page.getByText('Filed:').waitFor();
  expect(filed).toMatchObject([{ title: 'It failed' }]);
  expect(filed[0]).not.toHaveProperty('picture');
});

it('is said to be missing where nothing was recorded, and the ticket is filed', async () => {
  const { segments: _, ...session } = scrolledSession();
  const server = await app.serve(withTickets({ ...session, segments: [] }));
  const page = await app.open(`${server.origin}/sessions/${SESSION}`);
  await page.getByRole('button', { name: 'Ticket', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Create ticket at this moment…' }).click();
  await page.getByText('No picture goes with it: the page was not recorded at this moment.').waitFor();
  await page.getByRole('button', { name: 'File it' }).click();
  await page.getByText('Filed:').waitFor();
});

it('runs nothing of a hostile page and tells nobody of it', async () => {
  const heard: string[] = [];
  const canary = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as AddressInfo;
  const page = await openTicket(hostileSession(START, `http://127.0.0.1:${port}`).session, 2_000);
  await eventually(() => replayedText(page)).toContain(AFTER_ALL);
  await pictureIn(page).waitFor();
  expect(await page.evaluate(() => ('ran' in window ? window.ran : []))).toEqual([]);
  expect(new URL(page.url()).pathname).toBe(`/sessions/${HOSTILE_ID}`);
  expect(heard).toEqual([]);
  canary.closeAllConnections();
  canary.close();
});
