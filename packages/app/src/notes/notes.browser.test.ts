import type { Note } from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../testing/accessibility.ts';
import { shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { CHECKOUT_ID, checkoutFixture } from '../testing/checkoutFixture.ts';
import { eventually } from '../testing/eventually.ts';
import { emptySession, type Fixture } from '../testing/fixture.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';
import { recordShop } from '../testing/recordShop.ts';

const OTHER_ID = '11111111-1111-4111-8111-111111111111';

let app: TestedApp;
let fixture: Fixture;
let server: FixtureServer;
let from: number;
beforeAll(async () => {
  app = await startApp();
  fixture = checkoutFixture(await recordShop(app.browser), Date.now() - 10 * 60_000);
  from = fixture.sessions[0]?.detail.from ?? 0;
  fixture.sessions.push(emptySession(OTHER_ID, from));
  server = await app.serve(fixture);
});
afterAll(() => app.close());
beforeEach(() => {
  fixture.annotations = { notes: [], deletedNotes: [], clips: [], collections: [] };
  fixture.people = [];
  fixture.account = undefined;
});

const kept = () => {
  if (!fixture.annotations) throw new Error('nothing was kept');
  return fixture.annotations;
};
const note = (id: string, changes: Partial<Note> = {}): Note => ({
  id,
  session: CHECKOUT_ID,
  moment: from + 1_000,
  text: id,
  author: { name: 'Ada Lovelace', isMe: false },
  mentions: [],
  marks: [],
  tab: fixture.sessions[0]?.detail.tabs[0]?.id ?? '',
  createdAt: new Date(from).toISOString(),
  ...changes,
});
const clip = (id: string, begin: number, session = CHECKOUT_ID) => ({
  id,
  session,
  from: from + begin,
  to: from + begin + 800,
  title: id,
  description: '',
  author: { name: 'Ada', isMe: true },
  createdAt: new Date(from).toISOString(),
});

const panel = (page: Page) => page.getByRole('region', { name: 'Notes' });
const notes = (page: Page) => page.getByRole('list', { name: 'Notes' }).locator(':scope > li');
const composer = (page: Page) => page.getByRole('form', { name: 'New note' });
const text = (page: Page) => composer(page).getByRole('textbox', { name: 'Text of the note' });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function openSession(search = ''): Promise<Page> {
  const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}${search}`);
  await page.getByRole('region', { name: 'Activity' }).waitFor();
  await page.getByRole('tab', { name: 'Notes and clips' }).waitFor();
  return page;
}

describe('notes', () => {
  it('are written at the moment by N, with people completed, and stand on the timeline', async () => {
    fixture.people = [{ id: '1', name: 'Grace Hopper' }];
    const page = await openSession(`?at=${from + 2_000}`);
    await page.keyboard.press('n');
    await text(page).pressSequentially('See https://shop.test/a?b=1 <b>x</b>, @gra');
    await page.getByRole('option', { name: '@grace.hopper' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    const written = notes(page).first();
    await eventually(() => written.textContent()).toContain(
      'See https://shop.test/a?b=1 <b>x</b>, @grace.hopper',
    );
    expect(kept().notes).toMatchObject([{ moment: from + 2_000, mentions: ['grace.hopper'] }]);
    const link = written.getByRole('link');
    expect(await link.getAttribute('href')).toBe('https://shop.test/a?b=1');
    expect(await link.getAttribute('rel')).toContain('noopener');

    await page.keyboard.press('ArrowRight');
    await eventually(() => shownMoment(page)).toBe(7_000);
    await page
      .getByRole('region', { name: 'Activity' })
      .getByRole('button', { name: /^Note of/ })
      .click();
    await eventually(() => shownMoment(page)).toBe(2_000);
    await page.waitForURL((url) => url.searchParams.get('note') === kept().notes[0]?.id);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('open at their moment by a link, follow the playhead, and move it', async () => {
    kept().notes = [note('first'), note('settled', { moment: from + 3_000, resolved: { at: '', by: '' } })];
    kept().notes.push(note('last', { moment: from + 6_000 }));
    const page = await openSession('?note=settled');
    await eventually(() => shownMoment(page)).toBe(3_000);
    await eventually(() => notes(page).count()).toBe(3);
    const current = () => notes(page).and(page.locator('[aria-current=time]')).textContent();
    await eventually(current).toContain('settled');
    await panel(page).getByRole('button', { name: 'Go to the note of Ada Lovelace at 0:06' }).click();
    await eventually(current).toContain('last');
    expect(await shownMoment(page)).toBe(6_000);
    // What was opened by its link is resolved, and listed no longer.
    await eventually(() => notes(page).count()).toBe(2);
    await panel(page).getByText('Resolved', { exact: true }).click();
    await eventually(() => panel(page).getByLabel('Notes shown').textContent()).toBe('2 of 3');
  });

  it('are answered, resolved, edited, deleted and taken back', async () => {
    kept().notes = [note('why', { text: 'Why?', author: { name: 'Grace', isMe: true } }), note('Other')];
    const page = await openSession('?panel=notes');
    const thread = notes(page).filter({ hasText: 'Why?' });
    await thread.getByRole('button', { name: 'Reply' }).click();
    await thread.getByRole('textbox', { name: 'Your reply' }).fill('Because.');
    await thread.getByRole('button', { name: 'Send' }).click();
    await eventually(() => thread.getByRole('list', { name: 'Replies' }).textContent()).toContain('Because.');

    await thread.getByRole('button', { name: 'Edit the reply' }).click();
    const reply = thread.getByRole('textbox', { name: 'Your reply' });
    await reply.fill('Because of the tax.');
    await thread.getByRole('button', { name: 'Save' }).click();
    await reply.waitFor({ state: 'detached' });
    await eventually(() => thread.getByRole('list', { name: 'Replies' }).textContent()).toContain(
      'of the tax.',
    );

    await thread.getByRole('button', { name: 'Resolve' }).click();
    await thread.getByRole('button', { name: 'Reopen' }).click();
    await thread.getByRole('button', { name: 'Resolve' }).waitFor();

    await thread.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('textbox', { name: 'Text of the note' }).fill('How?');
    await page.getByRole('button', { name: 'Save' }).click();
    const edited = notes(page).filter({ hasText: 'How?' });
    // The note, and its reply before.
    await eventually(() => edited.getByText('edited', { exact: true }).count()).toBe(2);

    expect(
      await notes(page).filter({ hasText: 'Other' }).getByRole('button', { name: 'Delete' }).count(),
    ).toBe(0);
    await edited.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('The note is deleted.').waitFor();
    await eventually(() => edited.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await edited.waitFor();
  });

  it('have marks drawn on the page, shown when its moment is', async () => {
    const page = await openSession(`?at=${from + 2_000}`);
    await page.keyboard.press('n');
    await composer(page).getByRole('button', { name: 'Draw an arrow on the page' }).click();
    const canvas = page.getByRole('img', { name: 'Draw on the page' });
    const box = await canvas.boundingBox();
    if (!box) throw new Error('there is nothing to draw on');
    const drag = async (x1: number, y1: number, x2: number, y2: number) => {
      await page.mouse.move(box.x + box.width * x1, box.y + box.height * y1);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * x2, box.y + box.height * y2, { steps: 3 });
      await page.mouse.up();
    };
    await drag(0.25, 0.25, 0.5, 0.75);
    await composer(page).getByRole('button', { name: 'Draw a rectangle on the page' }).click();
    await drag(0.1, 0.1, 0.9, 0.2);
    await drag(0.1, 0.8, 0.9, 0.9);
    await composer(page).getByRole('button', { name: 'Take the last mark back' }).click();
    await composer(page).getByText('2 marks on the page').waitFor();
    await text(page).fill('Here');
    await composer(page).getByRole('button', { name: 'Add the note' }).click();

    const drawn = page.getByRole('img', { name: 'Drawn by this machine' });
    await drawn.waitFor();
    const [arrow, rectangle] = kept().notes[0]?.marks ?? [];
    expect([arrow?.shape, rectangle?.shape]).toEqual(['arrow', 'rectangle']);
    for (const [index, place] of [
      [0, 0.25],
      [1, 0.5],
    ] as const)
      expect(arrow?.points[index]?.[0]).toBeCloseTo(place, 2);
    expect(await drawn.locator('path').count()).toBe(4);
    await page.keyboard.press('Shift+ArrowRight');
    await eventually(() => drawn.count()).toBe(0);
    await notes(page)
      .first()
      .getByRole('button', { name: /^Go to the note/ })
      .click();
    await drawn.waitFor();
  });

  it('are read by those who may not write, who are offered nothing else', async () => {
    kept().notes = [note('theirs', { author: { name: 'Grace', isMe: true } })];
    fixture.account = {
      state: 'in',
      who: { kind: 'user', id: '1', name: 'Grace', permissions: ['read'], projects: null },
      singleSignOn: null,
    };
    const page = await openSession('?note=theirs');
    const thread = notes(page).first();
    await thread.getByRole('button', { name: 'Copy link to the note' }).waitFor();
    expect(
      await panel(page)
        .getByRole('button', { name: /Write|Reply|Resolve|Edit|Delete/ })
        .count(),
    ).toBe(0);
    await page.keyboard.press('n');
    expect(await composer(page).count()).toBe(0);
  });

  it('that cannot be written say why, and lose nothing', async () => {
    const page = await openSession('?panel=notes');
    await page.keyboard.press('n');
    await text(page).fill('Kept');
    server.failing = { path: /\/notes$/, status: 403, message: 'Grace may not do this' };
    await composer(page).getByRole('button', { name: 'Add the note' }).click();
    await page.getByRole('alert').getByText('Grace may not do this').waitFor();
    server.failing = null;
    expect(await text(page).inputValue()).toBe('Kept');
    await composer(page).getByRole('button', { name: 'Add the note' }).click();
    await eventually(() => notes(page).count()).toBe(1);
  });
});

describe('clips', () => {
  it('are made of the chosen range, and play it and no more', async () => {
    const page = await openSession(`?range=${from + 1_000}-${from + 1_900}`);
    await page.keyboard.press('c');
    const form = page.getByRole('form', { name: 'New clip' });
    await form.getByRole('textbox', { name: 'Title of the clip' }).fill('The click');
    await form.getByRole('button', { name: 'Make the clip' }).click();
    await page.getByRole('button', { name: 'Play The click' }).click();
    expect(kept().clips).toMatchObject([{ title: 'The click', from: from + 1_000, to: from + 1_900 }]);
    await eventually(() => parameter(page, 'clip')).toBe(kept().clips[0]?.id);
    await eventually(() => shownMoment(page)).toBe(1_900);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Edit The click' }).click();
    const edit = page.getByRole('form', { name: 'Edit The click' });
    await edit.getByRole('textbox', { name: 'Title of the clip' }).fill('Away');
    await page.keyboard.press('Escape');
    await edit.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Edit The click' }).click();
    await edit.getByRole('textbox', { name: 'Description of the clip' }).fill('What it led to');
    expect(await accessibilityFaults(page)).toEqual([]);
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.waitFor({ state: 'detached' });
    expect(kept().clips).toMatchObject([{ title: 'The click', description: 'What it led to' }]);

    await page.getByRole('button', { name: 'Delete The click' }).click();
    await page.getByRole('region', { name: 'Clip', exact: true }).getByText('not there any more').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Play The click' }).waitFor();
  });

  it('are put into collections in an order, and played one after another', async () => {
    kept().clips = [clip('Looks', 0), clip('Pays', 2_000), clip('Elsewhere', 0, OTHER_ID)];
    const page = await app.open(`${server.origin}/clips`, { dark: true });
    await page.getByRole('textbox', { name: 'Name of the new collection' }).fill('Failures');
    await page.getByRole('button', { name: 'Make' }).click();
    await page.getByText('Nothing in this collection yet').waitFor();
    await page.getByRole('link', { name: 'All clips' }).click();
    for (const title of ['Pays', 'Elsewhere', 'Looks']) {
      await page.getByRole('button', { name: `Add ${title} to a collection` }).click();
      await page
        .getByRole('menu', { name: `Add ${title} to a collection` })
        .getByRole('menuitem')
        .click();
      await eventually(() => kept().collections[0]?.clips.at(-1)?.title).toBe(title);
    }
    await page.getByRole('link', { name: /^Failures/ }).click();
    await page.getByRole('button', { name: 'Move Looks up' }).click();
    const titles = () =>
      page
        .getByRole('list', { name: 'Clips of Failures' })
        .getByRole('listitem')
        .evaluateAll((rows) => rows.map((row) => row.ariaLabel));
    await eventually(titles).toEqual(['Pays', 'Looks', 'Elsewhere']);
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByRole('link', { name: 'Play all' }).click();
    const bar = page.getByRole('region', { name: 'Clip', exact: true });
    await bar.getByText('1 of 3 in Failures').waitFor();
    await bar.getByRole('link', { name: 'Next: Looks' }).click();
    await bar.getByText('2 of 3 in Failures').waitFor();
    await eventually(() => shownMoment(page)).toBe(800);
    expect(await accessibilityFaults(page)).toEqual([]);
    await bar.getByRole('link', { name: 'Next: Elsewhere' }).click();
    await page.waitForURL(new RegExp(OTHER_ID));
    await bar.getByText('3 of 3 in Failures').waitFor();
    expect(await bar.getByRole('link', { name: /^Next/ }).count()).toBe(0);
  });

  it('share their page with the notes that mention the person', async () => {
    kept().notes = [note('see this, @grace', { mentions: ['grace'] }), note('not this')];
    const page = await app.open(`${server.origin}/clips?view=mentions`);
    await page.evaluate(() => localStorage.setItem('throughline-my-name', '"Grace"'));
    await page.reload();
    const mentions = page.getByRole('list', { name: 'Notes that mention you' });
    await eventually(() => mentions.getByRole('listitem').count()).toBe(1);
    await mentions.getByRole('link').click();
    await eventually(() => shownMoment(page)).toBe(1_000);
    expect(app.errors).toEqual([]);
  });
});
