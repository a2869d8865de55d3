import type { LogRecord, RequestSummary, SessionDetail, Span } from '@throughline/format';
import { harOf } from '@throughline/model';
import { listSegments, segmentEvents } from '../query/segments.ts';
import { readSessionEvents } from '../query/sessionEvents.ts';
import { readSessionLogs } from '../query/sessionLogs.ts';
import { readSessionRequests } from '../query/sessionRequests.ts';
import { readSessionSpans } from '../query/sessionSpans.ts';
import { readTimeline } from '../query/timeline.ts';
import { findTrace } from '../query/traces.ts';
import type { Reader } from '../store/reader.ts';
import { allPages } from './allPages.ts';
import { otlpOf } from './otlp.ts';
import { checkRecording, RecordBudget } from './tooLarge.ts';

/** The version of the `json` file: it rises when a field changes its meaning or goes. */
const EXPORT_VERSION = 1;

/** The version of HAR's `creator`: that of what is written, not of the product. */
const HAR_CREATOR_VERSION = '1';

/** Most items of a page; requests come with their headers and bodies, of up to 64 KiB each. */
const PAGE = { items: 1_000, requests: 100 };

export interface Exported {
  project: string;
  session: SessionDetail;
  /** Takes out what who asks may not see. */
  shown: <Value>(value: Value) => Value;
}

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
export async function exportOtlp(reader: Reader, { project, session, shown }: Exported): Promise<string> {
  const budget = new RecordBudget();
  const page = { project, session: session.id, limit: PAGE.items };
  const traces = await allPages(
    async (cursor) => {
      const { traces, nextCursor } = await readSessionSpans(reader, { ...page, cursor });
      return { items: traces.map(({ traceId }) => traceId), nextCursor };
    },
    (ids) => ids,
    budget,
  );
  const spans: Span[] = [];
  for (const id of new Set(traces)) {
    const found = shown((await findTrace(reader, project, id))?.spans ?? []);
    budget.add(Buffer.byteLength(JSON.stringify(found)));
    spans.push(...found);
  }
  return JSON.stringify(otlpOf(spans, await readLogs(reader, { project, session, shown }, budget)));
}

/**
 * All that a session has, as the text of one JSON object, in pieces. Throws `ExportTooLarge` before the first piece; the recording,
 * the largest part, is read while the pieces are taken.
 */
export async function exportJson(reader: Reader, exported: Exported): Promise<AsyncGenerator<string>> {
  const { project, session, shown } = exported;
  const { segments } = await listSegments(reader, { project, session: session.id });
  checkRecording(segments.reduce((sum, { bytes }) => sum + bytes, 0));
  const budget = new RecordBudget();
  const page = { project, session: session.id, limit: PAGE.items };
  const records = {
    format: 'throughline.session',
    version: EXPORT_VERSION,
    session: shown(session),
    timeline: await allPages(async (cursor) => readTimeline(reader, { ...page, cursor }), shown, budget),
    requests: await readRequests(reader, exported, budget),
    events: await allPages(
      async (cursor) => {
        const { events, nextCursor } = await readSessionEvents(reader, { ...page, cursor });
        return { items: events, nextCursor };
      },
      shown,
      budget,
    ),
    logs: await readLogs(reader, exported, budget),
    traces: await allPages(
      async (cursor) => {
        const { traces, nextCursor } = await readSessionSpans(reader, { ...page, cursor });
        return { items: traces, nextCursor };
      },
      shown,
      budget,
    ),
  };
  return (async function* () {
    yield `${JSON.stringify(records).slice(0, -1)},"segments":[`;
    for (const [index, segment] of segments.entries()) {
      const events = await segmentEvents(reader, project, { id: session.id, ...segment });
      // The events are the text that came in, which was checked to be a JSON array.
      yield `${index > 0 ? ',' : ''}${JSON.stringify(segment).slice(0, -1)},"rrweb":${events ?? '[]'}}`;
    }
    yield ']}';
  })();
}

/** The logs of the session and of its traces. */
async function readLogs(
  reader: Reader,
  { project, session, shown }: Exported,
  budget: RecordBudget,
): Promise<LogRecord[]> {
  const page = { project, session: session.id, limit: PAGE.items };
  return allPages(
    async (cursor) => {
      const { logs, nextCursor } = await readSessionLogs(reader, { ...page, cursor });
      return { items: logs, nextCursor };
    },
    shown,
    budget,
  );
}

async function readRequests(
  reader: Reader,
  { project, session, shown }: Exported,
  budget: RecordBudget,
): Promise<RequestSummary[]> {
  const page = { project, session: session.id, limit: PAGE.requests, payloads: true };
  return allPages(
    async (cursor) => {
      const { requests, nextCursor } = await readSessionRequests(reader, { ...page, cursor });
      return { items: requests, nextCursor };
    },
    shown,
    budget,
  );
}
