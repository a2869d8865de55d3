const TOKEN = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/g;
const FORM = /^[^\s=&]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)*$/;

/**
 * A body as people read it: JSON indented, a form one field a line; anything else as it is. Nothing is parsed: numbers keep
 * their digits, and what was cut off is shown as far as it goes.
 */
export function indentBody(body: string): string {
  const text = body.trim();
  if (/^[{[]/.test(text)) return indentJson(text);
  if (FORM.test(text)) return text.split('&').map(formField).join('\n');
  return body;
}

function indentJson(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  let shown = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1] ?? '';
    if (token === '{' || token === '[') {
      if (next === '}' || next === ']') {
        shown += token;
        continue;
      }
      depth += 1;
      shown += token + line();
    } else if (token === '}' || token === ']') {
      const isEmpty = /[[{]$/.test(shown);
      if (!isEmpty) depth = Math.max(0, depth - 1);
      shown += isEmpty ? token : line() + token;
      // Another value follows: lines of JSON.
      if (depth === 0 && next !== '') shown += '\n';
    } else if (token === ',') shown += token + line();
    else shown += token === ':' ? ': ' : token;
  }
  return shown;
}

function formField(field: string): string {
  const equals = field.indexOf('=');
  return `${decode(field.slice(0, equals))} = ${decode(field.slice(equals + 1))}`;
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return encoded;
  }
}
