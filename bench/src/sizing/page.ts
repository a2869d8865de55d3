import { fileURLToPath } from 'node:url';
import { RETENTION } from '@throughline/format';
import { type IngestFigures, readResults, type StorageFigures } from '../results.ts';
import { sizingText } from './table.ts';

/** The page that holds the table. */
export const PAGE = fileURLToPath(new URL('../../../docs/user/scaling.md', import.meta.url));

const NOT_MEASURED =
  'It is computed from measured figures: run `npm run ingest -w bench`, `npm run storage -w bench`, then `npm run sizing -w bench`.';

/** What the page should hold, by the latest figures; a sentence as long as there are none. */
export async function computedText(): Promise<string> {
  const ingest = await readResults<IngestFigures>('ingest', [
    'spansPerCpuSecond',
    'logsPerCpuSecond',
    'replayBytesPerCpuSecond',
    'peakMemoryBytes',
  ]);
  const storage = await readResults<StorageFigures>('storage', [
    'bytesPerSpan',
    'bytesPerLog',
    'bytesPerReplayMinute',
    'recordedBytesPerReplayMinute',
  ]);
  if (!ingest || !storage) return NOT_MEASURED;
  return sizingText(RETENTION.defaultDays, ingest, storage);
}
