import {
  EXPORTED_SESSION,
  type ExportedRecords,
  type ExportNote,
  type LogRecord,
  type RequestSummary,
  type SessionDetail,
  type SessionSpanPage,
  type Span,
} from '@throughline/format';
import { readSessionEvents } from '../query/sessionEvents.ts';
import { readSessionLogLines } from '../query/sessionLogLines.ts';
import { readSessionLogs } from '../query/sessionLogs.ts';
import { readSessionRequests } from '../query/sessionRequests.ts';
import { readSessionSpans } from '../query/sessionSpans.ts';
import { readTimeline } from '../query/timeline.ts';
import { findTrace } from '../query/traces.ts';
import type { Reader } from '../store/reader.ts';
import { allPages } from './allPages.ts';
import { joinLogLines } from './joinLogLines.ts';
import { RecordBudget } from './tooLarge.ts';

/** Most items of a page; requests come with their headers and bodies, of up to 64 KiB each. */
const PAGE = { items: 1_000, requests: 100 };

/** What is written into a file, and for whom. */
export interface Exported {
  project: string;
  session: SessionDetail;
  note: ExportNote;
  /** Takes out what who asks may not see. */
  shown: <Value>(value: Value) => Value;
}

/** All records of a session. Throws `ExportTooLarge`. */
export async function readRecords(reader: Reader, exported: Exported): Promise<ExportedRecords> {
  const { project, session, note, shown } = exported;
  const budget = new RecordBudget();
  const page = { project, session: session.id, limit: PAGE.items };
  const traces = await readTraces(reader, exported, budget);
  return {
    ...EXPORTED_SESSION,
    exported: note,
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
    logLines: joinLogLines(
      await allPages(
        async (cursor) => {
          const { nextCursor, ...lines } = await readSessionLogLines(reader, { ...page, cursor });
          return { items: [lines], nextCursor };
        },
        shown,
        budget,
      ),
    ),
    traces,
    spans: await readSpans(reader, exported, traces, budget),
  };
}

/** The traces of the session as lines of a waterfall. */
export async function readTraces(
  reader: Reader,
  { project, session, shown }: Exported,
  budget: RecordBudget,
): Promise<SessionSpanPage['traces']> {
  return allPages(
    async (cursor) => {
      const asked = { project, session: session.id, limit: PAGE.items, cursor, peers: true };
      const { traces, nextCursor } = await readSessionSpans(reader, asked);
      return { items: traces, nextCursor };
    },
    shown,
    budget,
  );
}

/** The spans of the traces, whole. */
export async function readSpans(
  reader: Reader,
  { project, shown }: Exported,
  traces: SessionSpanPage['traces'],
  budget: RecordBudget,
): Promise<Span[]> {
  const spans: Span[] = [];
  for (const id of new Set(traces.map(({ traceId }) => traceId))) {
    const found = shown((await findTrace(reader, project, id))?.spans ?? []);
    budget.add(Buffer.byteLength(JSON.stringify(found)));
    for (const span of found) spans.push(span);
  }
  return spans;
}

/** The logs of the session and of its traces. */
export async function readLogs(
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

/** The requests of the session's browser, with headers and bodies. */
export async function readRequests(
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
