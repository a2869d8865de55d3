import { type AlertDelivery, type AlertDestination, type AlertRule, PERMISSIONS } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { startApp, type TestedApp } from '../../testing/app.ts';
import { eventually } from '../../testing/eventually.ts';
import { emptySession, type Fixture } from '../../testing/fixture.ts';
import { manyIssues } from '../../testing/manyIssues.ts';

const CREATED = '2026-11-23T08:00:00Z';
const CHAT: AlertDestination = {
  id: 'chat',
  name: 'Team chat',
  kind: 'slack',
  target: 'hooks.slack.com',
  createdAt: CREATED,
};
const RULE: AlertRule = {
  id: 'rule',
  name: 'Checkout <b>fails</b>',
  condition: { on: 'issue-events', moreThan: 100, minutes: 10 },
  destinations: ['chat'],
  quietHours: { days: [6, 7], from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' },
  againAfterMinutes: 60,
  mutedUntil: null,
  createdAt: CREATED,
  createdBy: 'Ada',
  waiting: 2,
};
const DELIVERY: AlertDelivery = {
  id: 'delivery',
  rule: { id: 'rule', name: RULE.name },
  destination: { id: 'chat', name: CHAT.name },
  title: 'New issue: TypeError: <img src=x>',
  count: 1,
  state: 'failed',
  attempts: 12,
  createdAt: CREATED,
  error: 'the receiver answered HTTP 410',
};

let app: TestedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** A server that keeps what it is told. */
function fixture() {
  const kept = {
    rules: [] as AlertRule[],
    destinations: [] as AlertDestination[],
    deliveries: [] as AlertDelivery[],
    asked: [] as [string, unknown][],
    test: { destination: 'chat', isSent: true } as object,
  };
  const answers: NonNullable<Fixture['answers']> = {
    'GET /alerts/rules': () => ({ rules: kept.rules }),
    'GET /alerts/destinations': () => ({ destinations: kept.destinations, canMail: false }),
    'GET /alerts/deliveries': () => ({ deliveries: kept.deliveries }),
    'GET /views': () => ({
      views: [
        {
          id: 'v',
          name: 'Broken checkouts',
          search: 'has:error',
          range: '',
          columns: [],
          createdAt: CREATED,
        },
      ],
    }),
    'POST /alerts/destinations': (body) => {
      kept.asked.push(['destination', body]);
      const made: AlertDestination = {
        ...CHAT,
        id: 'hook',
        name: 'Hook',
        kind: 'webhook',
        target: 'hooks.example',
      };
      kept.destinations.push(made);
      return { ...made, secret: 'whsec_shown-once' };
    },
    'PATCH /alerts/destinations/chat': (body) => {
      kept.asked.push(['change', body]);
      kept.destinations = kept.destinations.map((one) => ({ ...one, ...(body as object) }));
      return kept.destinations[0];
    },
    'POST /alerts/rules': (body) => {
      kept.asked.push(['rule', body]);
      const made = { ...RULE, ...(body as Partial<AlertRule>), waiting: 0 };
      kept.rules.push(made);
      return made;
    },
    'PUT /alerts/rules/rule/mute': (body) => {
      const { until } = body as { until: string | null };
      kept.rules = kept.rules.map((rule) => ({ ...rule, mutedUntil: until }));
      return kept.rules[0];
    },
    'POST /alerts/rules/rule/test': () => ({ tests: [kept.test] }),
    'DELETE /alerts/rules/rule': () => {
      kept.rules = [];
      return {};
    },
  };
  return { kept, served: { sessions: [], traces: [], answers } satisfies Fixture };
}

it('leads from nothing to a destination, whose secret is shown once, and to a rule on a saved search', async () => {
  const { kept, served } = fixture();
  const page = await app.open(`${(await app.serve(served)).origin}/alerts`);
  await page.getByText('first say below where to send that').waitFor();
  expect(await page.getByRole('button', { name: 'New rule' }).isDisabled()).toBe(true);

  await page.getByRole('button', { name: 'New destination' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Hook');
  await page.getByRole('textbox', { name: 'Address (URL)' }).fill('https://hooks.example/x');
  // Once the dialog has faded in.
  await eventually(() => accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('whsec_shown-once').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'New rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New alert rule' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Broken');
  await dialog.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'A session matches a search' }).click();
  await dialog.getByRole('combobox', { name: 'Take the search of a saved view' }).click();
  await page.getByRole('option', { name: 'Broken checkouts' }).click();
  await dialog.getByRole('switch', { name: 'Quiet hours' }).click();
  await dialog.getByText('Mon', { exact: true }).click();
  await eventually(() => accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('listitem', { name: 'Broken' }).waitFor();
  expect(kept.asked).toEqual([
    ['destination', { kind: 'webhook', name: 'Hook', url: 'https://hooks.example/x' }],
    [
      'rule',
      {
        name: 'Broken',
        condition: { on: 'sessions', search: 'has:error' },
        destinations: ['hook'],
        quietHours: { days: [2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', timeZone: expect.any(String) },
        againAfterMinutes: 60,
      },
    ],
  ]);
  expect(app.errors).toEqual([]);
});

it('changes the name of a destination, and leaves alone where it leads unless another address is given', async () => {
  const { kept, served } = fixture();
  Object.assign(kept, { destinations: [CHAT], rules: [RULE] });
  const page = await app.open(`${(await app.serve(served)).origin}/alerts`);
  await page.getByRole('button', { name: `Edit ${CHAT.name}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the destination' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  expect(await name.inputValue()).toBe(CHAT.name);
  expect(await dialog.getByRole('textbox', { name: 'Address (URL)' }).inputValue()).toBe('');
  await eventually(() => accessibilityFaults(page)).toEqual([]);
  await name.fill('Night shift');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('listitem', { name: 'Night shift' }).waitFor();
  await page.getByRole('button', { name: 'Edit Night shift' }).click();
  await dialog.getByRole('textbox', { name: 'Address (URL)' }).fill('https://hooks.example/y');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(kept.asked).toEqual([
    ['change', { name: 'Night shift' }],
    ['change', { name: 'Night shift', url: 'https://hooks.example/y' }],
  ]);
});

it.each([false, true])(
  'shows rules and what came of their messages, tests, mutes and deletes them (dark: %s)',
  async (dark) => {
    const { kept, served } = fixture();
    Object.assign(kept, { rules: [RULE], destinations: [CHAT], deliveries: [DELIVERY] });
    const page = await app.open(`${(await app.serve(served)).origin}/alerts`, { dark, width: 1024 });
    const row = page.getByRole('list', { name: 'Alert rules' }).getByRole('listitem');
    await row.waitFor();
    expect(await row.textContent()).toMatch(
      /Checkout <b>fails<\/b>more than 100 exceptions.*in 10 min.*to Team chat.*2 waiting, quiet Sat Sun 22:00 to 07:00/,
    );
    const message = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
    expect(await message.textContent()).toContain('given up: the receiver answered HTTP 410');
    expect(await accessibilityFaults(page)).toEqual([]);

    await row.getByRole('button', { name: /^Send a test message/ }).click();
    await row.getByText('The test message was sent.').waitFor();
    kept.test = { destination: 'chat', isSent: false, error: 'the receiver answered HTTP 404' };
    await row.getByRole('button', { name: /^Send a test message/ }).click();
    await row.getByText('HTTP 404').waitFor();
    await row.getByRole('button', { name: /^Mute/ }).click();
    await page.getByRole('menuitem', { name: 'For a day' }).click();
    await row.getByRole('button', { name: /^Unmute/ }).click();
    await row.getByRole('button', { name: /^Mute/ }).waitFor();
    await row.getByRole('button', { name: /^Delete/ }).click();
    await eventually(() => row.count()).toBe(0);
  },
);

it('offers no change to who may only read', async () => {
  const { kept, served } = fixture();
  Object.assign(kept, { rules: [RULE], destinations: [CHAT] });
  const permissions = PERMISSIONS.filter((permission) => permission === 'read');
  const who = {
    kind: 'user' as const,
    id: 'v',
    name: 'Vic',
    email: 'v@example.com',
    role: 'viewer' as const,
  };
  const account = {
    state: 'in' as const,
    who: { ...who, hasPassword: true, permissions, projects: null },
    singleSignOn: null,
  };
  const page = await app.open(`${(await app.serve({ ...served, account })).origin}/alerts`);
  await page.getByRole('listitem', { name: RULE.name }).waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
});

it('says of a rule, while it is written, what it would have told of', async () => {
  const { kept, served } = fixture();
  Object.assign(kept, { destinations: [CHAT], rules: [RULE] });
  const now = Date.now();
  const day = 24 * 60 * 60_000;
  const id = (session: number) => `5e551000-0000-4000-8000-00000000000${session}`;
  const sessions = [emptySession(id(1), now - 60_000), emptySession(id(2), now - 2 * day)];
  const { issues } = manyIssues(now - 1_000, id(1));
  const server = await app.serve({ ...served, sessions, issues });
  const page = await app.open(`${server.origin}/alerts`);
  await page.getByRole('button', { name: 'New rule' }).click();
  const preview = page.getByRole('region', { name: 'Preview' });
  const isNew = issues.filter(({ firstSeen, state }) => firstSeen >= now - day && state !== 'ignored').length;
  const found = `${isNew || 'no'} issue${isNew > 1 ? 's' : ''}`;
  await preview.getByText(`In the last day it would have told of ${found}.`).waitFor();
  await page.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'A session matches a search' }).click();
  const search = page.getByRole('textbox', { name: 'Search' });
  await search.fill('nonsense:');
  await preview.waitFor({ state: 'detached' });
  await search.fill('service:shop');
  await preview.getByText('In the last day it would have told of 1 session.').waitFor();
  expect(await preview.getByRole('link').getAttribute('href')).toBe(`/sessions/${id(1)}`);
  expect(await accessibilityFaults(page)).toEqual([]);
});
