import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Session } from 'chdb';
import { expect, it } from 'vitest';
import { removeFolder, temporaryFolder } from './serverProcess.ts';
import { openStoredText } from './storedText.ts';

it('finds a text in a column, and in a part that the engine has replaced and not yet removed', async () => {
  const data = await temporaryFolder();
  const folder = join(data, 'clickhouse', 'data');
  await mkdir(folder, { recursive: true });
  const session = new Session(folder);
  for (const statement of [
    'CREATE DATABASE throughline ENGINE = Atomic',
    'CREATE TABLE throughline.notes (text String CODEC(ZSTD(1))) ENGINE = MergeTree ORDER BY text SETTINGS old_parts_lifetime = 3600',
    "INSERT INTO throughline.notes SELECT concat('kept ', repeat('x', 1000)) UNION ALL SELECT concat('deleted ', repeat('x', 1000))",
    "ALTER TABLE throughline.notes DELETE WHERE startsWith(text, 'deleted') SETTINGS mutations_sync = 1",
  ])
    session.query(statement);
  expect(session.query('SELECT count() FROM throughline.notes').trim()).toBe('1');
  session.close();

  const stored = await openStoredText(data);
  expect(await stored.placesOf('neither', `kept ${'x'.repeat(1000)}`)).toEqual(['notes.text']);
  expect(await stored.placesOf(`deleted ${'x'.repeat(1000)}`)).toEqual(['notes.text']);
  expect(await stored.placesOf('neither', 'nor')).toEqual([]);
  await stored.close();
  await removeFolder(data);
});
