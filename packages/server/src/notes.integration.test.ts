import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Clip, ClipList, Collection, CollectionList, Note, NoteList } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentBody, segmentHeader } from './testing/records.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

const BIN = fileURLToPath(new URL('../bin/throughline.js', import.meta.url));
const OPERATOR = 'a-read-token-given-in-the-settings';

const MOMENT = 1_700_000_000_000;
const [session, other, tab] = [randomUUID(), randomUUID(), randomUUID()];

let server: ServerProcess;
/** May read and nothing else. */
let reader: string;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), ['--read-token', OPERATOR]);
  for (const id of [session, other]) await record(id);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [BIN, 'tokens', 'create', '--name', 'viewer', '--server', server.url],
    { env: { ...process.env, THROUGHLINE_READ_TOKEN: OPERATOR } },
  );
  reader = stdout.split('\n')[0] ?? '';
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

async function record(id: string): Promise<void> {
  const sent = await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, {
    method: 'POST',
    body: new Uint8Array(segmentBody(segmentHeader(id, tab, 0))),
  });
  expect(sent.status).toBe(200);
  const until = Date.now() + 30_000;
  while ((await ask('GET', `/sessions/${id}`)).status !== 200) {
    if (Date.now() > until) throw new Error(`the session ${id} is not stored`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ask<Answer>(
  method: string,
  path: string,
  body?: unknown,
  token = OPERATOR,
): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, answer: (text ? JSON.parse(text) : undefined) as Answer };
}

const write = async (note: object) =>
  (await ask<Note>('POST', '/notes', { session, moment: MOMENT, text: 'Here', ...note })).answer;
const notesOf = async (id = session) => (await ask<NoteList>('GET', `/notes?session=${id}`)).answer.notes;
const message = (answer: unknown) => (answer as { error: { message: string } }).error.message;

describe('a note', () => {
  it('stands at its moment, with who wrote it, whom it names and what is drawn', async () => {
    const marks = [
      {
        shape: 'rectangle',
        points: [
          [0.1, 0.2],
          [0.5, 1],
        ],
      },
      {
        shape: 'freehand',
        points: [
          [0, 0],
          [0.25, 0.5],
          [1, 1],
        ],
      },
    ];
    await write({ session: other, moment: MOMENT + 5, text: 'later', signedAs: 'Grace' });
    const note = await write({
      session: other,
      tab,
      text: ' The price is wrong here, @Ada.Lovelace: <b>64</b>\0 ',
      marks,
      signedAs: 'Grace Hopper',
    });
    expect(note).toMatchObject({
      session: other,
      moment: MOMENT,
      tab,
      text: 'The price is wrong here, @Ada.Lovelace: <b>64</b>',
      author: { name: 'Grace Hopper', isMe: true },
      mentions: ['ada.lovelace'],
      marks,
    });
    expect((await notesOf(other)).map(({ text }) => text)).toEqual([note.text, 'later']);

    const named = await ask<NoteList>('GET', '/notes?mentions=Ada%20Lovelace');
    expect(named.answer.notes.map(({ id }) => id)).toEqual([note.id]);
    expect((await ask<NoteList>('GET', '/notes?mentions=me')).answer.notes).toEqual([]);
    await write({ session: other, text: 'see this, @the.operator' });
    expect((await ask<NoteList>('GET', '/notes?mentions=me')).answer.notes).toMatchObject([
      { mentions: ['the.operator'] },
    ]);
    const asAda = await ask<NoteList>('GET', '/notes?mentions=me&signedAs=Ada%20Lovelace');
    expect(asAda.answer.notes.map(({ id }) => id)).toEqual([note.id]);
    expect((await ask<NoteList>('GET', '/notes?mentions=me&project=elsewhere')).answer.notes).toEqual([]);
  });

  it('has replies, is resolved by anybody and reopened', async () => {
    const { id } = await write({ text: 'Why?' });
    const reply = await write({ replyTo: id, text: 'Because', moment: 1 });
    expect(reply).toMatchObject({ replyTo: id, moment: MOMENT, marks: [] });
    const nested = await ask('POST', '/notes', { session, replyTo: reply.id, moment: 1, text: 'And?' });
    expect([nested.status, message(nested.answer)]).toEqual([409, expect.stringContaining('no replies')]);
    const elsewhere = await ask('POST', '/notes', { session: other, replyTo: id, moment: 1, text: 'x' });
    expect(elsewhere.status).toBe(404);

    const resolved = await ask<Note>('PATCH', `/notes/${id}`, { isResolved: true, signedAs: 'Ada' });
    expect(resolved.answer.resolved).toMatchObject({ by: 'Ada' });
    const reopened = await ask<Note>('PATCH', `/notes/${id}`, { isResolved: false });
    expect(reopened.answer.resolved).toBeUndefined();
    expect((await ask('PATCH', `/notes/${reply.id}`, { isResolved: true })).status).toBe(409);
  });

  it('is edited, deleted with its replies, and taken back', async () => {
    const { id } = await write({ text: 'Frist' });
    const reply = await write({ replyTo: id, text: 'typo' });
    const edited = await ask<Note>('PATCH', `/notes/${id}`, { text: 'First, @bob' });
    expect(edited.answer).toMatchObject({
      text: 'First, @bob',
      mentions: ['bob'],
      editedAt: expect.any(String),
    });
    const before = await notesOf();
    expect((await ask('DELETE', `/notes/${id}`)).status).toBe(204);
    expect((await notesOf()).filter((note) => [id, reply.id].includes(note.id))).toEqual([]);
    expect((await ask('DELETE', `/notes/${id}`)).status).toBe(404);
    expect((await ask('PATCH', `/notes/${id}`, { text: 'x' })).status).toBe(404);
    expect((await ask<Note>('POST', `/notes/${id}/restore`)).answer.text).toBe('First, @bob');
    expect(await notesOf()).toEqual(before);
  });

  it.each([
    ['no text', { text: ' \0 ' }],
    ['too much text', { text: 'x'.repeat(4_001) }],
    [
      'a mark outside of the page',
      {
        marks: [
          {
            shape: 'arrow',
            points: [
              [0, 0],
              [1.1, 0],
            ],
          },
        ],
      },
    ],
    ['a mark without an end', { marks: [{ shape: 'freehand', points: [[0, 0]] }] }],
    [
      'a rectangle of three corners',
      {
        marks: [
          {
            shape: 'rectangle',
            points: [
              [0, 0],
              [1, 1],
              [1, 0],
            ],
          },
        ],
      },
    ],
    [
      'a mark of no shape',
      {
        marks: [
          {
            shape: 'script',
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      },
    ],
    [
      'too many marks',
      {
        marks: Array(21).fill({
          shape: 'arrow',
          points: [
            [0, 0],
            [1, 1],
          ],
        }),
      },
    ],
    ['a moment that is none', { moment: -1 }],
    ['a session that is none', { session: "' OR 1=1" }],
    ['something else', { author: 'Ada' }],
  ])('with %s is refused', async (_what, wrong) => {
    expect((await ask('POST', '/notes', { session, moment: MOMENT, text: 'x', ...wrong })).status).toBe(400);
  });

  it('is written only about a session that is there', async () => {
    const answer = await ask('POST', '/notes', { session: randomUUID(), moment: MOMENT, text: 'x' });
    expect(answer.status).toBe(404);
  });
});

describe('clips and collections', () => {
  const make = async (title: string, from: number, id = session) =>
    (await ask<Clip>('POST', '/clips', { session: id, from, to: from + 1_000, title, description: 'why' }))
      .answer;

  it('are made, put in order, changed and deleted', async () => {
    const [one, two] = [await make('Pays', MOMENT), await make('Looks', MOMENT - 5_000, other)];
    const three = await make('Leaves', MOMENT - 9_000);
    expect(one).toMatchObject({
      from: MOMENT,
      to: MOMENT + 1_000,
      description: 'why',
      author: { isMe: true },
    });
    const ofSession = await ask<ClipList>('GET', `/clips?session=${session}`);
    expect(ofSession.answer.clips.map(({ title }) => title)).toEqual(['Leaves', 'Pays']);
    const all = await ask<ClipList>('GET', '/clips');
    expect(all.answer.clips.map(({ title }) => title)).toEqual(['Leaves', 'Looks', 'Pays']);

    const { answer: made } = await ask<Collection>('POST', '/collections', { name: 'Failed payments' });
    const path = `/collections/${made.id}`;
    await ask('PATCH', path, { clips: [three.id, one.id, two.id, one.id] });
    const ordered = await ask<Collection>('PATCH', path, { name: 'Payments', clips: [two.id, one.id] });
    expect(ordered.answer).toMatchObject({ name: 'Payments', clips: [two, one] });
    expect((await ask('PATCH', path, { clips: [one.id, randomUUID()] })).status).toBe(409);
    expect((await ask<CollectionList>('GET', '/collections')).answer.collections).toEqual([ordered.answer]);

    expect((await ask<Clip>('PATCH', `/clips/${one.id}`, { title: 'Pays twice' })).answer.title).toBe(
      'Pays twice',
    );
    expect((await ask('DELETE', `/clips/${two.id}`)).status).toBe(204);
    expect((await ask<CollectionList>('GET', '/collections')).answer.collections[0]?.clips).toMatchObject([
      { title: 'Pays twice' },
    ]);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask<ClipList>('GET', '/clips')).answer.clips).toHaveLength(2);
  });

  it('are refused backwards, without a title, of a session that is not there, and in a project that is not', async () => {
    const clip = { session, from: 2, to: 3, title: 'x' };
    expect((await ask('POST', '/clips', { ...clip, to: 2 })).status).toBe(400);
    expect((await ask('POST', '/clips', { ...clip, title: ' ' })).status).toBe(400);
    expect((await ask('POST', '/clips', { ...clip, session: randomUUID() })).status).toBe(404);
    expect((await ask('POST', '/clips?project=nowhere', clip)).status).toBe(404);
    expect((await ask('POST', '/collections?project=nowhere', { name: 'x' })).status).toBe(409);
  });
});

it('is read by who may read, and changed by nobody of them', async () => {
  const { id } = await write({ text: 'mine' });
  const clip = (await ask<Clip>('POST', '/clips', { session, from: 1, to: 2, title: 'mine' })).answer;
  const listed = await ask<NoteList>('GET', `/notes?session=${session}`, undefined, reader);
  expect(listed.answer.notes.find((note) => note.id === id)?.author.isMe).toBe(false);
  for (const path of ['/clips', '/collections'])
    expect((await ask('GET', path, undefined, reader)).status).toBe(200);
  for (const [method, path, body] of [
    ['POST', '/notes', { session, moment: MOMENT, text: 'x' }],
    ['PATCH', `/notes/${id}`, { isResolved: true }],
    ['DELETE', `/notes/${id}`],
    ['POST', `/notes/${id}/restore`],
    ['POST', '/clips', { session, from: 1, to: 2, title: 'x' }],
    ['DELETE', `/clips/${clip.id}`],
    ['POST', '/collections', { name: 'x' }],
  ] as const)
    expect((await ask(method, path, body, reader)).status).toBe(403);
});

it('goes with its session, off the disk too, and leaves what is written of others', async () => {
  const [gone, kept] = [randomUUID(), randomUUID()];
  for (const id of [gone, kept]) {
    await record(id);
    await write({ session: id, text: `note-of-${id} @mentioned-in-${id}` });
    const deleted = await write({ session: id, text: `deleted-of-${id}` });
    await ask('DELETE', `/notes/${deleted.id}`);
    await ask('POST', '/clips', { session: id, from: 1, to: 2, title: `clip-of-${id}` });
  }
  expect((await ask('DELETE', `/sessions/${gone}`)).status).toBe(200);
  expect(await notesOf(gone)).toEqual([]);
  expect((await ask<ClipList>('GET', `/clips?session=${gone}`)).answer.clips).toEqual([]);
  expect((await ask('POST', '/notes', { session: gone, moment: 1, text: 'again' })).status).toBe(404);

  // Killed: what is on the disk is what was there when the answer came.
  await server.kill();
  const folder = join(server.data, 'postgres');
  const found = { [gone]: [] as string[], [kept]: [] as string[] };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const [id, texts] of Object.entries(found))
      for (const what of ['note-of', 'mentioned-in', 'deleted-of', 'clip-of'])
        if (bytes.includes(`${what}-${id}`)) texts.push(what);
    if (bytes.includes(Buffer.from(gone.replaceAll('-', ''), 'hex'))) found[gone]?.push(entry.name);
  }
  expect(found[gone]).toEqual([]);
  expect(new Set(found[kept])).toEqual(new Set(['note-of', 'mentioned-in', 'deleted-of', 'clip-of']));
  server = await startServerProcess(server.data, ['--read-token', OPERATOR]);
  expect((await notesOf(kept)).map(({ text }) => text)).toEqual([`note-of-${kept} @mentioned-in-${kept}`]);
}, 120_000);
