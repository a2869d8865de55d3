import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bytesField, frame, varintField } from './frame.ts';
import { heldFields } from './heldFields.ts';
import { ENVELOPE_FIELDS, SEGMENT_FIELDS } from './kinds.ts';

async function held(bytes: Buffer): Promise<number[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-held-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  const fields = await heldFields(path);
  return fields && [...fields].sort((a, b) => a - b);
}

const segment = (logs: string) =>
  Buffer.concat(
    frame([
      ...bytesField(ENVELOPE_FIELDS.project, 'default'),
      ...varintField(SEGMENT_FIELDS.seq, 0),
      ...bytesField(SEGMENT_FIELDS.spans, ''),
      ...bytesField(SEGMENT_FIELDS.logs, logs),
      ...bytesField(SEGMENT_FIELDS.replay, '[]'),
    ]),
  );

it('tells which fields hold anything in any of the bodies', async () => {
  const { project } = ENVELOPE_FIELDS;
  const { seq, logs, replay } = SEGMENT_FIELDS;
  expect(await held(Buffer.concat([segment(''), segment('')]))).toEqual([project, seq, replay]);
  expect(await held(Buffer.concat([segment(''), segment('{}')]))).toEqual([project, seq, logs, replay]);
});

it('says nothing of a file that it cannot read to the end', async () => {
  const whole = segment('');
  expect(await held(whole.subarray(0, -1))).toBeUndefined();
  // A field longer than its frame.
  expect(await held(Buffer.concat([whole, Buffer.from([2, 0x0a, 9])]))).toBeUndefined();
});
