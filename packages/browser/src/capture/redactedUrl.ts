import { redactText, redactUrl } from '@throughline/format';
import { truncate } from './text.ts';

/** Characters of a recorded URL; what is longer is content in disguise. */
const LONGEST_URL = 2_048;

/**
 * Gives a URL as it may be recorded: without what `redactUrl` drops, without card numbers and tokens in its path, and of
 * bounded length.
 */
export type RedactedUrl = (url: string) => string;

export function createRedactedUrl(allowedUrlParameters: readonly string[]): RedactedUrl {
  return (url) => truncate(redactText(redactUrl(url, allowedUrlParameters)), LONGEST_URL);
}
