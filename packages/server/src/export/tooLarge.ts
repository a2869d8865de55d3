import { EXPORT_LIMITS } from '../limits.ts';

/** A session has more than one file may hold. The message is for people. */
export class ExportTooLarge extends Error {}

const MEBIBYTE = 1024 * 1024;

/** Counts what goes into a file; throws `ExportTooLarge` once it is too much. */
export class RecordBudget {
  #bytes = 0;

  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > EXPORT_LIMITS.recordBytes)
      throw new ExportTooLarge(
        `the records of this session have more than the ${EXPORT_LIMITS.recordBytes / MEBIBYTE} MiB that one file may hold; read them in pages by the API`,
      );
  }
}

/** Throws `ExportTooLarge` if a recording of `bytes` does not go into a file that may hold `most`. */
export function checkRecording(bytes: number, most: number): void {
  if (bytes > most)
    throw new ExportTooLarge(
      `the recording of this session has ${Math.ceil(bytes / MEBIBYTE)} MiB, and such a file may hold ${most / MEBIBYTE} MiB; read its segments one by one by the API`,
    );
}
