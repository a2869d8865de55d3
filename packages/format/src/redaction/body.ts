import { PAYLOAD_LIMITS } from './bounds.ts';
import { redactForm } from './form.ts';
import { redactJson } from './json.ts';
import { redactMarkup } from './markup.ts';
import { redactMultipart } from './multipart.ts';
import type { RedactionRules } from './rules.ts';

const TEXTUAL =
  /^(?:text\/(?!event-stream)|multipart\/form-data|application\/(?:[\w.+-]*(?:json|xml|javascript|ecmascript|graphql|yaml|csv)\b|x-www-form-urlencoded))|^[\w.+-]+\/[\w.+-]+\+(?:json|xml|yaml)\b/i;

/**
 * Whether a body of this content type is text that may be stored. Images, archives and other binary types are not, nor is
 * `text/event-stream`, which has no end.
 */
export function isTextual(contentType: string): boolean {
  return TEXTUAL.test(contentType.trim());
}

/** `text` by the rules of the notation that its content type names, or that it is written in. */
export function redactBody(
  text: string,
  contentType: string,
  isSecret: (name: string) => boolean,
  plain: (text: string) => string,
): string {
  const rulesAt = (depth: number): RedactionRules => ({
    isSecret,
    plain,
    nested: depth === 0 ? plain : (inner) => byNotation(inner, rulesAt(depth - 1)),
  });
  const rules = rulesAt(PAYLOAD_LIMITS.nesting);
  if (/x-www-form-urlencoded/i.test(contentType)) return redactForm(text, rules);
  if (/multipart\/form-data/i.test(contentType)) return redactMultipart(text, contentType, rules);
  if (/json/i.test(contentType)) return redactJson(text, rules);
  return byNotation(text, rules);
}

/** A form of one field, as far as the whole text can be one: no address, no sentence. */
const ONE_FIELD = /^[^\s=&/:]{1,100}=\S*$/;
/** A multipart body shows its boundary. */
const MULTIPART = /^\s*--([^\s"]{1,200})\r?\ncontent-/i;

function byNotation(text: string, rules: RedactionRules): string {
  const [first] = /\S/.exec(text) ?? [];
  if (first === '{' || first === '[') return redactJson(text, rules);
  if (first === '<') return redactMarkup(text, rules);
  if (text.includes('&') && /^[^\s=&]{1,100}=[^\s&]*&/.test(text)) return redactForm(text, rules);
  if (ONE_FIELD.test(text)) return redactForm(text, rules);
  const boundary = MULTIPART.exec(text)?.[1];
  return boundary ? redactMultipart(text, `; boundary="${boundary}"`, rules) : rules.plain(text);
}
