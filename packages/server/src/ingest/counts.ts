import type { OtlpSignal } from './otlp/status.ts';

/** What is taken in: segments of browsers, and OTLP. */
export const INGEST_KINDS = ['segments', 'traces', 'logs', 'metrics'] as const;
export type IngestKind = 'segments' | OtlpSignal;

/** Of one kind, since the server started. */
export interface TakenCounts {
  bodies: number;
  /** Bytes as they were sent. */
  bytes: number;
  /** Spans or log records in OTLP bodies. Those in segments are not counted here. */
  records: number;
  /** Records that were answered with a partial success. */
  rejectedRecords: number;
  /** Bodies that had been taken before; acknowledged, and not stored again. They count in no other figure. */
  repeatedBodies: number;
}

/** Counts what ingest took and what it refused. */
export class IngestCounts {
  readonly taken: Record<IngestKind, TakenCounts> = {
    segments: none(),
    traces: none(),
    logs: none(),
    metrics: none(),
  };
  readonly #refused = new Map<string, { kind: IngestKind; status: number; count: number }>();

  take(kind: IngestKind, bytes: number, records = 0, rejectedRecords = 0): void {
    const counts = this.taken[kind];
    counts.bodies++;
    counts.bytes += bytes;
    counts.records += records;
    counts.rejectedRecords += rejectedRecords;
  }

  /** Counts a body that was sent again. */
  repeat(kind: IngestKind): void {
    this.taken[kind].repeatedBodies++;
  }

  /** Counts a refusal by its HTTP status, over gRPC too. */
  refuse(kind: IngestKind, status: number): void {
    const key = `${kind} ${status}`;
    const entry = this.#refused.get(key) ?? { kind, status, count: 0 };
    entry.count++;
    this.#refused.set(key, entry);
  }

  get refused(): { kind: IngestKind; status: number; count: number }[] {
    return [...this.#refused.values()];
  }
}

function none(): TakenCounts {
  return { bodies: 0, bytes: 0, records: 0, rejectedRecords: 0, repeatedBodies: 0 };
}
