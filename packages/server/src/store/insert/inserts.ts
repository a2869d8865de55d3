import { SEGMENT_FIELDS, type SpoolKind } from '../../spool/kinds.ts';
import type { FileInsert } from '../engine.ts';
import { ACCEPTED_BODY_COLUMNS, LOG_COLUMNS, REPLAY_COLUMNS, SPAN_COLUMNS } from '../tables/records.ts';
import { acceptedBodiesSelect, logsSelect, replaySelect, spansSelect } from './selects.ts';
import { BODY_HASH_FORMAT, type FileFormat } from './source.ts';

interface Insert extends Omit<FileInsert, 'deduplicationToken'> {
  /** What it reads of the file, if not all. */
  format?: FileFormat;
  /** Number of the envelope's field that it stores: where no body has anything in it there is nothing to insert. */
  field?: number;
}

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

const acceptedBodies = (kind: 'traces' | 'logs'): Insert => ({
  table: 'accepted_bodies',
  columns: Object.keys(ACCEPTED_BODY_COLUMNS),
  select: (source) => acceptedBodiesSelect(source, kind),
  format: BODY_HASH_FORMAT,
});

/** The inserts that a spool file of each kind needs, in order. */
export const INSERTS: Record<SpoolKind, readonly Insert[]> = {
  'traces-protobuf': [spans((source) => spansSelect(source, 'protobuf')), acceptedBodies('traces')],
  'traces-json': [spans((source) => spansSelect(source, 'json')), acceptedBodies('traces')],
  'logs-protobuf': [logs((source) => logsSelect(source, 'protobuf')), acceptedBodies('logs')],
  'logs-json': [logs((source) => logsSelect(source, 'json')), acceptedBodies('logs')],
  segments: [
    { ...spans((source) => spansSelect(source, 'json', 'spans')), field: SEGMENT_FIELDS.spans },
    { ...logs((source) => logsSelect(source, 'json', 'logs')), field: SEGMENT_FIELDS.logs },
    { table: 'replay_segments', columns: Object.keys(REPLAY_COLUMNS), select: replaySelect },
  ],
};
