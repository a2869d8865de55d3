import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ASSET_PREFIX, type SegmentSummary } from '@throughline/format';
import { EXPORT_LIMITS } from '../limits.ts';
import { listSegments, segmentEvents } from '../query/segments.ts';
import type { Reader } from '../store/reader.ts';
import type { Exported } from './records.ts';
import { checkRecording } from './tooLarge.ts';

/** Gives an asset of a project by its hash, gzipped; `undefined` if it is not here. */
export type ReadAsset = (project: string, hash: string) => Promise<Uint8Array | undefined>;

const REFERENCE = new RegExp(`"${ASSET_PREFIX}([0-9a-f]{64})"`, 'g');

/** The segments of the session without their events. Throws `ExportTooLarge` if they have more than `most` bytes. */
export async function readSegments(
  reader: Reader,
  { project, session }: Exported,
  most: number,
): Promise<SegmentSummary[]> {
  const { segments } = await listSegments(reader, { project, session: session.id });
  checkRecording(
    segments.reduce((sum, { bytes }) => sum + bytes, 0),
    most,
  );
  return segments;
}

/** The rrweb events of each segment in turn, JSON; `hashes` grows by what they refer to. */
export async function* readReplay(
  reader: Reader,
  { project, session }: Exported,
  segments: readonly SegmentSummary[],
  hashes: Set<string>,
): AsyncGenerator<string> {
  for (const segment of segments) {
    // The events are the text that came in, which was checked to be a JSON array.
    const events = (await segmentEvents(reader, project, { id: session.id, ...segment })) ?? '[]';
    for (const [, hash = ''] of events.matchAll(REFERENCE))
      if (hashes.size < EXPORT_LIMITS.assets) hashes.add(hash);
    yield events;
  }
}

/** What is here of the assets with these hashes, gzipped, as far as it fits: without the rest a replay lacks a style or a picture. */
export async function* readAssets(
  readAsset: ReadAsset,
  project: string,
  hashes: Iterable<string>,
): AsyncGenerator<[hash: string, body: Uint8Array]> {
  let left: number = EXPORT_LIMITS.assetBytes;
  for (const hash of hashes) {
    const body = await readAsset(project, hash);
    if (!body || body.byteLength > left) continue;
    left -= body.byteLength;
    yield [hash, body];
  }
}

/** The text of an asset; `undefined` if it is larger than one may be. */
export async function assetText(body: Uint8Array): Promise<string | undefined> {
  try {
    const text = await promisify(gunzip)(body, { maxOutputLength: EXPORT_LIMITS.assetCharacters });
    return text.toString('utf8');
  } catch {
    return undefined;
  }
}
