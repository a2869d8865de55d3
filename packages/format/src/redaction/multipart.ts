import { REDACTED } from './names.ts';
import type { RedactionRules } from './rules.ts';

/**
 * The body of a form with files (RFC 7578): fields by the rules of their names, of files only that there was one. Parts
 * may be cut off. Without the boundary nothing can be told apart, and nothing is shown.
 */
export function redactMultipart(text: string, contentType: string, rules: RedactionRules): string {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^\s;,"]{1,200}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) return REDACTED;
  return text
    .split(`--${mark}`)
    .map((part, index) => (index === 0 ? '' : redactPart(part, rules)))
    .join(`--${mark}`);
}

function redactPart(part: string, { isSecret, plain, nested }: RedactionRules): string {
  const blank = /\r?\n\r?\n/.exec(part);
  // The end mark, or headers that were cut off.
  if (!blank) return part.startsWith('--') ? '--\r\n' : '\r\n';
  const headers = part.slice(0, blank.index);
  const content = part.slice(blank.index + blank[0].length).replace(/\r?\n$/, '');
  const name = /\bname="([^"]*)"/i.exec(headers)?.[1] ?? '';
  let shown = nested(content);
  if (/\bfilename\*?=/i.test(headers)) shown = `[file, ${content.length} characters]`;
  else if (isSecret(name)) shown = REDACTED;
  return `${plain(headers)}${blank[0]}${shown}\r\n`;
}
