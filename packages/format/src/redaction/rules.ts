import { isSensitiveName } from './names.ts';
import { redactCardNumbers, redactNamedValues, redactTokens } from './text.ts';
import { redactEmails, redactKnownTokens } from './tokens.ts';

/** What the rules for one notation ask. */
export interface RedactionRules {
  /** Whether what stands under this name is hidden. */
  isSecret(name: string): boolean;
  /** Free text without what gives itself away. */
  plain(text: string): string;
  /** A value that may be a text in another notation (JSON in JSON, JSON in a form), redacted by that one's rules. */
  nested(text: string): string;
}

/** Names that hold secrets in payloads, beside those that do anywhere; letters and digits only. */
const PAYLOAD_NAMES = new Set([
  'accountnumber',
  'clientassertion',
  'codeverifier',
  'connectsid',
  'csrf',
  'iban',
  'jsessionid',
  'jwt',
  'otp',
  'pan',
  'passcode',
  'passportnumber',
  'phpsessid',
  'pw',
  'routingnumber',
  'samlresponse',
  'sid',
  'signature',
  'socialsecuritynumber',
  'totp',
  'xsrf',
]);

const lettersOf = (name: string) => name.toLowerCase().replace(/[^\p{L}\d]/gu, '');

/** `further` are names of the application's own; letter case and punctuation do not matter. */
export function secretNames(further: readonly string[]): (name: string) => boolean {
  const own = new Set(further.map(lettersOf));
  const isSecret = (name: string) => {
    const letters = lettersOf(name);
    return isSensitiveName(name) || PAYLOAD_NAMES.has(letters) || own.has(letters);
  };
  // A body has few names, many times.
  const known = new Map<string, boolean>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      // `user[pin]` and `card.pin` are paths; each step of one is a name.
      answer = isSecret(name) || name.split(/[[\].:]+/).some(isSecret);
      if (known.size < MOST_KNOWN_NAMES) known.set(name, answer);
    }
    return answer;
  };
}

/** Names whose answer is remembered; beyond that a body's names are data. */
const MOST_KNOWN_NAMES = 1_000;
/** Below this no value under a name fits (`cvc=123`), and below that no token or card number. */
const SHORTEST_NAMED = 7;
const SHORTEST_TOKEN = 12;
/** Every card number and token has one of these; to ask once is cheaper than to try each rule. */
const TOKEN_HINT =
  /\d(?:[ \u00a0-]?\d){12}|[a-z]_\w{8}|(?:glpat|xox.|sk)-|-----BEGIN|:\/\/|eyJ|A[KS]IA|AIza|ya29|SG\.|slack|bearer|basic/i;

export function plainRules(isSecret: (name: string) => boolean, emails: boolean): (text: string) => string {
  return (text) => {
    let shown = text;
    if (text.length >= SHORTEST_TOKEN && TOKEN_HINT.test(text))
      shown = redactTokens(redactKnownTokens(redactCardNumbers(text)));
    if (text.length >= SHORTEST_NAMED && /[:=]/.test(shown)) shown = redactNamedValues(shown, isSecret);
    return emails ? redactEmails(shown) : shown;
  };
}
