import { join } from 'node:path';
import { openEmbeddedEngine } from '../../store/embeddedEngine.ts';
import type { Engine } from '../../store/engine.ts';
import type { Expected } from './bodies.ts';

export interface Verdict {
  /** Records that were acknowledged and are not there, or not counted. */
  lost: number;
  /** Records that are there, or counted, more than once. */
  doubled: number;
  /** The first differences, in words. */
  differences: string[];
}

/** How many differences are put into words. */
const DIFFERENCES_TOLD = 20;

/**
 * Compares the tables in `data` with what was sent: rows by their ids, without merging, and the summaries. What was not
 * answered may be there once or not at all. No server may be running on the folder.
 */
export async function verify(
  data: string,
  acknowledged: readonly Expected[],
  unanswered: readonly Expected[],
): Promise<Verdict> {
  const engine = await openEmbeddedEngine(join(data, 'clickhouse'));
  try {
    const verdict: Verdict = { lost: 0, doubled: 0, differences: [] };
    const checks = [
      ...rowChecks,
      check('traces.spans', 'lower(hex(trace_id))', 'sum(spans)', 'traces', ({ traceId, spans }) => [
        traceId,
        spans,
      ]),
      ...sessionChecks,
    ];
    for (const { name, sql, of } of checks) {
      const stored = await countsOf(engine, sql);
      compare(name, stored, sumsOf(acknowledged, of), sumsOf(unanswered, of), verdict);
    }
    return verdict;
  } finally {
    await engine.close();
  }
}

interface Check {
  name: string;
  /** Answers `key` and `n`. */
  sql: string;
  /** The key to which a body adds, and how much. */
  of: (expected: Expected) => [string, number];
}

function check(name: string, key: string, count: string, table: string, of: Check['of']): Check {
  return { name, sql: `SELECT ${key} AS key, toUInt64(${count}) AS n FROM ${table} GROUP BY key`, of };
}

const segmentKey = ({ session, segment }: Expected) => `${session} ${segment?.tab} ${segment?.seq}`;

const rowChecks: Check[] = [
  check('rows of spans', 'lower(hex(trace_id))', 'count()', 'spans', ({ traceId, spans }) => [
    traceId,
    spans,
  ]),
  check('ids of spans', 'lower(hex(trace_id))', 'uniqExact(span_id)', 'spans', ({ traceId, spans }) => [
    traceId,
    spans,
  ]),
  check('rows of logs', 'lower(hex(trace_id))', 'count()', 'logs', ({ traceId, logs }) => [traceId, logs]),
  check('ids of logs', 'lower(hex(trace_id))', 'uniqExact(id)', 'logs', ({ traceId, logs }) => [
    traceId,
    logs,
  ]),
  check(
    'rows of replay_segments',
    "concat(toString(session_id), ' ', toString(tab_id), ' ', toString(seq))",
    'count()',
    'replay_segments',
    (expected) => [segmentKey(expected), expected.segment ? 1 : 0],
  ),
];

const ofSession = (column: string, count: (expected: Expected) => number): Check =>
  check(`sessions.${column}`, 'toString(session_id)', `sum(${column})`, 'sessions', (expected) => [
    expected.session,
    count(expected),
  ]);

const sessionChecks: Check[] = [
  ofSession('logs', ({ logs }) => logs),
  ofSession('segments', ({ segment }) => (segment ? 1 : 0)),
  ofSession('clicks', ({ segment }) => (segment ? 2 : 0)),
  ofSession('requests', ({ segment }) => (segment ? 1 : 0)),
];

async function countsOf(engine: Engine, sql: string): Promise<Map<string, number>> {
  const rows = await engine.query<{ key: string; n: string }>(sql);
  return new Map(rows.map(({ key, n }) => [key, Number(n)]));
}

function sumsOf(bodies: readonly Expected[], of: Check['of']): Map<string, number> {
  const sums = new Map<string, number>();
  for (const body of bodies) {
    const [key, count] = of(body);
    if (count > 0) sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return sums;
}

function compare(
  name: string,
  stored: Map<string, number>,
  least: Map<string, number>,
  more: Map<string, number>,
  verdict: Verdict,
): void {
  for (const key of new Set([...stored.keys(), ...least.keys()])) {
    const there = stored.get(key) ?? 0;
    const from = least.get(key) ?? 0;
    const to = from + (more.get(key) ?? 0);
    if (there >= from && there <= to) continue;
    if (there < from) verdict.lost += from - there;
    else verdict.doubled += there - to;
    if (verdict.differences.length < DIFFERENCES_TOLD)
      verdict.differences.push(`${name} of ${key}: ${there} instead of ${from}`);
  }
}
