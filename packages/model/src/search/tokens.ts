/** A piece of a search as it is written. Places are offsets into the text, in UTF-16 units. */
export interface SearchToken {
  start: number;
  end: number;
  isNegated: boolean;
  /** What stands before the colon; `undefined` for free text. */
  key: string | undefined;
  /** Whether the key was written with `@`: the name of an attribute, whatever it looks like. */
  isAttribute: boolean;
  /** Where the value begins; of free text, the token. */
  valueStart: number;
  /** Without its quotation marks. */
  value: string;
  isQuoted: boolean;
  /** Whether a quotation mark was opened and not closed. */
  isOpen: boolean;
}

/** `key:`, `-key:`, `@attribute:`; not the `https:` of an address. */
const KEY = /(-?)(@?)([A-Za-z_][\w.\-/[\]]*):(?!\/\/)/y;

/** Cuts a search at its spaces, but not within quotation marks. */
export function tokensOf(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] as string)) at += 1;
    else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function tokenAt(text: string, start: number): SearchToken {
  KEY.lastIndex = start;
  const [keyed = '', minus, at, key] = KEY.exec(text) ?? [];
  const valueStart = start + keyed.length;
  const value = valueAt(text, valueStart);
  return { start, isNegated: minus === '-', isAttribute: at === '@', key, valueStart, ...value };
}

function valueAt(text: string, start: number): Pick<SearchToken, 'value' | 'end' | 'isQuoted' | 'isOpen'> {
  if (text[start] !== '"') {
    const [value = ''] = /^\S*/.exec(text.slice(start)) ?? [];
    return { value, end: start + value.length, isQuoted: false, isOpen: false };
  }
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return { value, end: at + 1, isQuoted: true, isOpen: false };
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    value += text[at];
  }
  return { value, end: text.length, isQuoted: true, isOpen: true };
}
