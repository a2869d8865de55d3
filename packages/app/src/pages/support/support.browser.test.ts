import type {
  Integration,
  SupportSummary,
  Ticket,
  TicketDraft,
  TicketTarget,
  TicketTemplate,
} from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { startApp, type TestedApp } from '../../testing/app.ts';
import { eventually } from '../../testing/eventually.ts';
import { emptySession, type Fixture } from '../../testing/fixture.ts';

const SESSION = '5e551013-0000-4000-8000-000000000001';
const START = Date.parse('2026-11-23T09:00:00Z');
const TARGETS: TicketTarget[] = [
  { id: 'jira', kind: 'jira-cloud', name: 'Shop’s Jira' },
  { id: 'slack', kind: 'slack-webhook', name: 'Team channel' },
];
const DRAFT: TicketDraft = { title: 'The payment request failed', description: '**[Open the replay](…)**' };
const SUMMARY: SupportSummary = {
  steps: [
    { id: 'a', kind: 'page', time: START, text: 'opened “Checkout”', details: [] },
    { id: 'b', kind: 'click', time: START + 9_000, text: 'clicked “Pay”', times: 2, details: [] },
    {
      ...{ id: 'c', kind: 'failure', time: START + 12_000, details: ['POST /api/payment: HTTP 504'] },
      ...{ text: 'the payment request failed (504 after 3.0 s)', traceId: 'f'.repeat(32) },
    },
  ],
  omitted: 0,
  isCut: false,
  failures: 1,
  failure: null,
  answer: 'Hello Ada,\n\nour service did not answer in time.',
};
SUMMARY.failure = SUMMARY.steps[2] ?? null;
const INTEGRATION: Integration = {
  ...{ id: 'jira', kind: 'jira-cloud', name: 'Shop’s Jira', createdAt: '', changedAt: '' },
  configuration: {
    ...{ url: 'https://shop.atlassian.net', user: 'ada@shop.test', projectKey: 'SHOP', issueType: 'Bug' },
    fields: { customfield_10050: '{{session.url}}' },
  },
};
const TEMPLATE: TicketTemplate = {
  ...{ kind: 'session', text: '{{summary}}', isDefault: true },
  placeholders: { summary: 'what the person tried' },
};

let app: TestedApp;
let asked: { what: string; body: unknown }[];

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.close());

function fixture(): Fixture {
  asked = [];
  const tickets: Ticket[] = [];
  const filed = (what: string, changes: Partial<Ticket>) => (body: unknown) => {
    asked.push({ what, body });
    const ticket: Ticket = {
      ...{ id: String(asked.length), kind: 'jira-cloud', integration: 'Shop’s Jira', session: SESSION },
      ...{ incident: '', moment: START, key: 'SHOP-12', url: 'https://shop.atlassian.net/browse/SHOP-12' },
      ...{ title: DRAFT.title, isLinkOnly: false, filedBy: 'Sam', createdAt: '2026-11-23T09:05:00Z' },
      ...changes,
    };
    tickets.unshift(ticket);
    return ticket;
  };
  const user = { id: 'u-1', name: 'Ada Lovelace', email: 'ada@shop.test' };
  const session = emptySession(SESSION, START, { to: START + 30_000, user });
  session.detail.counts.errors = 1;
  return {
    sessions: [session],
    traces: [],
    answers: {
      [`GET /sessions/${SESSION}/support`]: () => SUMMARY,
      'GET /sessions': () => ({ sessions: [session.detail] }),
      'GET /tickets': () => ({ tickets }),
      'GET /tickets/targets': () => ({ targets: TARGETS }),
      'GET /tickets/draft': () => DRAFT,
      'POST /tickets': filed('file', {}),
      'POST /tickets/link': filed('link', { key: 'SHOP-7', isLinkOnly: true }),
      'GET /integrations': () => ({ integrations: [INTEGRATION] }),
      'PATCH /integrations/jira': (body) => {
        asked.push({ what: 'change', body });
        return INTEGRATION;
      },
      'POST /integrations/jira/test': () => ({ ok: false, message: 'Jira does not accept the token' }),
      'GET /ticket-templates': () => ({ templates: [TEMPLATE] }),
      'PUT /ticket-templates/session': (body) => {
        asked.push({ what: 'template', body });
        return TEMPLATE;
      },
    },
  };
}

it('finds a customer’s session, tells what happened and what to answer, and escalates by one button', async () => {
  const server = await app.serve(fixture());
  const page = await app.open(`${server.origin}/support`);
  await page.getByRole('textbox', { name: 'Customer' }).fill('ada@');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Sessions' }).waitFor();
  expect(server.asked.some((path) => /\/sessions\?user=ada%40&from=\d+/.test(path))).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('link', { name: /^Ada Lovelace/ }).click();

  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await eventually(() => steps.allTextContents()).toEqual([
    '0:00Opened “Checkout”',
    '0:09Clicked “Pay” 2 times',
    '0:12The payment request failed (504 after 3.0 s)',
  ]);
  expect(await page.getByRole('main').textContent()).not.toContain('HTTP 504');
  expect(await steps.nth(2).getByRole('link').getAttribute('href')).toBe(
    `/sessions/${SESSION}?at=${START + 12_000}`,
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(SUMMARY.answer);

  await page.getByRole('button', { name: 'Escalate…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Escalate' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Pay fails');
  expect(await dialog.getByRole('textbox', { name: 'Description' }).inputValue()).toBe(DRAFT.description);
  expect(await accessibilityFaults(page)).toEqual([]);
  server.failing = { path: /tickets$/, status: 502, message: 'Jira asks to be left alone for a while' };
  await dialog.getByRole('button', { name: 'File it' }).click();
  await dialog.getByText('It could not be filed: Jira asks to be left alone').waitFor();
  server.failing = null;
  await dialog.getByRole('button', { name: 'File it' }).click();
  await dialog.getByRole('link', { name: 'SHOP-12' }).waitFor();
  expect(asked).toEqual([
    {
      what: 'file',
      body: {
        session: SESSION,
        moment: START + 12_000,
        integration: 'jira',
        title: 'Pay fails',
        description: DRAFT.description,
      },
    },
  ]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('list', { name: 'Tickets' }).getByRole('link', { name: 'SHOP-12' }).waitFor();
});

it('files from the session’s page, at the moment, and adds the link to a ticket that is there', async () => {
  const server = await app.serve(fixture());
  const page = await app.open(`${server.origin}/sessions/${SESSION}?at=${START + 5_000}`, { dark: true });
  await page.getByRole('button', { name: 'Ticket', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Create ticket at this moment…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create ticket' });
  await dialog.getByText('Add link to a ticket').click();
  await dialog.getByRole('textbox', { name: 'Key or address of the ticket' }).fill('SHOP-7');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add the link' }).click();
  await dialog.getByText('The link was added to').waitFor();
  expect(asked).toEqual([
    {
      what: 'link',
      body: { session: SESSION, moment: START + 5_000, integration: 'jira', ticket: 'SHOP-7' },
    },
  ]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Tickets: 1' }).click();
  await page.getByRole('menuitem', { name: /^SHOP-7/ }).waitFor();
});

it('has the integrations tested and changed without their secrets, and templates saved', async () => {
  const server = await app.serve(fixture());
  const page = await app.open(`${server.origin}/settings/integrations`, { width: 1024 });
  await page.getByRole('button', { name: 'Test Shop’s Jira' }).click();
  await page.getByText('Jira does not accept the token').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Change Shop’s Jira' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change Shop’s Jira' });
  const fields = dialog.getByRole('textbox', { name: 'Custom fields' });
  expect(await fields.inputValue()).toBe('customfield_10050 = {{session.url}}');
  await fields.fill('customfield_10050 = {{session.url}}\nSession = {{session.id}}');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const template = page.getByRole('textbox', { name: 'Ticket about a session' });
  await template.fill('# {{summary}}');
  await page.getByRole('button', { name: 'Save: Ticket about a session' }).click();
  await eventually(() => asked.length).toBe(2);
  expect(asked).toMatchObject([
    {
      what: 'change',
      body: {
        name: 'Shop’s Jira',
        target: { configuration: { fields: { Session: '{{session.id}}' }, issueType: 'Bug' } },
      },
    },
    { what: 'template', body: { text: '# {{summary}}' } },
  ]);
  expect(JSON.stringify(asked)).not.toContain('secret"');
});

it('breaks nowhere', () => expect(app.errors).toEqual([]));
