import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSecretBox, SecretBox } from './secretBox.ts';

const box = new SecretBox(Buffer.alloc(32, 7));

test('a sealed secret opens again, shows nothing of itself, and is another each time', () => {
  const sealed = box.seal('pässword');
  expect(box.open(sealed)).toBe('pässword');
  expect(sealed).not.toContain(Buffer.from('pässword').toString('base64').slice(0, 6));
  expect(box.seal('pässword')).not.toBe(sealed);
});

test('what was changed, or sealed with another key, does not open', () => {
  const sealed = box.seal('secret');
  const bytes = Buffer.from(sealed.slice(3), 'base64');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => box.open(`v1.${changed.toString('base64')}`)).toThrow(/set it anew/);
  }
  expect(() => new SecretBox(Buffer.alloc(32, 8)).open(sealed)).toThrow(/set it anew/);
  for (const broken of ['', 'v1.', 'v2.AAAA', sealed.slice(0, 20)])
    expect(() => box.open(broken)).toThrow(/set it anew/);
});

test('the key is made once, for its owner only, and kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-box-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'secret-key');
  const sealed = (await openSecretBox(undefined, file)).seal('secret');
  expect((await openSecretBox(undefined, file)).open(sealed)).toBe('secret');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await openSecretBox((await readFile(file, 'utf8')).trim(), '/nowhere')).open(sealed)).toBe(
    'secret',
  );
  await expect(openSecretBox('short', file)).rejects.toThrow(/64 hexadecimal digits/);
});
