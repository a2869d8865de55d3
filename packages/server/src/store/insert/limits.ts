const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/**
 * Bounds of what one record may hold in the tables. What is longer is cut and marked, what is more is left out and
 * counted in the record's own dropped counts; a record is never rejected for it.
 */
export const RECORD_LIMITS = {
  /** Attributes of a span, log record, event, link, scope or resource. SDKs stop at 128; collectors add a few. */
  attributes: 1024,
  /** Events of a span, and links of a span, by the same rule. */
  events: 1024,
  links: 1024,
  /** One attribute's value, bytes. A long stack trace has about 20 KiB, a generated SQL statement seldom more. */
  valueBytes: 64 * KIBIBYTE,
  /** One attribute's name, bytes. Names are kept in dictionaries, which are meant for short ones. */
  nameBytes: 1 * KIBIBYTE,
  /** The body of a log record, bytes. */
  bodyBytes: 1 * MEBIBYTE,
} as const;
