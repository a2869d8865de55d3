import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SPOOL_LIMITS } from '../limits.ts';
import { bytesField, frame, walkFrames } from './frame.ts';
import { Spool, SpoolFullError } from './spool.ts';
import type { SealedFile } from './spoolFile.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-spool-'));
});

afterEach(() => rm(folder, { recursive: true }));

const body = (text: string) => frame(bytesField(3, text));
const onlyFile = async () => {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
};

it('has a body on disk when it says so, before it is sealed', async () => {
  const { spool } = await Spool.open(folder, () => undefined);
  await spool.append('logs-json', body('first'));
  const path = await onlyFile();
  expect(path).toMatch(/\.open$/);
  expect((await readFile(path)).toString()).toContain('first');
  await spool.close();
});

it('hands over a sealed file that holds every body once, and knows what is not yet inserted', async () => {
  const sealed: SealedFile[] = [];
  const { spool } = await Spool.open(folder, (file) => sealed.push(file));
  await Promise.all(
    Array.from({ length: 500 }, (_, index) => spool.append('traces-protobuf', body(`body ${index};`))),
  );
  await spool.close();
  expect(sealed).toHaveLength(1);
  const [file] = sealed as [SealedFile];
  const bytes = await readFile(file.path);
  expect(walkFrames(bytes)).toMatchObject({ end: bytes.length });
  expect(walkFrames(bytes).frames).toHaveLength(500);
  expect(spool.bytes).toBe(file.bytes);
  expect(spool.oldest).toBe(Number.parseInt(file.id, 10));
  // As the loader does with a file that it had to split.
  spool.release({ ...file, id: `${file.id}-0`, bytes: 10 });
  expect(spool.oldest).toBe(Number.parseInt(file.id, 10));
  spool.release({ ...file, id: `${file.id}-1`, bytes: file.bytes - 10 });
  expect(spool.bytes).toBe(0);
  expect(spool.oldest).toBeUndefined();
});

it('knows of a file all the while, also while it is being sealed', async () => {
  const sealed: SealedFile[] = [];
  const { spool } = await Spool.open(folder, (file) => sealed.push(file));
  await spool.append('segments', body('waits'));
  const known: boolean[] = [];
  while (sealed.length === 0) {
    known.push(spool.oldest !== undefined);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(known.filter((is) => !is)).toEqual([]);
  expect(spool.oldest).toBeDefined();
  await spool.close();
});

it('seals by size', async () => {
  const sealed: SealedFile[] = [];
  const { spool } = await Spool.open(folder, (file) => sealed.push(file));
  await spool.append('segments', body('x'.repeat(SPOOL_LIMITS.sealAtBytes)));
  await spool.append('segments', body('small'));
  await spool.close();
  expect(sealed.map((file) => file.bytes > SPOOL_LIMITS.sealAtBytes)).toEqual([true, false]);
});

it('lets other files grow while one is being stored, and hands the oldest over then', async () => {
  const sealed: SealedFile[] = [];
  const { spool } = await Spool.open(folder, (file) => sealed.push(file));
  await spool.append('segments', body('first'));
  await expect.poll(() => sealed.length).toBe(1);
  await spool.append('logs-json', body('second'));
  await spool.append('traces-json', body('third'));
  // Both are old enough by then.
  await new Promise((resolve) => setTimeout(resolve, SPOOL_LIMITS.sealAfterMs * 1.5));
  expect(sealed).toHaveLength(1);
  await spool.append('logs-json', body('fourth'));
  for (const [index, kind] of ['logs-json', 'traces-json'].entries()) {
    const before = sealed[index];
    if (before) spool.release(before);
    await expect.poll(() => sealed.length).toBe(index + 2);
    expect(sealed[index + 1]?.kind).toBe(kind);
  }
  expect(walkFrames(await readFile(sealed[1]?.path ?? '')).frames).toHaveLength(2);
  await spool.close();
});

it('cuts the torn tail of a file that a killed process left, and hands the rest over', async () => {
  const { spool: killed } = await Spool.open(folder, () => undefined);
  await killed.append('logs-json', body('acknowledged'));
  const path = await onlyFile();
  await appendFile(path, Buffer.from([200, 1, 0x1a, 5]));

  const { spool, recovered: sealed } = await Spool.open(folder, () => undefined);
  expect(sealed).toHaveLength(1);
  const [file] = sealed as [SealedFile];
  const bytes = await readFile(file.path);
  expect(walkFrames(bytes)).toMatchObject({ frames: [{ start: 0 }], end: bytes.length });
  await spool.close();
});

it('refuses a body beyond what it may hold, and takes one again when there is room', async () => {
  const sealed: SealedFile[] = [];
  const { spool } = await Spool.open(folder, (file) => sealed.push(file));
  const half = Buffer.alloc(SPOOL_LIMITS.totalBytes / 2 + 1);
  // The bytes are never written: the bound is checked before.
  await expect(Promise.all([spool.append('segments', [half, half])])).rejects.toThrow(SpoolFullError);
  expect(spool.bytes).toBe(0);
  await spool.append('segments', body('fits'));
  await spool.close();
  expect(sealed).toHaveLength(1);
});
