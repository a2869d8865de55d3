import type { Engine, Parameters, RowsRead } from './engine.ts';

/** What may ask the engine, and no more. */
export interface Reader {
  query<Row>(sql: string, parameters?: Parameters): Promise<Row[]>;
}

/** A reader for one who waits for the answer: its queries end with `signal`, and what they read is added up in `read`. */
export interface CountingReader extends Reader {
  readonly read: RowsRead & { queries: number };
}

export function readerUntil(engine: Engine, signal: AbortSignal): CountingReader {
  const read = { queries: 0, rows: 0, bytes: 0 };
  const onRead = ({ rows, bytes }: RowsRead) => {
    read.queries += 1;
    read.rows += rows;
    read.bytes += bytes;
  };
  return { read, query: (sql, parameters = {}) => engine.query(sql, parameters, { signal, onRead }) };
}
