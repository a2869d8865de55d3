import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { visitCheckout } from '@throughline/example-checkout';
import type { TimelinePage } from '@throughline/format';
import type { BrowserContext, Page } from 'playwright-core';
import { type Stack, startStack, untilApi } from './stack.ts';

/**
 * Makes the pictures of the docs: every page, or those named as arguments, light and dark, wide and narrow, out of a session
 * recorded just now.
 */

const FOLDER = fileURLToPath(new URL('../../docs/user/images/', import.meta.url));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];
const SCHEMES = ['light', 'dark'] as const;

/** A page of the app: how to get there, and how to see that it is complete. */
interface Shot {
  name: string;
  /** Whether it is what somebody sees who is not logged in. */
  isOutside?: boolean;
  show: (page: Page, stack: Stack, session: string) => Promise<void>;
}

/** The session with one of its panels open, at the failed statement. */
function panelShot(panel: string, region: string): Shot {
  return {
    name: panel,
    async show(page, { url }, session) {
      await page.goto(`${url}/sessions/${session}?panel=${panel}`);
      const timeline = page.getByRole('region', { name: 'Timeline' });
      await page.getByRole('textbox', { name: 'Search the timeline' }).fill('WITH RECURSIVE');
      await timeline.getByRole('option', { name: /WITH RECURSIVE/ }).click();
      await page.getByRole('textbox', { name: 'Search the timeline' }).fill('');
      await page.getByRole('region', { name: region, exact: true }).waitFor();
      await page
        .getByRole('region', { name: 'Replay' })
        .frameLocator('iframe')
        .getByRole('button', { name: /Pay/ })
        .waitFor();
      await page.waitForTimeout(800);
    },
  };
}

const SHOTS: Shot[] = [
  panelShot('network', 'Network'),
  panelShot('logs', 'Console and logs'),
  panelShot('map', 'Map'),
  panelShot('info', 'Info'),
  {
    name: 'sessions',
    async show(page, { url }) {
      await page.goto(url);
      await page.getByRole('list', { name: 'Sessions' }).getByRole('link').first().waitFor();
    },
  },
  {
    name: 'project-map',
    async show(page, { url }) {
      await page.goto(`${url}/map`);
      await page.getByRole('link', { name: /^service payment: / }).waitFor();
    },
  },
  {
    name: 'incidents',
    async show(page, { url }) {
      await page.goto(`${url}/incidents`);
      await page
        .getByRole('list', { name: 'Incidents' })
        .getByRole('link', { name: /session/ })
        .waitFor();
    },
  },
  {
    name: 'issues',
    async show(page, { url }) {
      await page.goto(`${url}/issues`);
      await page.getByRole('list', { name: 'Issues' }).getByRole('link').first().waitFor();
    },
  },
  {
    name: 'issue',
    async show(page, { url }) {
      await page.goto(`${url}/issues?service=payment&state=all`);
      await page.getByRole('list', { name: 'Issues' }).getByRole('link').first().click();
      await page.getByRole('list', { name: 'Latest sessions' }).getByRole('link').first().waitFor();
      await withoutFolder(page);
    },
  },
  {
    name: 'releases',
    async show(page, { url }) {
      await page.goto(`${url}/releases`);
      await page.getByRole('table').first().waitFor();
    },
  },
  {
    name: 'support',
    async show(page, { url }, session) {
      await page.goto(`${url}/sessions/${session}/support`);
      await page
        .getByRole('list', { name: 'Steps' })
        .getByText(/payment request failed/i)
        .waitFor();
    },
  },
  {
    name: 'share',
    async show(page, { url }, session) {
      await page.goto(`${url}/sessions/${session}`);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await page.getByRole('list', { name: 'Links that work' }).waitFor();
      // The dialog fades in.
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'shared',
    isOutside: true,
    async show(page, { url }, session) {
      await page.goto(`${url}/share#${secrets.get(session)}`);
      await page.getByText(/^Shared by Ada/).waitFor();
      await page.getByRole('region', { name: 'Timeline' }).getByRole('option').first().waitFor();
      await page.waitForTimeout(800);
    },
  },
  {
    name: 'notes',
    async show(page, { url }, session) {
      await page.goto(`${url}/sessions/${session}?panel=notes`);
      await page.getByText('Is the fraud check waiting for orders?').first().waitFor();
      await page.getByRole('region', { name: 'Timeline' }).getByRole('option').first().waitFor();
      await page.waitForTimeout(800);
    },
  },
  {
    name: 'clips',
    async show(page, { url }) {
      await page.goto(`${url}/clips`);
      await page.getByText('The payment fails').first().waitFor();
    },
  },
  {
    name: 'alerts',
    async show(page, { url }) {
      await page.goto(`${url}/alerts`);
      await page.getByText('Back again').first().waitFor();
    },
  },
  {
    name: 'login',
    isOutside: true,
    async show(page, { url }) {
      await page.goto(url);
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
    },
  },
  {
    name: 'people',
    async show(page, { url }) {
      await page.goto(`${url}/settings/people`);
      await page.getByRole('table', { name: 'Open invitations' }).waitFor();
    },
  },
  {
    name: 'keys',
    async show(page, { url }) {
      await page.goto(`${url}/settings/keys`);
      await page.getByRole('table', { name: 'Ingest keys' }).waitFor();
    },
  },
  {
    name: 'integrations',
    async show(page, { url }) {
      await page.goto(`${url}/settings/integrations`);
      await page.getByText('Our Jira').first().waitFor();
    },
  },
  {
    name: 'audit-log',
    async show(page, { url }) {
      await page.goto(`${url}/settings/audit-log`);
      await page.getByRole('table', { name: 'Audit log' }).waitFor();
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

/** Takes out of the page's texts where this machine keeps the sources. */
async function withoutFolder(page: Page): Promise<void> {
  await page.evaluate(
    (folder) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode())
        texts.currentNode.nodeValue = texts.currentNode.nodeValue?.replaceAll(folder, '/') ?? '';
    },
    fileURLToPath(new URL('../../examples/', import.meta.url)),
  );
}

async function main(names: readonly string[]): Promise<void> {
  const wanted = SHOTS.filter(({ name }) => names.length === 0 || names.includes(name));
  await mkdir(FOLDER, { recursive: true });
  const stack = await startStack([], ['--auth', 'on']);
  try {
    const ada = await setUp(stack);
    await ada.post('/ops/incident-mode', {
      scope: { service: 'payment', route: '/charge*' },
      ticket: 'OPS-17',
      reason: 'charges time out',
      startedBy: 'Ada',
    });
    const visits = [await record(stack, 'happy'), await record(stack, 'doomed')];
    const session = visits[1] ?? '';
    const { items } = await untilApi<TimelinePage>(
      `${stack.url}/api/sessions/${session}/timeline`,
      (page) => page.items.some(isFailedPayment),
      await operatorHeaders(stack),
    );
    const failed = Math.floor(Number(items.find(isFailedPayment)?.timeUnixNano ?? 0) / 1e6);
    await writeBeside(ada, session, failed);
    for (const viewport of SIZES)
      for (const colorScheme of SCHEMES)
        for (const { name, isOutside = false, show } of wanted) {
          const storageState = isOutside ? undefined : ada.storageState;
          const context = await stack.browser.newContext({ viewport, colorScheme, storageState });
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

/** What share links of sessions open by. */
const secrets = new Map<string, string>();

const isFailedPayment = ({ kind, title }: TimelinePage['items'][number]) =>
  kind === 'response' && title.startsWith('502');

/** Somebody who administers the server: what their browser holds, and the API as they use it. */
interface Administrator {
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>;
  post: <Answer>(path: string, data: object) => Promise<Answer>;
}

async function setUp(stack: Stack): Promise<Administrator> {
  const context = await stack.browser.newContext();
  const send = async (path: string, data: object) => {
    const answer = await context.request.post(stack.url + path, { data });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer;
  };
  const [, code] = stack.setupUrl.split('#');
  const person = { name: 'Ada', email: 'ada@example.com', password: 'a password for pictures' };
  await send('/api/account/setup', { code, ...person });
  return {
    storageState: await context.storageState(),
    async post(path, data) {
      return (await send(path, data)).json();
    },
  };
}

async function operatorHeaders({ data }: Stack): Promise<Record<string, string>> {
  const token = await readFile(join(data, 'operator-token'), 'utf8');
  return { authorization: `Bearer ${token.trim()}` };
}

/** What a team makes of a session, and how it is told: for the pages that show that. */
async function writeBeside({ post }: Administrator, session: string, failed: number): Promise<void> {
  for (const [email, role] of [
    ['sam@example.com', 'support'],
    ['erin@example.com', 'engineer'],
  ])
    await post('/api/invitations', { email, role });
  const note = await post<{ id: string }>('/api/notes', {
    session,
    moment: failed,
    text: 'Is the fraud check waiting for orders? @Ada',
  });
  await post('/api/notes', {
    session,
    replyTo: note.id,
    moment: failed,
    text: 'Yes: see the recursive query.',
  });
  const part = { session, from: failed - 4_000, to: failed + 500 };
  await post('/api/clips', { ...part, title: 'The payment fails' });
  const { secret } = await post<{ secret: string }>('/api/share-links', { ...part, at: failed });
  secrets.set(session, secret);
  await post('/api/integrations', {
    kind: 'jira-cloud',
    name: 'Our Jira',
    secret: 'a token for pictures',
    configuration: {
      url: 'https://example.atlassian.net',
      user: 'bot@example.com',
      projectKey: 'SHOP',
      fields: { Replay: '{{session.url}}' },
    },
  });
  const team = { kind: 'webhook', name: 'Team', url: 'https://hooks.example.com/alerts' };
  const { id } = await post<{ id: string }>('/api/alerts/destinations', team);
  await post('/api/alerts/rules', {
    name: 'Back again',
    condition: { on: 'regressed-issue' },
    destinations: [id],
    quietHours: { days: [1, 2, 3, 4, 5], from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' },
  });
}

async function record(stack: Stack, basket: 'happy' | 'doomed'): Promise<string> {
  const context = await stack.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  // The first visitor brings the style sheet, some seconds after it was seen.
  const styled = basket === 'happy' && page.waitForResponse((answer) => answer.url().includes('/v1/assets/'));
  const session = await visitCheckout(page, { shopUrl: stack.checkout.shopUrl, basket });
  await styled;
  await page.close({ runBeforeUnload: true });
  await context.close();
  return session;
}

await main(process.argv.slice(2));
