import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type AssetsMissing, LIMITS } from '@throughline/format';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Assets, assetsIn } from './control/assets.ts';
import type { OpenDatabase } from './control/database.ts';
import { openEmbeddedDatabase } from './control/embeddedDatabase.ts';
import { ensureDefaultKey, grantOfKey } from './control/keys.ts';
import { openRemoteDatabase } from './control/remoteDatabase.ts';
import { setRetention } from './control/retention.ts';
import { createHttpServer, type HttpDependencies } from './http/server.ts';
import { Ingest } from './ingest/ingest.ts';
import { ASSET_LIMITS } from './limits.ts';
import { Spool } from './spool/spool.ts';
import { findPostgres, type PostgresServer, startPostgres } from './testing/postgresServer.ts';
import { removeFolder, TEST_KEY, temporaryFolder } from './testing/serverProcess.ts';

/** The routes of assets over a real database; what else the server has is not asked. */

const READ_TOKEN = 'a-read-token-given-in-the-settings';
const DAY_MS = 24 * 60 * 60_000;
const bin = await findPostgres();

let folder: string;
let spool: Spool;
let postgres: PostgresServer | undefined;

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ spool } = await Spool.open(join(folder, 'spool'), () => undefined));
  postgres = bin ? await startPostgres(bin) : undefined;
});

afterAll(async () => {
  await spool.close();
  await postgres?.stop();
  await removeFolder(folder);
});

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
/** Style sheets that have not been stored yet. */
const newSheet = () => `.shop { color: red } /* ${randomBytes(2048).toString('hex')} */`;

const databases: [string, boolean, () => Promise<OpenDatabase>][] = [
  ['an embedded database', true, () => openEmbeddedDatabase(join(folder, 'pglite'))],
  ['a PostgreSQL server', bin !== undefined, () => openRemoteDatabase(postgres?.url ?? '')],
];

describe.each(databases.filter(([, isThere]) => isThere))('assets in %s', (_name, _isThere, open) => {
  let opened: OpenDatabase;
  let assets: Assets;
  let app: FastifyInstance;

  beforeAll(async () => {
    opened = await open();
    await ensureDefaultKey(opened.database, TEST_KEY, join(folder, 'key'));
    assets = assetsIn(opened.database);
    app = await createHttpServer({
      assets,
      database: opened.database,
      ingest: new Ingest(spool),
      grantOfKey: grantOfKey(opened.database),
      access: { isOpen: false, operatorToken: READ_TOKEN, isSecure: false },
      setupCode: '',
      siteFolder: folder,
      playerFolder: folder,
      sdkFile: folder,
      logLevel: 'silent',
    } as unknown as HttpDependencies);
  });

  afterAll(async () => {
    await app.close();
    await opened.close();
  });

  const ask = (hashes: string, key = TEST_KEY) =>
    app.inject({
      url: `/v1/assets?key=${key}&hashes=${hashes}`,
      headers: { origin: 'https://shop.example' },
    });
  const send = (hash: string, body: Buffer, key = TEST_KEY) =>
    app.inject({
      method: 'POST',
      url: `/v1/assets/${hash}?key=${key}`,
      payload: body,
      headers: { 'content-type': 'text/plain' },
    });
  const read = (hash: string, headers: Record<string, string> = {}) =>
    app.inject({
      url: `/api/assets/${hash}`,
      headers: { authorization: `Bearer ${READ_TOKEN}`, ...headers },
    });

  it('are asked for, sent once and given back', async () => {
    const [sheet, other] = [newSheet(), newSheet()];
    const asked = await ask(`${hashOf(sheet)},${hashOf(other)}`);
    expect(asked.json<AssetsMissing>()).toEqual({ missing: [hashOf(sheet), hashOf(other)] });
    expect(asked.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });

    expect((await send(hashOf(sheet), gzipSync(sheet))).statusCode).toBe(200);
    expect((await send(hashOf(sheet), gzipSync(sheet))).statusCode).toBe(200);
    expect((await ask(`${hashOf(sheet)},${hashOf(other)}`)).json()).toEqual({ missing: [hashOf(other)] });
    const known = await ask(hashOf(sheet));
    expect(known.json()).toEqual({ missing: [] });
    expect(known.headers['cache-control']).toBe('private, max-age=86400');

    const given = await read(hashOf(sheet));
    expect(given.body).toBe(sheet);
    expect(given.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    const packed = await read(hashOf(sheet), { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.rawPayload.byteLength).toBeLessThan(sheet.length);
    // A server that was started since remembers nothing and finds it all the same.
    expect(await assetsIn(opened.database).missing('default', [hashOf(sheet)])).toEqual([]);
  });

  it('are what their hash says, text, and no larger than they may be', async () => {
    const sheet = newSheet();
    const refusals: [number, string, Buffer][] = [
      [400, hashOf(sheet), gzipSync(`${sheet} `)],
      [400, hashOf(sheet), Buffer.from(sheet)],
      [400, hashOf(sheet), Buffer.alloc(0)],
      [400, 'a.css', gzipSync(sheet)],
      [
        400,
        createHash('sha256')
          .update(Buffer.from([0xff, 0xfe]))
          .digest('hex'),
        gzipSync(Buffer.from([0xff, 0xfe])),
      ],
      [413, hashOf(sheet), gzipSync(Buffer.alloc(LIMITS.assetBytes + 1))],
      [413, hashOf(sheet), randomBytes(ASSET_LIMITS.compressedBytes + 1)],
    ];
    for (const [status, hash, body] of refusals) expect((await send(hash, body)).statusCode).toBe(status);
    expect((await ask(hashOf(sheet))).json()).toEqual({ missing: [hashOf(sheet)] });
    for (const hashes of [
      '',
      'x',
      `${hashOf(sheet)},`,
      Array(LIMITS.assetsAsked + 1)
        .fill(hashOf(sheet))
        .join(),
    ])
      expect((await ask(hashes)).statusCode).toBe(400);
  });

  it('are written with an ingest key, read with a read token, and belong to a project', async () => {
    const sheet = newSheet();
    expect((await ask(hashOf(sheet), 'wrong')).statusCode).toBe(401);
    expect((await send(hashOf(sheet), gzipSync(sheet), 'wrong')).statusCode).toBe(401);
    await send(hashOf(sheet), gzipSync(sheet));
    expect((await app.inject(`/api/assets/${hashOf(sheet)}`)).statusCode).toBe(401);
    const elsewhere = await app.inject({
      url: `/api/assets/${hashOf(sheet)}?project=other`,
      headers: { authorization: `Bearer ${READ_TOKEN}` },
    });
    expect(elsewhere.statusCode).toBe(404);
    expect((await read(hashOf(newSheet()))).statusCode).toBe(404);
  });

  it('stay as long as a replay that refers to them may, counted from when they were last asked for', async () => {
    const [old, used] = [newSheet(), newSheet()];
    for (const sheet of [old, used]) await send(hashOf(sheet), gzipSync(sheet));
    await setRetention(opened.database, 'default', { replay: 10 });
    const age = (sheet: string, days: number) =>
      opened.database.execute(
        sql`UPDATE assets SET asked_at = now() - make_interval(days => ${days}) WHERE hash = ${hashOf(sheet)}`,
      );
    await age(old, 11);
    await age(used, 11);
    await assets.removeExpired();
    expect((await read(hashOf(old))).statusCode).toBe(200);
    await age(old, 15);
    await age(used, 15);
    expect(await assetsIn(opened.database).missing('default', [hashOf(used)])).toEqual([]);
    await assets.removeExpired();
    expect((await read(hashOf(old))).statusCode).toBe(404);
    expect((await read(hashOf(used))).statusCode).toBe(200);
    // Another server of the same database would take it again, and so does this one.
    expect((await ask(hashOf(old))).json()).toEqual({ missing: [hashOf(old)] });
    expect(await assets.removeExpired(Date.now() + 9 * DAY_MS)).toBe(0);
  });

  it('are no longer asked for, nor taken, when a project holds as many as it may', async () => {
    await opened.database.execute(sql`UPDATE assets SET bytes = ${ASSET_LIMITS.bytesAProject}
      WHERE hash = (SELECT hash FROM assets LIMIT 1)`);
    const sheet = newSheet();
    expect((await ask(hashOf(sheet))).json()).toEqual({ missing: [] });
    expect((await send(hashOf(sheet), gzipSync(sheet))).statusCode).toBe(429);
  });
});
