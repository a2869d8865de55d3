import type { SpoolKind } from '../../spool/kinds.ts';
import type { FileInsert } from '../engine.ts';
import { LOG_COLUMNS, REPLAY_COLUMNS, SPAN_COLUMNS } from '../tables/records.ts';
import { logsSelect, replaySelect, spansSelect } from './selects.ts';

type Insert = Omit<FileInsert, 'deduplicationToken'>;

const spans = (select: (source: string) => string): Insert => ({
  table: 'spans',
  columns: Object.keys(SPAN_COLUMNS),
  select,
});

const logs = (select: (source: string) => string): Insert => ({
  table: 'logs',
  columns: Object.keys(LOG_COLUMNS),
  select,
});

/** The inserts that a spool file of each kind needs, in order. */
export const INSERTS: Record<SpoolKind, readonly Insert[]> = {
  'traces-protobuf': [spans((source) => spansSelect(source, 'protobuf'))],
  'traces-json': [spans((source) => spansSelect(source, 'json'))],
  'logs-protobuf': [logs((source) => logsSelect(source, 'protobuf'))],
  'logs-json': [logs((source) => logsSelect(source, 'json'))],
  segments: [
    spans((source) => spansSelect(source, 'json', 'spans')),
    logs((source) => logsSelect(source, 'json', 'logs')),
    { table: 'replay_segments', columns: Object.keys(REPLAY_COLUMNS), select: replaySelect },
  ],
};
