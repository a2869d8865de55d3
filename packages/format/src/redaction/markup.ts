import { REDACTED } from './names.ts';
import type { RedactionRules } from './rules.ts';

/** A tag that opens, or is cut off. Attributes may hold `>` in quotes. */
const TAG = /<([\p{L}_][\p{L}\d_:.-]{0,100})((?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^>"'])*)(?:>|$)/gu;
const ATTRIBUTE = /([\p{L}_][\p{L}\d_:.-]{0,100})(\s{0,9}=\s{0,9})("[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'>]+)/gu;
/** Attributes that say what a tag's value is of: `<input name="password" value="…">`. */
const NAMING = /^(?:name|id|type|key|property)$/i;
const VALUE = /^(?:value|content)$/i;
/** Tags of HTML that hold nothing. */
const VOID = /^(?:input|meta|link|img|br|hr|source)$/i;

/**
 * XML or HTML without the contents of tags whose name, or whose attribute `name`, `id`, `type`, `key` or `property`, is a
 * secret's, without such attributes' values, and without secrets in other text. It may be cut off anywhere.
 */
export function redactMarkup(text: string, { isSecret, plain }: RedactionRules): string {
  let shown = '';
  let copied = 0;
  for (const match of text.matchAll(TAG)) {
    if (match.index < copied) continue;
    const [tag, name = '', attributes = ''] = match;
    const localName = name.slice(name.indexOf(':') + 1);
    // Of a tag that was cut off the name may be missing.
    let hidesValue = isSecret(localName) || !tag.endsWith('>');
    for (const [, attribute = '', , value = ''] of attributes.matchAll(ATTRIBUTE))
      if (NAMING.test(attribute) && isSecret(unquote(value))) hidesValue = true;
    const shownAttributes = attributes.replace(
      ATTRIBUTE,
      (given, attribute: string, equals: string, value: string) =>
        isSecret(attribute) || (hidesValue && VALUE.test(attribute))
          ? `${attribute}${equals}"${REDACTED}"`
          : withQuotes(given, value, plain(unquote(value))),
    );
    const end = match.index + tag.length;
    const mark = tag.slice(1 + name.length + attributes.length);
    shown += `${plain(text.slice(copied, match.index))}<${name}${shownAttributes}${mark}`;
    copied = end;
    if (!hidesValue || tag.endsWith('/>') || VOID.test(name)) continue;
    const closing = text.indexOf(`</${name}`, end);
    shown += REDACTED;
    copied = closing < 0 ? text.length : closing;
  }
  return shown + plain(text.slice(copied));
}

function unquote(value: string): string {
  return /^["']/.test(value) ? value.slice(1).replace(new RegExp(`${value[0]}$`), '') : value;
}

function withQuotes(given: string, value: string, redacted: string): string {
  return unquote(value) === redacted ? given : given.replace(value, () => `"${redacted}"`);
}
