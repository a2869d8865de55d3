import { join } from 'node:path';
import { ATTRIBUTES } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../control/database.ts';
import { openEmbeddedDatabase } from '../control/embeddedDatabase.ts';
import { changeIssue } from '../control/issues.ts';
import { projects } from '../control/tables.ts';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import { insertRows, logRow, resourceOf, sessionId } from '../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { newIssues, regressedIssues, thrownIssues } from './issueSignals.ts';

/** What one who watches is told: once new, once regressed, and never of what is ignored or still resolved. */

const MINUTE = 60_000;
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const project = 'default';

let folder: string;
let engine: Engine;
let open: OpenDatabase;
beforeAll(async () => {
  folder = await temporaryFolder();
  [engine, open] = await Promise.all([
    openStore(join(folder, 'store')),
    openEmbeddedDatabase(join(folder, 'control')),
  ]);
  await open.database.insert(projects).values({ id: project, name: project });
});
afterAll(async () => {
  await Promise.all([engine.close(), open.close()]);
  await removeFolder(folder);
});

const thrown = (message: string, at: number, session: number, release = '1.0') =>
  logRow(at, {
    session_id: sessionId(session),
    service: 'shop',
    attributes: { [ATTRIBUTES.exceptionType]: 'Error', [ATTRIBUTES.exceptionMessage]: message },
    resource: resourceOf({ [ATTRIBUTES.serviceVersion]: release }),
  });
const identified = (user: string, session: number) =>
  logRow(NOW - 60 * MINUTE, {
    session_id: sessionId(session),
    service: 'shop',
    attributes: { 'user.id': user },
  });
const source = () => ({ database: open.database, reader: engine });
const window = (minutes: number) => ({ project, from: NOW - minutes * MINUTE, to: NOW + MINUTE });
const messages = (issues: { message: string }[]) => issues.map(({ message }) => message).sort();

it('tells what is new, what regressed, how often something is thrown and whom it affects', async () => {
  const old = NOW - 60 * MINUTE;
  await insertRows(engine, 'logs', [
    thrown('ignored', old, 1),
    thrown('resolved', old, 1),
    thrown('regressing', old, 1),
    identified('ada', 1),
    identified('ada', 2),
  ]);
  const byMessage = new Map(
    (await thrownIssues(source(), window(120))).map((issue) => [issue.message, issue]),
  );
  const say = async (message: string, change: Parameters<typeof changeIssue>[2], at: number) => {
    const { fingerprint = '', firstSeen = 0 } = byMessage.get(message) ?? {};
    await changeIssue(
      open.database,
      { project, fingerprint, firstSeen, began: firstSeen, by: 'Ada' },
      change,
    );
    // As if it had been said then.
    await open.database.execute(
      `UPDATE issues SET resolved_at = to_timestamp(${at / 1000}) WHERE fingerprint = '${fingerprint}' AND state = 'resolved'`,
    );
  };
  await say('ignored', { state: 'ignored' }, 0);
  await say('resolved', { state: 'resolved', release: '2.0' }, NOW - 30 * MINUTE);
  await say('regressing', { state: 'resolved', release: '2.0' }, NOW - 30 * MINUTE);
  await insertRows(engine, 'logs', [
    thrown('ignored', NOW - 2 * MINUTE, 2),
    thrown('resolved', NOW - 2 * MINUTE, 2, '1.0'),
    thrown('regressing', NOW - 2 * MINUTE, 2, '2.0'),
    thrown('regressing', NOW - MINUTE, 1, '2.0'),
    thrown('regressing', NOW - MINUTE, 3, '2.0'),
    thrown('new', NOW - MINUTE, 2, '2.0'),
  ]);

  expect(messages(await newIssues(source(), window(5)))).toEqual(['new']);
  const [regressed, ...others] = await regressedIssues(source(), window(5));
  expect(others).toEqual([]);
  expect(regressed).toMatchObject({
    message: 'regressing',
    regression: { at: NOW - 2 * MINUTE, release: '2.0' },
    events: 3,
    sessions: 3,
    // One person in two sessions, and a session that does not say whose it is.
    users: 2,
  });
  // It was told already of what regressed before the window.
  expect(await regressedIssues(source(), { ...window(5), from: NOW - MINUTE })).toEqual([]);
  expect(messages(await thrownIssues(source(), window(5)))).toEqual(['new', 'regressing']);
  expect((await thrownIssues(source(), { ...window(5), from: NOW - MINUTE }))[0]).toMatchObject({
    events: 2,
  });
  expect(await thrownIssues(source(), { ...window(5), service: 'mail' })).toEqual([]);
});
