import type { RedactionOptions } from './payload.ts';
import { plainRules, secretNames } from './rules.ts';

/** What is hidden in values that are no payload: log lines and their fields, statements, messages of errors. */
export interface FreeTextRedaction {
  /** Whether what stands under this name is hidden. */
  isSecret(name: string): boolean;
  /** Whether any rule may apply, cheaply: a text of which this is not true stays as it is. */
  mayHoldSecret(text: string): boolean;
  /** Free text without what gives itself away, and without values under a secret name. */
  text(text: string): string;
}

/**
 * Every rule needs one of these: `:` or `=` after a name, `@` or `://` in a URL or an address, thirteen digits, the beginning of
 * a JSON Web Token, of credentials, of a private key, or a word as long as the shortest known token. Most texts of a back
 * end (paths, host names, methods) have none, and there are a dozen of them in every span.
 */
const MAY_HOLD_SECRET =
  /[:=@]|[\w-]{12}|\d(?:[ \u00a0-]?\d){12}|eyJ|\b(?:bearer|basic)\s|PRIVATE KEY|hooks\.slack|ya29\.|SG\./i;

/** Makes the rules for free text out of what an application says of redaction. Make one and keep it. */
export function createFreeTextRedaction(
  options: Pick<RedactionOptions, 'sensitiveNames' | 'emails'> = {},
): FreeTextRedaction {
  const isSecret = secretNames(options.sensitiveNames ?? []);
  const plain = plainRules(isSecret, options.emails ?? false);
  const mayHoldSecret = (text: string) => MAY_HOLD_SECRET.test(text);
  return { isSecret, mayHoldSecret, text: (text) => (mayHoldSecret(text) ? plain(text) : text) };
}
