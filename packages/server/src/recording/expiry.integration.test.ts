import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DEFAULT_PROJECT, isSampled, newSpanId, newTraceId } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { annotatedSessions, forgetAnnotationsOfErased } from '../control/annotations.ts';
import { makeClip } from '../control/clips.ts';
import type { OpenDatabase } from '../control/database.ts';
import { openEmbeddedDatabase } from '../control/embeddedDatabase.ts';
import { erasedSessionHash, rememberErased } from '../control/erasures.ts';
import { ensureDefaultKey } from '../control/keys.ts';
import { writeNote } from '../control/notes.ts';
import { changeSettings } from '../control/projectSettings.ts';
import { discardAnnotations } from '../erasure/discardAnnotations.ts';
import { openEmbeddedEngine } from '../store/embeddedEngine.ts';
import type { Engine } from '../store/engine.ts';
import { eraseRows } from '../store/erase/eraseRows.ts';
import { tracesOf } from '../store/erase/find.ts';
import { createSchema } from '../store/store.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { discardLapsed } from './expiry.ts';

const RATE = 0.01;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOBODY = '00000000-0000-0000-0000-000000000000';

let folder: string;
let engine: Engine;
let control: OpenDatabase;

beforeAll(async () => {
  folder = await temporaryFolder();
  control = await openEmbeddedDatabase(join(folder, 'postgres'));
  await ensureDefaultKey(control.database, undefined, join(folder, 'key'));
  engine = await openEmbeddedEngine(join(folder, 'clickhouse'));
  await createSchema(engine, undefined);
});

afterAll(async () => {
  await engine.close();
  await control.close();
  await removeFolder(folder);
});

/** A session id that is among the share `RATE`, or is not. */
function sessionId(sampled: boolean): string {
  for (;;) {
    const id = randomUUID();
    if (isSampled(id, RATE) === sampled) return id;
  }
}

interface Row {
  session: string;
  trace?: string;
  /** When it arrived, Unix milliseconds; by default long ago. */
  at?: number;
}

const AT = "fromUnixTimestamp64Milli({at:Int64}, 'UTC')";
/** The middle of an hour, so that a minute before and after are in the same. */
const LONG_AGO = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 1.5 * HOUR_MS;
const arrival = ({ at = LONG_AGO }: Row) => at;

async function span(row: Row, status = 1): Promise<string> {
  const trace = row.trace ?? newTraceId();
  await engine.execute(
    `INSERT INTO spans (project, session_id, trace_id, span_ids, status_code, name, start, received_at)
    SELECT '${DEFAULT_PROJECT}', {session:UUID}, CAST(unhex({trace:String}), 'FixedString(16)'),
      CAST(unhex({ids:String}), 'FixedString(16)'), {status:UInt8}, 'work', {at:Int64} * 1000000, ${AT}`,
    { session: row.session, trace, ids: newSpanId() + newSpanId(), status, at: arrival(row) },
  );
  return trace;
}

async function event(row: Row, name: string, reason = ''): Promise<void> {
  await engine.execute(
    `INSERT INTO logs (id, project, session_id, time, event_name, attributes, received_at)
    SELECT {id:UInt32}, '${DEFAULT_PROJECT}', {session:UUID}, {at:Int64} * 1000000, {name:String},
      map('throughline.keep.reason', {reason:String}), ${AT}`,
    { session: row.session, id: randomInt(2 ** 32), name, reason, at: arrival(row) },
  );
}

const storedSessions = async () =>
  (await engine.query<{ id: string }>('SELECT DISTINCT toString(session_id) AS id FROM sessions')).map(
    ({ id }) => id,
  );

const discard = () =>
  discardLapsed({
    database: control.database,
    reader: engine,
    async discard(project, sessions) {
      const traces = await tracesOf(engine, project, sessions);
      await eraseRows(
        { engine, cluster: undefined, signal: new AbortController().signal },
        { project, sessions, ...traces, records: [] },
        (task) => task(),
      );
    },
  });

it('deletes what is not sampled and over, but for what failed, what somebody asked for, and the first of an hour', async () => {
  await changeSettings(control.database, DEFAULT_PROJECT, {
    sampling: { rate: RATE, floorPerHour: 1, holdMinutes: 15 },
  });
  const sampled = sessionId(true);
  const [first, well, live, failed, failedElsewhere, threw, asked] = Array.from({ length: 7 }, () =>
    sessionId(false),
  ) as [string, string, string, string, string, string, string];

  await span({ session: first, at: LONG_AGO - HOUR_MS });
  await span({ session: sampled });
  await span({ session: well });
  await event({ session: well }, 'browser.user_action.click');
  // It goes on: its beginning must not be missing if it fails in a minute.
  await span({ session: live });
  await span({ session: live, at: Date.now() - MINUTE_MS });
  await span({ session: failed }, 2);
  const trace = await span({ session: failedElsewhere });
  await span({ session: NOBODY, trace }, 2);
  await event({ session: threw }, 'exception');
  await event({ session: asked }, 'throughline.keep', 'a customer called');
  // The first of the hour of the others, so that `well` is not.
  await span({ session: sampled, at: LONG_AGO - MINUTE_MS });

  const kept = [first, sampled, live, failed, failedElsewhere, threw, asked];
  expect(await discard()).toBe(1);
  expect((await storedSessions()).sort()).toEqual([...kept].sort());
  for (const table of ['spans', 'logs', 'session_traces', 'session_hours'])
    expect(
      await engine.query(`SELECT count() AS n FROM ${table} WHERE session_id = {well:UUID}`, { well }),
    ).toEqual([{ n: '0' }]);
  // What is kept once stays kept.
  expect(await discard()).toBe(0);
});

it('deletes nothing where all are sampled', async () => {
  await changeSettings(control.database, DEFAULT_PROJECT, { sampling: { rate: 1, floorPerHour: 0 } });
  await span({ session: sessionId(false) });
  expect(await discard()).toBe(0);
});

it('deletes notes and clips of sessions that are stored no more, and only theirs', async () => {
  const [stored, expired] = [randomUUID(), randomUUID()];
  await span({ session: stored });
  for (const session of [stored, expired]) {
    const writer = { key: 'user:ada', name: 'Ada' };
    await writeNote(
      control.database,
      DEFAULT_PROJECT,
      { session, moment: 1, tab: '', text: session, marks: [] },
      writer,
    );
    const clip = { session, from: 1, to: 2, title: session, description: '' };
    await makeClip(control.database, DEFAULT_PROJECT, clip, writer);
  }
  const { database, scrub } = control;
  expect(await discardAnnotations({ database, engine, scrub })).toBe(1);
  expect(await annotatedSessions(database)).toEqual(new Map([[DEFAULT_PROJECT, [stored]]]));

  // Written in the very moment in which its session was erased.
  await rememberErased(database, DEFAULT_PROJECT, 'session', [erasedSessionHash(stored)]);
  await forgetAnnotationsOfErased(database);
  expect(await annotatedSessions(database)).toEqual(new Map());
});
