import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { END_OF_ARCHIVE, paddingOf, readTarHeader, tarHeader } from './tar.ts';

const AT = Date.UTC(2026, 10, 23);

test('what is written is read by the tar of this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-tar-'));
  try {
    const long = `spool/${'s'.repeat(99)}`;
    const files = { 'tables/spans/000001.native.zst': 'rows', [long]: 'x'.repeat(512), 'files/empty': '' };
    const blocks = Object.entries(files).flatMap(([name, text]) => [
      tarHeader({ name, bytes: text.length }, AT),
      Buffer.from(text),
      paddingOf(text.length),
    ]);
    writeFileSync(join(folder, 'a.tar'), Buffer.concat([...blocks, END_OF_ARCHIVE]));
    execFileSync('tar', ['xf', 'a.tar'], { cwd: folder });
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a block says what it was told, and nothing once a byte of it has changed', () => {
  const entry = { name: `quarantine/${'q'.repeat(100)}`, bytes: 8 ** 11 - 1 };
  const block = tarHeader(entry, AT);
  expect(readTarHeader(block)).toEqual(entry);
  block.write('r', 3);
  expect(readTarHeader(block)).toBeUndefined();
  expect(readTarHeader(END_OF_ARCHIVE.subarray(0, 512))).toBe('end');
});

test('a name or a size that does not fit is refused, not cut', () => {
  expect(() => tarHeader({ name: 'n'.repeat(101), bytes: 0 }, AT)).toThrow('does not fit');
  expect(() => tarHeader({ name: 'n', bytes: 8 ** 11 }, AT)).toThrow('does not fit');
});
