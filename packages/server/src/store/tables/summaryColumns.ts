import { ATTRIBUTES } from '@throughline/format';
import { resourceText } from './resource.ts';

/** Column types, settings and expressions that several summary tables share. */

/**
 * Widest distance between a record's own time and the server's clock for its time to count in a session's first and
 * last moment, nanoseconds. A week covers an upload from a laptop that slept; a clock set to 1970 does not count.
 */
const BELIEVED_SKEW = `toUInt64(${7 * 24 * 3600}) * 1000000000`;

/** SQL for a record's time, or when it arrived if that cannot be believed. */
export function believed(time: string): string {
  const received = 'toUInt64(toUnixTimestamp64Nano(received_at))';
  return `if(${time} > ${received} + ${BELIEVED_SKEW} OR ${time} < ${received} - ${BELIEVED_SKEW}, ${received}, ${time})`;
}

export const FROM_BROWSER = `${resourceText(ATTRIBUTES.telemetrySdkLanguage)} = 'webjs'`;

export const PROJECT = 'LowCardinality(String)';
export const TIME = "DateTime64(3, 'UTC')";
/** Times of rows that stand in no order of time: the bits in which they differ, and no others, are kept. */
const TIMES = 'CODEC(T64, ZSTD(1))';

export const sum = 'SimpleAggregateFunction(sum, UInt64)';
export const least = `SimpleAggregateFunction(min, UInt64) ${TIMES}`;
export const greatest = `SimpleAggregateFunction(max, UInt64) ${TIMES}`;

/** When the records arrived: columns, and what a view selects for them. */
export const ARRIVAL = {
  received_first: `SimpleAggregateFunction(min, ${TIME}) ${TIMES}`,
  received_last: `SimpleAggregateFunction(max, ${TIME}) ${TIMES}`,
};
export const ARRIVED = 'min(received_at) AS received_first, max(received_at) AS received_last';

/**
 * In a part with all columns in one file each granule of each column is compressed by itself: short granules then take twice
 * the bytes, and several times as long to read. So only what one spool file makes is kept like that.
 */
const WIDE_SOON = `min_bytes_for_wide_part = ${1024 ** 2}`;
/** Rows are found one by one, at random places: the fewer are read along with each, the better. */
export const FINE = `index_granularity = 128, ${WIDE_SOON}`;
/** Of a session with thousands of traces, each is looked up. */
export const FINEST = `index_granularity = 32, ${WIDE_SOON}`;

export const hourOf = (time: string) => `toStartOfHour(fromUnixTimestamp64Nano(toInt64(${time}), 'UTC'))`;
