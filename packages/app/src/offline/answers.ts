import {
  type Account,
  type ApiError,
  EXPORTED_PARTS,
  type HtmlRecords,
  type NoteList,
  PATHS,
  type StackPosition,
  type SymbolicatedStack,
  type Trace,
  writeSegmentLine,
} from '@throughline/format';
import type { Ask } from '../load/ask.ts';

/** Gives a part of the file by its name; `undefined` if it has none of it. */
export type ReadPart = (name: string) => Promise<string | undefined>;

/** Answers what the session's page asks of a server out of the records and parts of a file. What it does not have is not found. */
export function answersOf(records: HtmlRecords, readPart: ReadPart): Ask {
  return async (url, init) => {
    const { pathname, searchParams } = new URL(url, 'http://file');
    const [, kind, id, part, tab, seq] = pathname
      .slice(PATHS.api.length)
      .split('/')
      .map((step) => decodeURIComponent(step));
    if (kind === 'account') return json(accountOf(records));
    if (kind === 'assets') return text(await readPart(EXPORTED_PARTS.asset(id ?? '')));
    if (kind === 'traces') return json(traceOf(records, id ?? ''));
    // What people write stays with them, and so do sources.
    if (kind === 'notes') return json({ notes: [], isCut: false } satisfies NoteList);
    if (kind === 'stacks') return json(unchanged(JSON.parse(String(init.body))));
    if (kind !== 'sessions' || id !== records.session.id) return text(undefined);
    if (part !== 'segments' || tab === undefined) return json(ofSession(records, part));
    const run = seq
      ? { first: Number(seq), last: Number(seq) }
      : { first: Number(searchParams.get('first')), last: Number(searchParams.get('last')) };
    const lines = await readRun(records, readPart, { tab, ...run });
    return text(seq ? lines[0]?.events : lines.map(writeSegmentLine).join(''));
  };
}

function ofSession(records: HtmlRecords, part: string | undefined): unknown {
  const { session, timeline, requests, events, logs, logLines, traces, segments } = records;
  const lists: Record<string, unknown> = {
    timeline: { items: timeline },
    requests: { requests },
    events: { events },
    logs: { logs },
    'log-lines': logLines,
    spans: { traces },
    segments: { segments },
  };
  return part === undefined ? session : lists[part];
}

function traceOf({ session, spans, logs }: HtmlRecords, traceId: string): Trace | undefined {
  const own = spans.filter((span) => span.traceId === traceId);
  if (own.length === 0) return undefined;
  return {
    traceId,
    sessions: [session.id],
    spans: own,
    logs: logs.filter((log) => log.traceId === traceId),
    truncated: false,
  };
}

async function readRun(
  { segments }: HtmlRecords,
  readPart: ReadPart,
  { tab, first, last }: { tab: string; first: number; last: number },
) {
  const read = segments.map(async (segment, index) =>
    segment.tab === tab && segment.seq >= first && segment.seq <= last
      ? [{ seq: segment.seq, events: (await readPart(EXPORTED_PARTS.segment(index))) ?? '[]' }]
      : [],
  );
  return (await Promise.all(read)).flat();
}

/** Whoever has the file: they look at it. */
function accountOf({ exported }: HtmlRecords): Account {
  const permissions: ('read' | 'payloads')[] = exported.payloads ? ['read', 'payloads'] : ['read'];
  const who = { kind: 'link' as const, id: '', name: '', permissions, projects: null };
  return { state: 'in', who, singleSignOn: null };
}

function unchanged({ positions }: { positions: StackPosition[] }): SymbolicatedStack {
  return { positions: positions.map(() => null), problems: [] };
}

const json = (body: unknown) => text(body === undefined ? undefined : JSON.stringify(body));

function text(body: string | undefined): Response {
  if (body !== undefined) return new Response(body);
  const error: ApiError = { error: { code: 'not_found', message: 'This file does not hold it.' } };
  return new Response(JSON.stringify(error), { status: 404 });
}
