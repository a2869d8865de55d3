import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TICKET_LIMITS } from '../limits.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../testing/postgresServer.ts';
import { bodyClaimsIn } from './bodyClaims.ts';
import type { OpenDatabase } from './database.ts';
import { openEmbeddedDatabase } from './embeddedDatabase.ts';
import {
  erasedLately,
  erasedSessionHash,
  erasedTraceHash,
  forgetClaims,
  rememberErased,
} from './erasures.ts';
import { findIncident, startIncident } from './incidents.ts';
import { ensureDefaultKey, grantOfKey } from './keys.ts';
import { openRemoteDatabase } from './remoteDatabase.ts';
import { claimDuePost, rememberNotPosted, rememberPosted } from './ticketPosts.ts';

const bin = await findPostgres();
if (!bin)
  process.stderr.write('skipped: no PostgreSQL is installed (on Debian: apt-get install postgresql)\n');

let postgres: PostgresServer | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-control-'));
  postgres = bin ? await startPostgres(bin) : undefined;
});

afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true });
});

const databases: [string, boolean, () => Promise<OpenDatabase>][] = [
  ['embedded', true, () => openEmbeddedDatabase(join(folder, 'pglite'))],
  ['a PostgreSQL server', bin !== undefined, () => openRemoteDatabase(postgres?.url ?? '')],
];

describe.each(databases.filter(([, here]) => here))('control data in %s', (name, _here, open) => {
  const keyFile = () => join(folder, `key of ${name}`);

  it('keeps the key that it made over a restart, and knows it from others', async () => {
    const first = await open();
    const key = await ensureDefaultKey(first.database, undefined, keyFile());
    expect((await readFile(keyFile(), 'utf8')).trim()).toBe(key);
    await first.close();

    const { database, close } = await open();
    expect(await ensureDefaultKey(database, undefined, keyFile())).toBe(key);
    const grant = grantOfKey(database);
    expect(await grant(key)).toMatchObject({ project: 'default' });
    expect(await grant('tli_of_somebody_else_entirely')).toBeUndefined();
    await close();
  });

  it('lets one of several servers tell a ticket of its incident, and another once that one is gone', async () => {
    const servers = await Promise.all(name === 'embedded' ? [open()] : [open(), open(), open()]);
    const [{ database }] = servers as [OpenDatabase];
    const scope = {};
    const given = { project: 'default', minutes: 5, scope, ticket: 'A-1', reason: '', startedBy: '' };
    const { id } = await startIncident(database, given);
    const claim = (now: number) =>
      Promise.all(
        Array.from({ length: 12 }, (_, number) =>
          claimDuePost(servers[number % servers.length]?.database ?? database, now, () => true),
        ),
      ).then((claims) => claims.filter((claimed) => claimed !== undefined));
    const now = Date.now();
    const [first, ...more] = await claim(now);
    expect(first).toMatchObject({ id, phase: 'started', attempt: 1 });
    expect(more).toEqual([]);
    expect(await claim(now + TICKET_LIMITS.leaseMs - 1)).toEqual([]);
    const [second, ...others] = await claim(now + TICKET_LIMITS.leaseMs + 1);
    expect(second).toMatchObject({ id, phase: 'started', attempt: 2 });
    expect(others).toEqual([]);
    // The first has come back, and its claim has run out.
    if (first) await rememberNotPosted(database, first, { error: 'late', now, nextAt: undefined });
    if (second) await rememberPosted(database, second, now);
    expect(await findIncident(database, id)).toMatchObject({ ticketPost: { posted: 'started' } });
    await Promise.all(servers.map(({ close }) => close()));
  });

  it('knows what was erased for as long as it may come late, and which bodies are to be stored anew', async () => {
    const { database, close } = await open();
    const [session, trace, old] = [randomUUID(), 'ab'.repeat(16), randomUUID()].map(String) as [
      string,
      string,
      string,
    ];
    await rememberErased(database, 'erasing', 'session', [session, old].map(erasedSessionHash));
    await rememberErased(database, 'erasing', 'session', [erasedSessionHash(session)]);
    await rememberErased(database, 'erasing', 'trace', [erasedTraceHash(trace)]);
    await database.execute(
      sql`UPDATE erasures SET erased_at = now() - interval '31 days' WHERE hash = ${erasedSessionHash(old)}`,
    );
    expect(await erasedLately(database)).toEqual([
      {
        project: 'erasing',
        sessionHashes: [erasedSessionHash(session)],
        traceHashes: [erasedTraceHash(trace)],
      },
    ]);
    await database.execute(sql`UPDATE erasures SET erased_at = now() - interval '2 days'`);
    expect(await erasedLately(database)).toEqual([
      { project: 'erasing', sessionHashes: [erasedSessionHash(session)], traceHashes: [] },
    ]);

    const claim = bodyClaimsIn(database);
    const bodies = [session, old].map((id) => ({
      project: 'erasing',
      kind: 'segments',
      name: `${id} ${randomUUID()} 0`,
    }));
    expect(await claim('one file', bodies)).toEqual([true, true]);
    await forgetClaims(database, 'erasing', session);
    expect(await claim('another file', bodies)).toEqual([true, false]);
    await close();
  });
});

describe.skipIf(!bin)('a PostgreSQL server', () => {
  it('is migrated once by servers that start together', async () => {
    await execute(postgres?.url ?? '', 'CREATE DATABASE fresh');
    const fresh = new URL(postgres?.url ?? '');
    fresh.pathname = '/fresh';
    const servers = await Promise.all(Array.from({ length: 4 }, () => openRemoteDatabase(fresh.href)));
    const applied = await servers[0]?.database.execute(
      sql`SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations`,
    );
    const journal = JSON.parse(
      await readFile(new URL('../../migrations/meta/_journal.json', import.meta.url), 'utf8'),
    ) as { entries: unknown[] };
    expect(applied).toMatchObject({ rows: [{ n: journal.entries.length }] });
    await Promise.all(servers.map((server) => server.close()));
  });

  it('may go away without ending the server, and keys known before are still taken', async () => {
    const own = await startPostgres(bin ?? '');
    const { database, close } = await openRemoteDatabase(own.url);
    const key = await ensureDefaultKey(database, 'a key of this test only', join(folder, 'unused'));
    const grant = grantOfKey(database, 0);
    expect(await grant(key)).toMatchObject({ project: 'default' });
    await own.stop();
    expect(await grant(key)).toMatchObject({ project: 'default' });
    await expect(grant('a key never seen before')).rejects.toThrow();
    await close();
  });
});

it('says which database cannot be reached, and not its password', async () => {
  const opening = openRemoteDatabase('postgres://ada:secret@127.0.0.1:1/throughline');
  await expect(opening).rejects.toThrow(
    /control database at postgres:\/\/ada:\*\*\*@127\.0\.0\.1:1\/throughline cannot be used: .*ECONNREFUSED.*--database-url/,
  );
});

async function execute(url: string, statement: string): Promise<void> {
  const { database, close } = await openRemoteDatabase(url);
  await database.execute(sql.raw(statement));
  await close();
}
