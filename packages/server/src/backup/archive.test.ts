import { expect, test } from 'vitest';
import { ARCHIVE_VERSION, parseHead, parseSums, partOf, pieceName, sumLine } from './archive.ts';

test('a name says what it stands for', () => {
  expect(partOf('backup.json')).toEqual({ kind: 'head' });
  expect(partOf(`${pieceName('tables', 'spans', 12)}.zst`)).toEqual({ kind: 'table', table: 'spans' });
  expect(partOf(`${pieceName('control', 'saved_views', 1)}.gz`)).toEqual({
    kind: 'control',
    table: 'saved_views',
  });
  expect(partOf('files/ingest-key')).toEqual({ kind: 'file', folder: 'files', file: 'ingest-key' });
  expect(partOf('spool/segments.1-a.sealed')).toEqual({
    kind: 'file',
    folder: 'spool',
    file: 'segments.1-a.sealed',
  });
});

test.each([
  '../backup.json',
  '/etc/passwd',
  'files/../lock',
  'files/..',
  'files/.ssh',
  'spool/a/b',
  'tables/spans;drop/000001.native.zst',
  'tables/spans/1.native.zst',
  'elsewhere/x',
  '',
])('%j is no name of ours', (name) => {
  expect(partOf(name)).toBeUndefined();
});

const HEAD = {
  format: 'throughline-backup',
  version: ARCHIVE_VERSION,
  product: '0.1.0',
  at: '2026-11-23T18:00:00.000Z',
  control: { migrations: [1], tables: [{ name: 'projects', rows: 1 }] },
  tables: [{ name: 'spans', columns: ['project', 'trace_id'], rows: 5 }],
};

test('a head of this version is read', () => {
  expect(parseHead(JSON.stringify(HEAD))).toEqual(HEAD);
});

test('one of a newer version, of something else, or with a name that is none is refused', () => {
  const newer = { ...HEAD, version: ARCHIVE_VERSION + 1, product: '9.1', tables: 'otherwise' };
  expect(() => parseHead(JSON.stringify(newer))).toThrow(
    /a newer Throughline made it \(9\.1.*restore it with that/,
  );
  expect(() => parseHead('{"format":"other"}')).toThrow('no backup of Throughline');
  expect(() => parseHead('{')).toThrow('no backup of Throughline');
  const injected = { ...HEAD, tables: [{ name: 'spans', columns: ['a) SELECT 1 --'], rows: 0 }] };
  expect(() => parseHead(JSON.stringify(injected))).toThrow('damaged');
});

test('hashes are read as sha256sum writes them, and not if a line is damaged', () => {
  const hash = 'ab'.repeat(32);
  const text = sumLine('files/a', hash) + sumLine('files/b', hash);
  expect(parseSums(text)).toEqual(
    new Map([
      ['files/a', hash],
      ['files/b', hash],
    ]),
  );
  expect(parseSums(text.slice(0, -1))).toBeUndefined();
  expect(parseSums(text.replace('ab', 'zz'))).toBeUndefined();
});
