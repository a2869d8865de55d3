import { INGEST_LIMITS } from '../../limits.ts';

/** Which records of an export are taken, while it is walked from its first record to its last. */
export class RecordRules {
  /** Records seen so far. */
  records = 0;
  #withoutIds = 0;
  #beyondLimit = 0;

  /** Whether the next record is taken; `hasIds` is false when the ids that it needs are missing or invalid. */
  take(hasIds: boolean): boolean {
    this.records++;
    if (this.records > INGEST_LIMITS.recordsARequest) this.#beyondLimit++;
    else if (!hasIds) this.#withoutIds++;
    else return true;
    return false;
  }

  get rejected(): number {
    return this.#withoutIds + this.#beyondLimit;
  }

  /** What is wrong with those that were not taken, in a sentence for the sender. */
  get reason(): string {
    const reasons = [
      this.#withoutIds > 0 && `${this.#withoutIds} without a valid trace id and span id`,
      this.#beyondLimit > 0 &&
        `${this.#beyondLimit} beyond the ${INGEST_LIMITS.recordsARequest} that one request may hold`,
    ];
    return `not stored: ${reasons.filter(Boolean).join(', ')}`;
  }
}
