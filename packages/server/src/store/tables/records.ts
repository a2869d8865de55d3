import { REPEAT_LIMITS } from '../../limits.ts';
import { BODY_HASH_BYTES } from '../../spool/bodyIdentity.ts';
import { type Columns, KIND_MAP, NIL_UUID, NO_TRACE, SPAN_ID, TEXT_MAP, TRACE_ID } from './columns.ts';
import type { Table } from './definitions.ts';

/**
 * The tables of what came in: spans, logs, replay segments. They are partitioned by the day of arrival, not by the
 * time a record claims: a sender chooses its times, and must not choose how many partitions there are.
 */

/** How many of something the source says that it left out. */
const DROPPED = 'UInt32 CODEC(ZSTD(1))';

/**
 * What a record takes from the resource and the scope that it was sent under: JSON objects (see `resource.ts`) which very many
 * records share, so each is kept once in a part's dictionary.
 */
export const RESOURCE_AND_SCOPE: Columns = {
  resource: 'LowCardinality(String) CODEC(ZSTD(1))',
  scope: 'LowCardinality(String) CODEC(ZSTD(1))',
};

export const SPAN_COLUMNS: Columns = {
  project: 'LowCardinality(String)',
  trace_id: TRACE_ID,
  span_id: SPAN_ID,
  parent_span_id: SPAN_ID,
  session_id: 'UUID',
  service: 'LowCardinality(String)',
  name: 'LowCardinality(String)',
  kind: 'UInt8',
  start: 'UInt64 CODEC(Delta, ZSTD(1))',
  duration: 'Int64 CODEC(T64, ZSTD(1))',
  status_code: 'UInt8',
  status_message: 'String CODEC(ZSTD(1))',
  trace_state: 'String CODEC(ZSTD(1))',
  flags: 'UInt32 CODEC(ZSTD(1))',
  attributes: `${TEXT_MAP} CODEC(ZSTD(1))`,
  attribute_kinds: `${KIND_MAP} CODEC(ZSTD(1))`,
  dropped_attributes: DROPPED,
  dropped_events: DROPPED,
  dropped_links: DROPPED,
  ...RESOURCE_AND_SCOPE,
  event_time: 'Array(UInt64) CODEC(ZSTD(1))',
  event_name: 'Array(LowCardinality(String))',
  event_attributes: `Array(${TEXT_MAP}) CODEC(ZSTD(1))`,
  event_attribute_kinds: `Array(${KIND_MAP}) CODEC(ZSTD(1))`,
  event_dropped_attributes: 'Array(UInt32) CODEC(ZSTD(1))',
  link_trace_id: `Array(${TRACE_ID}) CODEC(ZSTD(1))`,
  link_span_id: `Array(${SPAN_ID}) CODEC(ZSTD(1))`,
  link_trace_state: 'Array(String) CODEC(ZSTD(1))',
  link_flags: 'Array(UInt32) CODEC(ZSTD(1))',
  link_attributes: `Array(${TEXT_MAP}) CODEC(ZSTD(1))`,
  link_attribute_kinds: `Array(${KIND_MAP}) CODEC(ZSTD(1))`,
  link_dropped_attributes: 'Array(UInt32) CODEC(ZSTD(1))',
  received_at: "DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))",
};

export const LOG_COLUMNS: Columns = {
  id: 'UUID',
  project: 'LowCardinality(String)',
  session_id: 'UUID',
  trace_id: TRACE_ID,
  span_id: SPAN_ID,
  time: 'UInt64 CODEC(Delta, ZSTD(1))',
  observed: 'UInt64 CODEC(Delta, ZSTD(1))',
  severity_number: 'UInt8',
  severity_text: 'LowCardinality(String)',
  event_name: 'LowCardinality(String)',
  service: 'LowCardinality(String)',
  body: 'String CODEC(ZSTD(1))',
  body_kind: 'UInt8',
  flags: 'UInt32 CODEC(ZSTD(1))',
  attributes: `${TEXT_MAP} CODEC(ZSTD(1))`,
  attribute_kinds: `${KIND_MAP} CODEC(ZSTD(1))`,
  dropped_attributes: DROPPED,
  ...RESOURCE_AND_SCOPE,
  received_at: "DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))",
};

export const REPLAY_COLUMNS: Columns = {
  project: 'LowCardinality(String)',
  session_id: 'UUID',
  tab_id: 'UUID',
  seq: 'UInt32',
  from_ms: 'UInt64',
  to_ms: 'UInt64',
  sent_at_ms: 'UInt64',
  checkpoint: 'Bool',
  events: 'UInt32',
  clock_offset: 'Nullable(Float64)',
  clock_round_trip: 'Nullable(Float64)',
  data: 'String CODEC(ZSTD(3))',
  received_at: "DateTime64(3, 'UTC')",
};

/** Which OTLP bodies were stored lately. */
export const ACCEPTED_BODY_COLUMNS: Columns = {
  project: 'LowCardinality(String)',
  kind: 'LowCardinality(String)',
  hash: `FixedString(${BODY_HASH_BYTES})`,
  received_at: "DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))",
};

/** Search for an attribute's value reads only where it may be. */
const BY_VALUE = 'by_value mapValues(attributes) TYPE bloom_filter(0.01) GRANULARITY 1';

export const BY_DAY_OF_ARRIVAL = "toDate(received_at, 'UTC')";

export const RECORD_TABLES: readonly Table[] = [
  {
    name: 'spans',
    columns: SPAN_COLUMNS,
    indices: [BY_VALUE],
    // A span sent twice by a retrying exporter has the same key, and is merged into one.
    engine: 'ReplacingMergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, trace_id, start, span_id',
    shardBy: 'project, trace_id',
  },
  {
    name: 'logs',
    columns: LOG_COLUMNS,
    indices: [BY_VALUE],
    // A session view asks by session first; the logs of services that know no session are found by trace.
    computed: {
      trace_without_session: `${TRACE_ID} MATERIALIZED if(session_id = ${NIL_UUID}, trace_id, ${NO_TRACE})`,
    },
    engine: 'MergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, session_id, trace_without_session, time',
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
