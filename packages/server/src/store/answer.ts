import type { RowsRead } from './engine.ts';

/** The one format of ClickHouse in which names are not repeated a row and that says what the query read. */
export const ANSWER_FORMAT = 'JSONCompact';

interface Answer {
  meta: { name: string }[];
  data: unknown[][];
  statistics: { rows_read: number; bytes_read: number };
}

/** The rows of an answer in `ANSWER_FORMAT` as objects by column name, and what the query read. */
export function readAnswer<Row>(text: string): { rows: Row[]; read: RowsRead } {
  const { meta, data, statistics } = JSON.parse(text) as Answer;
  return {
    rows: data.map(
      (values) => Object.fromEntries(meta.map(({ name }, index) => [name, values[index]])) as Row,
    ),
    read: { rows: statistics.rows_read, bytes: statistics.bytes_read },
  };
}
