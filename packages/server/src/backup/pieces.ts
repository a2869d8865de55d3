import { BACKUP_LIMITS } from '../limits.ts';

/** A part of a table, as ClickHouse keeps it on disk. */
export interface TablePart {
  name: string;
  rows: number;
  /** Uncompressed. */
  bytes: number;
}

/** Rows of a table that are carried together: of some parts, or of one from a row to a row (which it has no more). */
export interface Piece {
  parts: readonly string[];
  range?: { from: number; to: number };
}

/** Divides a table into pieces of about `most` bytes at most, uncompressed: large parts apart, small ones together. */
export function piecesOf(parts: readonly TablePart[], most: number = BACKUP_LIMITS.pieceBytes): Piece[] {
  const pieces: Piece[] = [];
  let together: string[] = [];
  let bytes = 0;
  const close = () => {
    if (together.length > 0) pieces.push({ parts: together });
    together = [];
    bytes = 0;
  };
  for (const part of parts) {
    if (part.bytes > most) {
      pieces.push(...rangesOf(part, most));
      continue;
    }
    if (bytes + part.bytes > most || together.length >= BACKUP_LIMITS.partsAPiece) close();
    together.push(part.name);
    bytes += part.bytes;
  }
  close();
  return pieces;
}

function rangesOf({ name, rows, bytes }: TablePart, most: number): Piece[] {
  const rowsEach = Math.max(1, Math.floor((rows * most) / bytes));
  const ranges: Piece[] = [];
  for (let from = 0; from < rows; from += rowsEach)
    ranges.push({ parts: [name], range: { from, to: Math.min(rows, from + rowsEach) } });
  return ranges;
}
