import { harOf } from '@throughline/model';
import { EXPORT_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { otlpOf } from './otlp.ts';
import { assetText, type ReadAsset, readAssets, readReplay, readSegments } from './recording.ts';
import { type Exported, readLogs, readRecords, readRequests, readSpans, readTraces } from './records.ts';
import { RecordBudget } from './tooLarge.ts';

/** The version of HAR's `creator`: that of what is written, not of the product. */
const HAR_CREATOR_VERSION = '1';

/** The requests of a session as HAR 1.2. Throws `ExportTooLarge`. */
export async function exportHar(reader: Reader, exported: Exported): Promise<string> {
  const requests = await readRequests(reader, exported, new RecordBudget());
  return JSON.stringify(
    harOf(requests, { creatorVersion: HAR_CREATOR_VERSION, session: exported.session.id }),
  );
}

/**
 * The spans of the session's traces, whole, and its logs, as OTLP/JSON: the fields of an export of traces and of one of logs in one
 * object. Throws `ExportTooLarge`.
 */
export async function exportOtlp(reader: Reader, exported: Exported): Promise<string> {
  const budget = new RecordBudget();
  const traces = await readTraces(reader, exported, budget);
  const spans = await readSpans(reader, exported, traces, budget);
  return JSON.stringify(otlpOf(spans, await readLogs(reader, exported, budget)));
}

/**
 * All that a session has, as the text of one JSON object, in pieces. Throws `ExportTooLarge` before the first piece; the recording,
 * the largest part, is read while the pieces are taken, and then what it refers to.
 */
export async function exportJson(
  reader: Reader,
  exported: Exported,
  readAsset: ReadAsset,
): Promise<AsyncGenerator<string>> {
  const segments = await readSegments(reader, exported, EXPORT_LIMITS.recordingBytes);
  const records = await readRecords(reader, exported);
  return (async function* () {
    yield `${JSON.stringify(records).slice(0, -1)},"segments":[`;
    const hashes = new Set<string>();
    let index = 0;
    for await (const events of readReplay(reader, exported, segments, hashes)) {
      yield `${index > 0 ? ',' : ''}${JSON.stringify(segments[index]).slice(0, -1)},"rrweb":${events}}`;
      index += 1;
    }
    yield '],"assets":{';
    let separator = '';
    for await (const [hash, body] of readAssets(readAsset, exported.project, hashes)) {
      const text = await assetText(body);
      if (text === undefined) continue;
      yield `${separator}"${hash}":${JSON.stringify(text)}`;
      separator = ',';
    }
    yield '}}';
  })();
}
