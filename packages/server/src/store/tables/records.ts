import { REPEAT_LIMITS } from '../../limits.ts';
import { BODY_HASH_BYTES } from '../../spool/bodyIdentity.ts';
import { type Columns, KIND_MAP, NIL_UUID, NO_TRACE, SPAN_ID, TEXT_MAP, TRACE_ID } from './columns.ts';
import type { Table } from './definitions.ts';

/**
 * The tables of what came in: spans, logs, replay segments. They are partitioned by the day of arrival, not by the
 * time a record claims: a sender chooses its times, and must not choose how many partitions there are.
 */

/**
 * The codecs are chosen by measurement (ADR 15). What is not named is compressed by LZ4, which leaves a third more of what
 * repeats.
 */
const ZSTD = 'CODEC(ZSTD(1))';
/** For long texts that repeat each other: a tenth smaller, for little more time. */
const ZSTD_TEXT = 'CODEC(ZSTD(3))';
const WORD = `LowCardinality(String) ${ZSTD}`;
const ARRIVAL = `DateTime64(3, 'UTC') ${ZSTD}`;

/** In the order of the key the next time is near: of the differences, the bits in which they differ are kept. */
const TIME = 'UInt64 CODEC(Delta, T64, ZSTD(1))';

/** How many of something the source says that it left out. */
const DROPPED = `UInt32 ${ZSTD}`;

/**
 * What a record takes from the resource and the scope that it was sent under: JSON objects (see `resource.ts`) which very many
 * records share, so each is kept once in a part's dictionary.
 */
export const RESOURCE_AND_SCOPE: Columns = { resource: WORD, scope: WORD };

export const SPAN_COLUMNS: Columns = {
  project: WORD,
  trace_id: `${TRACE_ID} ${ZSTD}`,
  // A span's id and then its parent's. Random bytes do not compress, but a parent stands a few rows above as an id.
  span_ids: `FixedString(16) ${ZSTD}`,
  session_id: `UUID ${ZSTD}`,
  service: WORD,
  name: WORD,
  kind: `UInt8 ${ZSTD}`,
  start: TIME,
  duration: 'Int64 CODEC(T64, ZSTD(1))',
  status_code: `UInt8 ${ZSTD}`,
  status_message: `String ${ZSTD}`,
  trace_state: `String ${ZSTD}`,
  flags: `UInt32 ${ZSTD}`,
  attributes: `${TEXT_MAP} ${ZSTD_TEXT}`,
  attribute_kinds: `${KIND_MAP} ${ZSTD_TEXT}`,
  dropped_attributes: DROPPED,
  dropped_events: DROPPED,
  dropped_links: DROPPED,
  ...RESOURCE_AND_SCOPE,
  event_time: `Array(UInt64) ${ZSTD}`,
  event_name: `Array(LowCardinality(String)) ${ZSTD}`,
  event_attributes: `Array(${TEXT_MAP}) ${ZSTD_TEXT}`,
  event_attribute_kinds: `Array(${KIND_MAP}) ${ZSTD}`,
  event_dropped_attributes: `Array(UInt32) ${ZSTD}`,
  link_trace_id: `Array(${TRACE_ID}) ${ZSTD}`,
  link_span_id: `Array(${SPAN_ID}) ${ZSTD}`,
  link_trace_state: `Array(String) ${ZSTD}`,
  link_flags: `Array(UInt32) ${ZSTD}`,
  link_attributes: `Array(${TEXT_MAP}) ${ZSTD}`,
  link_attribute_kinds: `Array(${KIND_MAP}) ${ZSTD}`,
  link_dropped_attributes: `Array(UInt32) ${ZSTD}`,
  received_at: ARRIVAL,
};

export const LOG_COLUMNS: Columns = {
  // Random: tells apart what was written in the same nanosecond.
  id: 'UInt32 CODEC(NONE)',
  project: WORD,
  session_id: `UUID ${ZSTD}`,
  trace_id: `${TRACE_ID} ${ZSTD}`,
  span_id: `${SPAN_ID} ${ZSTD}`,
  time: TIME,
  // Nanoseconds by which a record was observed after its time: mostly few.
  observed_delay: 'Int64 CODEC(T64, ZSTD(1))',
  severity_number: `UInt8 ${ZSTD}`,
  severity_text: WORD,
  event_name: WORD,
  service: WORD,
  body: `String ${ZSTD_TEXT}`,
  body_kind: `UInt8 ${ZSTD}`,
  flags: `UInt32 ${ZSTD}`,
  attributes: `${TEXT_MAP} ${ZSTD_TEXT}`,
  attribute_kinds: `${KIND_MAP} ${ZSTD_TEXT}`,
  dropped_attributes: DROPPED,
  ...RESOURCE_AND_SCOPE,
  received_at: ARRIVAL,
};

export const REPLAY_COLUMNS: Columns = {
  project: WORD,
  session_id: `UUID ${ZSTD}`,
  tab_id: `UUID ${ZSTD}`,
  seq: 'UInt32 CODEC(Delta, ZSTD(1))',
  from_ms: 'UInt64 CODEC(Delta, ZSTD(1))',
  to_ms: 'UInt64 CODEC(Delta, ZSTD(1))',
  sent_at_ms: 'UInt64 CODEC(Delta, ZSTD(1))',
  checkpoint: `Bool ${ZSTD}`,
  events: `UInt32 ${ZSTD}`,
  clock_offset: `Nullable(Float64) ${ZSTD}`,
  clock_round_trip: `Nullable(Float64) ${ZSTD}`,
  data: `String ${ZSTD_TEXT}`,
  received_at: ARRIVAL,
};

/** Which OTLP bodies were stored lately. */
export const ACCEPTED_BODY_COLUMNS: Columns = {
  project: 'LowCardinality(String)',
  kind: 'LowCardinality(String)',
  hash: `FixedString(${BODY_HASH_BYTES})`,
  received_at: ARRIVAL,
};

/**
 * A page of a timeline looks up dozens of traces, at random places: a quarter of the default reads a quarter of the rows, and
 * takes an eighth more on disk until parts are merged into large ones.
 */
const ONE_BY_ONE = 'index_granularity = 2048';

/** Search for an attribute's value reads only where it may be. */
const BY_VALUE = 'by_value mapValues(attributes) TYPE bloom_filter(0.01) GRANULARITY 1';

export const BY_DAY_OF_ARRIVAL = "toDate(received_at, 'UTC')";

export const RECORD_TABLES: readonly Table[] = [
  {
    name: 'spans',
    columns: SPAN_COLUMNS,
    indices: [BY_VALUE],
    computed: {
      span_id: `${SPAN_ID} ALIAS CAST(substring(span_ids, 1, 8), '${SPAN_ID}')`,
      parent_span_id: `${SPAN_ID} ALIAS CAST(substring(span_ids, 9, 8), '${SPAN_ID}')`,
    },
    // A span sent twice by a retrying exporter has the same key, and is merged into one.
    engine: 'ReplacingMergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, trace_id, start, span_ids',
    settings: ONE_BY_ONE,
    shardBy: 'project, trace_id',
  },
  {
    name: 'logs',
    columns: LOG_COLUMNS,
    indices: [BY_VALUE],
    // A session view asks by session first; the logs of services that know no session are found by trace.
    computed: {
      observed: 'UInt64 ALIAS toUInt64(toInt64(time) + observed_delay)',
      trace_without_session: `${TRACE_ID} MATERIALIZED if(session_id = ${NIL_UUID}, trace_id, ${NO_TRACE})`,
    },
    engine: 'MergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, session_id, trace_without_session, time',
    settings: ONE_BY_ONE,
    // Those without a session would all be on one shard.
    shardBy: 'project, session_id, trace_id',
  },
  {
    name: 'replay_segments',
    columns: REPLAY_COLUMNS,
    // A segment sent twice has the same key.
    engine: 'ReplacingMergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, session_id, tab_id, seq',
    settings: 'index_granularity = 64, index_granularity_bytes = 1048576',
    shardBy: 'project, session_id',
  },
  {
    name: 'accepted_bodies',
    columns: ACCEPTED_BODY_COLUMNS,
    engine: 'MergeTree',
    // Read once, at the start of a server, the latest first.
    orderBy: 'received_at',
    ttl: `toDateTime(received_at) + INTERVAL ${REPEAT_LIMITS.otlp.milliseconds / 1000} SECOND`,
    shardBy: 'project, hash',
  },
];

/** Tables that an older server may have made without some of their columns. */
export const UPGRADED_TABLES: readonly Table[] = RECORD_TABLES.filter(
  ({ name }) => name === 'spans' || name === 'logs',
);
