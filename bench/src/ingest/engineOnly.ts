import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bytesField,
  ENVELOPE_FIELDS,
  FILE_FORMATS,
  frame,
  INSERTS,
  openStore,
  SPOOL_LIMITS,
  varintField,
} from '@throughline/server/store';
import { bodyCount, SENT_KINDS } from '../sent/kinds.ts';

/**
 * A process that is nothing but the engine, inserting the spool files that the server would have written. Argument: spans.
 * Answers its CPU time for the inserts alone: what no server around the engine can get below.
 */
const spans = Number(process.argv[2]);
const folder = await mkdtemp(join(tmpdir(), 'throughline-bench-engine-'));
const engine = await openStore(folder);

const files: string[] = [];
let pieces: Buffer[] = [];
let bytes = 0;
const flush = async () => {
  const path = join(folder, `${files.length}.spool`);
  await writeFile(path, Buffer.concat(pieces));
  files.push(path);
  pieces = [];
  bytes = 0;
};
for (let index = 0; index < bodyCount('spans', spans); index++) {
  const framed = frame([
    ...bytesField(ENVELOPE_FIELDS.project, 'default'),
    ...varintField(ENVELOPE_FIELDS.received, Date.now()),
    ...bytesField(ENVELOPE_FIELDS.body, SENT_KINDS.spans.body(index)),
  ]);
  pieces.push(...framed);
  bytes += framed.reduce((sum, piece) => sum + piece.length, 0);
  if (bytes >= SPOOL_LIMITS.sealAtBytes) await flush();
}
await flush();

const before = process.cpuUsage();
for (const [index, path] of files.entries())
  for (const insert of INSERTS['traces-protobuf'])
    await engine.insertFile(path, insert.format ?? FILE_FORMATS['traces-protobuf'], {
      ...insert,
      deduplicationToken: String(index),
    });
const used = process.cpuUsage(before);
const [row] = await engine.query<{ spans: string }>('SELECT count() AS spans FROM spans');
await engine.close();
await rm(folder, { recursive: true });
process.send?.({ cpuSeconds: (used.user + used.system) / 1e6, records: Number(row?.spans) });
process.disconnect();
