import { REDACTED } from './names.ts';

/**
 * Credentials that give themselves away by how their issuers write them: private keys (PEM), AWS, Stripe, GitHub, GitLab,
 * Slack, Google, npm, SendGrid, OpenAI and Anthropic. Every repetition is bounded or ends at a mark that cannot repeat
 * within it, so that hostile text costs little.
 */
const KNOWN_TOKENS = new RegExp(
  [
    '-----BEGIN [A-Z ]{0,40}PRIVATE KEY[\\s\\S]*?(?:-----END [A-Z ]{0,40}-----|$)',
    '\\b(?:AKIA|ASIA)[\\dA-Z]{16}\\b',
    '\\b(?:[rs]k_(?:live|test)|whsec|gh[oprsu]|github_pat|npm)_\\w{8,}',
    '\\b(?:glpat|xox[a-z]|sk)-[\\w-]{12,}',
    '\\bhooks\\.slack\\.com/[\\w/]+',
    '\\b(?:AIza|ya29\\.)[\\w-]{20,}',
    '\\bSG\\.[\\w-]{16,99}\\.[\\w-]{16,}',
  ].join('|'),
  'g',
);

/** RFC 3986, section 3.2.1: user name and password in front of a host. */
const CREDENTIALS_IN_URL = /\b([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#@"']{1,200}@/gi;

export function redactKnownTokens(text: string): string {
  return text.replace(KNOWN_TOKENS, REDACTED).replace(CREDENTIALS_IN_URL, `$1${REDACTED}@`);
}

/** As long as RFC 5321 lets an address be; a bound, so that a long word costs little. */
const EMAIL = /[\p{L}\d.!#$&*+=_~%'-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/gu;

export function redactEmails(text: string): string {
  return text.includes('@') ? text.replace(EMAIL, REDACTED) : text;
}
