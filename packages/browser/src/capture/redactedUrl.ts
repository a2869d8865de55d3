import { redactText, redactUrl } from '@throughline/format';

/** Gives a URL as it may be recorded: without what `redactUrl` drops, and without card numbers and tokens in its path. */
export type RedactedUrl = (url: string) => string;

export function createRedactedUrl(allowedUrlParameters: readonly string[]): RedactedUrl {
  return (url) => redactText(redactUrl(url, allowedUrlParameters));
}
