import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { startClickhouseProcess } from './testing/clickhouseProcess.ts';
import { findPostgres, startPostgres } from './testing/postgresServer.ts';
import { removeFolder, temporaryFolder } from './testing/serverProcess.ts';

/**
 * The suites of the whole server once more, over a ClickHouse and a PostgreSQL that are not in its process. Each server
 * that they start takes the addresses from the environment.
 */

const folder = await temporaryFolder();
const clickhouse = await startClickhouseProcess(join(folder, 'clickhouse'));
const bin = await findPostgres();
const postgres = bin ? await startPostgres(bin) : undefined;
process.env.THROUGHLINE_CLICKHOUSE_URL = clickhouse.url;
if (postgres) process.env.THROUGHLINE_DATABASE_URL = postgres.url;
else process.stderr.write('no PostgreSQL is installed: control data stays embedded in this run\n');

afterAll(async () => {
  await clickhouse.stop();
  await postgres?.stop();
  await removeFolder(folder);
});

// One block each: a suite's hooks are its own.
describe('sessions, traces and errors over remote engines', async () => {
  await import('./server.integration.test.ts');
});
describe('every field of OTLP over remote engines', async () => {
  await import('./otlp.integration.test.ts');
});
describe('kill -9 over remote engines', async () => {
  await import('./durability.integration.test.ts');
});
