import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { visitCheckout } from '@throughline/example-checkout';
import type { AuditEntry, IssueList } from '@throughline/format';
import { type FakeJira, startFakeJira } from '@throughline/server/fake-jira';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack } from './stack.ts';

/**
 * One incident and the four people who meet it: Sam of support, an engineer without an account, Erin who mends it, and Ada who
 * runs the server. Jira is a fake that follows its published API; the team's webhook is a plain HTTP server.
 */

const PATIENCE_MS = 30_000;
const PASSWORD = 'a password for tests';
const JIRA_USER = 'bot@example.com';
const JIRA_TOKEN = 'token of the fake';

let stack: Stack;
let jira: FakeJira;
let hook: Server;
/** What the team's webhook was sent. */
const alerts: { title: string; text: string }[] = [];
let ada: Page;
let session: string;
let ticketLink: string;
let shareLink: string;

beforeAll(async () => {
  stack = await startStack([], ['--auth', 'on']);
  jira = await startFakeJira({
    version: 3,
    authorization: `Basic ${Buffer.from(`${JIRA_USER}:${JIRA_TOKEN}`).toString('base64')}`,
    issues: [],
    fields: [
      { id: 'customfield_10050', name: 'Replay', type: 'url' },
      { id: 'customfield_10051', name: 'Session id', type: 'textfield' },
    ],
  });
  hook = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const said = JSON.parse(text) as { title?: string };
    alerts.push({ title: said.title ?? '', text });
    response.end();
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await stack.stop();
  await jira.close();
  hook.closeAllConnections();
  await new Promise((resolve) => hook.close(resolve));
  await stack.removeData();
});

async function browserOf(): Promise<Page> {
  const context = await stack.browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** The API as somebody who is logged in. */
async function api<Answer>(page: Page, method: 'GET' | 'POST', path: string, data?: object): Promise<Answer> {
  const answer = await page.context().request.fetch(`${stack.url}/api${path}`, { method, data });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function join(name: string, role: string): Promise<Page> {
  const email = `${name.toLowerCase()}@example.com`;
  const { secret } = await api<{ secret: string }>(ada, 'POST', '/invitations', { email, role });
  const page = await browserOf();
  await page.goto(`${stack.url}/invitation#${secret}`);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: `Account: ${name}` }).waitFor();
  return page;
}

/** A customer's visit that ends with a failed payment, and with an error of the page in `release`. */
async function failedVisit(release: string): Promise<string> {
  const page = await browserOf();
  // Only the shop's script: what the recorder sends goes its own way, also as the page closes.
  await page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('1.4.0', release) });
  });
  const id = await visitCheckout(page, { shopUrl: stack.checkout.shopUrl, basket: 'doomed' });
  await page.unrouteAll();
  await page.evaluate(() => {
    setTimeout(function showReceipt() {
      throw new TypeError('the receipt has no total');
    });
  });
  await page.waitForTimeout(500);
  await page.close({ runBeforeUnload: true });
  await page.context().close();
  return id;
}

/** How far two pictures differ on average, and how much the first one does within itself, of 255; both made small. */
function likeness(page: Page, first: Buffer, second: Buffer) {
  return page.evaluate(
    async ([one, other]) => {
      const pixels = async (base64: string) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = new OffscreenCanvas(96, 60);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0, canvas.width, canvas.height);
        return context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      };
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const [a, b] = [[...(await pixels(one ?? ''))], [...(await pixels(other ?? ''))]];
      const middle = mean(a);
      return {
        difference: mean(a.map((value, index) => Math.abs(value - (b[index] ?? 0)))),
        contrast: Math.sqrt(mean(a.map((value) => (value - middle) ** 2))),
      };
    },
    [first.toString('base64'), second.toString('base64')],
  );
}

const issueOf = async (page: Page) =>
  (await api<IssueList>(page, 'GET', '/issues?state=all')).issues.find(({ message }) =>
    message.includes('the receipt has no total'),
  );

describe('one incident, four people', () => {
  it('the administrator sets the server up, invites, and says where tickets and alerts go', async () => {
    ada = await browserOf();
    await ada.goto(stack.setupUrl);
    await ada.getByLabel('Name').fill('Ada');
    await ada.getByLabel('E-mail address').fill('ada@example.com');
    await ada.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await ada.getByRole('button', { name: 'Create administrator' }).click();
    await ada.getByRole('button', { name: 'Account: Ada' }).waitFor();
    await api(ada, 'POST', '/integrations', {
      kind: 'jira-cloud',
      name: 'Our Jira',
      secret: JIRA_TOKEN,
      configuration: {
        url: jira.url,
        user: JIRA_USER,
        projectKey: 'SHOP',
        fields: { Replay: '{{session.url}}', customfield_10051: '{{session.id}}' },
      },
    });
    const { port } = hook.address() as AddressInfo;
    const { id } = await api<{ id: string }>(ada, 'POST', '/alerts/destinations', {
      kind: 'webhook',
      name: 'Team',
      url: `http://127.0.0.1:${port}/alerts`,
    });
    await api(ada, 'POST', '/alerts/rules', {
      name: 'Back again',
      condition: { on: 'regressed-issue' },
      destinations: [id],
    });
    session = await failedVisit('1.4.0');
    await vi.waitFor(() => api(ada, 'GET', `/sessions/${session}`), { timeout: PATIENCE_MS, interval: 200 });
  });

  it('support finds the customer’s session, reads what happened, and escalates with everything attached', async () => {
    const sam = await join('Sam', 'support');
    await sam.goto(`${stack.url}/support`);
    await sam.getByRole('textbox', { name: 'Customer' }).fill('customer-');
    await sam.keyboard.press('Enter');
    await sam
      .getByRole('list', { name: 'Sessions' })
      .getByRole('link', { name: /^customer-/ })
      .first()
      .click();
    await sam
      .getByRole('list', { name: 'Steps' })
      .getByText(/payment request failed/i)
      .waitFor();
    await sam.getByRole('button', { name: 'Escalate…' }).click();
    const dialog = sam.getByRole('dialog', { name: 'Escalate' });
    await dialog.getByRole('img', { name: 'The page at this moment' }).waitFor();
    await dialog.getByRole('button', { name: 'File it' }).click();
    await dialog.getByRole('link', { name: /^SHOP-/ }).waitFor();
    const [[key, fields] = ['', {}]] = [...jira.created] as [string, Record<string, unknown>][];
    expect(key).toMatch(/^SHOP-/);
    expect(fields.customfield_10051).toBe(session);
    ticketLink = String(fields.customfield_10050);
    expect(ticketLink).toMatch(new RegExp(`^${stack.url}/sessions/${session}\\?at=\\d+$`));

    await sam.goto(ticketLink);
    const [picture] = jira.attachments.get(key) ?? [];
    await vi.waitFor(async () => {
      const replay = await sam.locator('iframe[title="Replay"]').screenshot();
      const { difference, contrast } = await likeness(sam, picture?.bytes ?? Buffer.alloc(0), replay);
      expect(contrast).toBeGreaterThan(10);
      expect(difference).toBeLessThan(5);
    }, PATIENCE_MS);
    await sam.getByRole('button', { name: 'Share', exact: true }).click();
    const share = sam.getByRole('dialog', { name: 'Share this session' });
    await share.getByRole('radio', { name: /^A minute before and after/ }).check();
    await share.getByRole('button', { name: 'Make the link' }).click();
    shareLink = (await share.getByText(/\/share#tll_/).innerText()).trim();
    await sam.context().close();
  });

  it('the ticket leads to the moment at which the payment fails', async () => {
    await ada.goto(ticketLink);
    await expect
      .poll(async () =>
        ada
          .getByRole('region', { name: 'Replay' })
          .frameLocator('iframe')
          .getByRole('alert')
          .first()
          .textContent()
          .catch(() => ''),
      )
      .toMatch(/could not place your order/i);
  });

  it('an engineer without an account sees what the link shows, and nothing else', async () => {
    const stranger = await browserOf();
    const refused: string[] = [];
    stranger.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
    });
    await stranger.goto(shareLink);
    await stranger.getByText(/^Shared by Sam, until .*payloads are hidden$/).waitFor();
    const timeline = stranger.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('option', { name: /502 POST \/api\/payment/ }).waitFor();
    expect(await stranger.getByRole('heading', { level: 1 }).innerText()).toBe('Session replay');
    expect(refused).toEqual([]);
    const secret = shareLink.split('#')[1] ?? '';
    const through = (path: string) =>
      stranger
        .context()
        .request.get(`${stack.url}/api${path}`, { headers: { authorization: `Bearer ${secret}` } });
    const requests = await (await through(`/sessions/${session}/requests?payloads=true`)).text();
    expect(requests).toContain('/api/payment');
    expect(requests).not.toMatch(/throughline\.http\.(request|response)\.body"|http\.request\.header\./);
    for (const path of ['/sessions', '/issues', '/notes', '/users'])
      expect([path, (await through(path)).status()]).toEqual([path, 403]);
    await stranger.goto(`${stack.url}/sessions/${session}`);
    await stranger.getByRole('heading', { name: 'Log in' }).waitFor();
    await stranger.context().close();
  });

  it('the issue is resolved in a release, comes back in the next, and the team hears of it once', async () => {
    const erin = await join('Erin', 'engineer');
    await vi.waitFor(async () => expect(await issueOf(erin)).toMatchObject({ state: 'open' }), {
      timeout: PATIENCE_MS,
      interval: 200,
    });
    await erin.goto(`${stack.url}/issues`);
    await erin
      .getByRole('link', { name: /the receipt has no total/ })
      .first()
      .click();
    await erin.getByRole('button', { name: /Resolve in/ }).click();
    await erin.getByRole('combobox', { name: 'Release' }).fill('1.5.0');
    await erin.getByRole('button', { name: 'Resolve in this release' }).click();
    await vi.waitFor(async () => expect(await issueOf(erin)).toMatchObject({ state: 'resolved' }), {
      timeout: PATIENCE_MS,
      interval: 200,
    });
    expect(alerts).toEqual([]);

    await failedVisit('1.5.0');
    await vi.waitFor(() => expect(alerts.length).toBeGreaterThan(0), { timeout: PATIENCE_MS, interval: 200 });
    expect(await issueOf(erin)).toMatchObject({ state: 'open', regression: { release: '1.5.0' } });
    await failedVisit('1.5.0');
    // Longer than the server takes to look again.
    await erin.waitForTimeout(6_000);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.text).toContain('the receipt has no total');
    expect(alerts[0]?.text).toMatch(new RegExp(`${stack.url}/sessions/[0-9a-f-]{36}\\?at=\\d+`));
    await erin.context().close();
  });

  it('the administrator reads in the audit log who watched', async () => {
    await ada.goto(`${stack.url}/settings/audit-log?target=${session}`);
    const log = ada.getByRole('table', { name: 'Audit log' });
    for (const name of ['Sam', 'somebody with a link of Sam', 'Ada'])
      await log.getByRole('cell', { name, exact: true }).first().waitFor();
    const { entries } = await api<{ entries: AuditEntry[] }>(ada, 'GET', '/audit-log');
    const done = entries.map(({ askerName, summary }) => `${askerName}: ${summary}`);
    expect(done).toEqual(expect.arrayContaining(['Sam: Share a part of a session', 'Ada: Invite somebody']));
    expect(done.filter((line) => line.startsWith('Sam: ')).join()).toMatch(/ticket/i);
  });
});
