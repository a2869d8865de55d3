import type { SpoolKind } from '../../spool/kinds.ts';
import { ENVELOPES } from './protobufSchema.ts';
import { type Encoding, logsStructure, tracesStructure } from './structure.ts';

/** How the engine is to read a spool file: as Protobuf, by this schema, into these columns. */
export interface FileFormat {
  schema: string;
  /** Columns of the file, `name Type, …`. */
  columns: string;
}

const ENVELOPE_COLUMNS = 'project String, received UInt64';
const SEGMENT_COLUMNS =
  `${ENVELOPE_COLUMNS}, session String, tab String, seq UInt64, from UInt64, to UInt64, sentAt UInt64, ` +
  'checkpoint UInt64, events UInt64, clockOffset String, clockRoundTrip String, spans String, logs String, replay String';

/** Of a file of OTLP bodies, what tells them apart: all else is skipped. */
export const BODY_HASH_FORMAT: FileFormat = {
  schema: ENVELOPES.json,
  columns: `${ENVELOPE_COLUMNS}, hash String`,
};

export const FILE_FORMATS: Record<SpoolKind, FileFormat> = {
  'traces-protobuf': {
    schema: ENVELOPES.traces,
    columns: `${ENVELOPE_COLUMNS}, body ${tracesStructure('protobuf')}`,
  },
  'traces-json': { schema: ENVELOPES.json, columns: `${ENVELOPE_COLUMNS}, body String` },
  'logs-protobuf': {
    schema: ENVELOPES.logs,
    columns: `${ENVELOPE_COLUMNS}, body ${logsStructure('protobuf')}`,
  },
  'logs-json': { schema: ENVELOPES.json, columns: `${ENVELOPE_COLUMNS}, body String` },
  segments: { schema: ENVELOPES.segment, columns: SEGMENT_COLUMNS },
};

/** SQL for `project, received, resources` out of `source`; `field` holds the body. */
export function resourceRows(
  source: string,
  signal: 'traces' | 'logs',
  encoding: Encoding,
  field: string,
): string {
  const list = signal === 'traces' ? 'resourceSpans' : 'resourceLogs';
  const structure = signal === 'traces' ? tracesStructure(encoding) : logsStructure(encoding);
  const body = encoding === 'json' ? `JSONExtract(${field}, '${structure}')` : field;
  return `SELECT project, received, arrayJoin(tupleElement(${body}, '${list}')) AS entry FROM ${source}`;
}
