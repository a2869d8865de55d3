/** A piece of a line. */
export interface MarkdownPiece {
  text: string;
  mark?: 'strong' | 'emphasis' | 'code';
  /** http or https: any other address stays text. */
  url?: string;
}

export type MarkdownBlock =
  | { kind: 'heading'; level: number; content: MarkdownPiece[] }
  | { kind: 'paragraph'; content: MarkdownPiece[] }
  | { kind: 'list'; isOrdered: boolean; items: MarkdownPiece[][] }
  | { kind: 'code'; text: string };

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const ITEM = /^\s*(?:([-*+])|\d{1,9}[.)])\s+(.*)$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The part of CommonMark (https://spec.commonmark.org) that tickets are written in: headings, paragraphs, flat lists, fenced code;
 * strong, emphasis, code and links in them; escapes by backslash. What is more is text. Takes time in proportion to its length.
 */
export function parseMarkdown(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const lines = text.split(/\r\n?|\n/);
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', content: parsePieces(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    if (fence || heading || item || line.trim() === '') endParagraph();
    if (fence) {
      const end = lines.findIndex((other, index) => index > at && other.trim().startsWith(fence));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last;
    } else if (heading)
      blocks.push({
        kind: 'heading',
        level: heading[1]?.length ?? 1,
        content: parsePieces(heading[2] ?? ''),
      });
    else if (item) addItem(blocks, item[1] === undefined, parsePieces(item[2] ?? ''));
    else if (line.trim() !== '') paragraph.push(line.trim());
  }
  endParagraph();
  return blocks;
}

function addItem(blocks: MarkdownBlock[], isOrdered: boolean, item: MarkdownPiece[]): void {
  const last = blocks.at(-1);
  if (last?.kind === 'list' && last.isOrdered === isOrdered) last.items.push(item);
  else blocks.push({ kind: 'list', isOrdered, items: [item] });
}

/** Each is looked for where it can begin only; a label has no bracket, a mark no further mark in it. */
const SYNTAX: readonly { pattern: RegExp; read: (found: RegExpExecArray) => MarkdownPiece | undefined }[] = [
  { pattern: /\\([!-/:-@[-`{-~])/y, read: ([, character = '']) => ({ text: character }) },
  {
    pattern: /(`+)(?!`)([^\n]{1,1000}?)(?<!`)\1(?!`)/y,
    read: ([, , code = '']) => ({ text: code.trim(), mark: 'code' }),
  },
  {
    pattern: /\[((?:\\.|[^[\]\\]){1,1000})\]\(([^()\s]{1,2000})\)/y,
    read: ([, label = '', url = '']) => (isWeb(url) ? { text: unescaped(unmarked(label)), url } : undefined),
  },
  { pattern: /<(https?:\/\/[^<>\s]{1,2000})>/y, read: ([, url = '']) => webPiece(url) },
  {
    pattern: /https?:\/\/[^\s<>()[\]"'`*\\]{1,2000}/y,
    read: ([url]) => webPiece(url.replace(/[.,;:!?]+$/, '')),
  },
  { pattern: /\*\*(?=\S)((?:\\.|[^*\\]){1,1000})\*\*/y, read: ([, text = '']) => strongPiece(text) },
  {
    pattern: /\*(?=[^\s*])((?:\\.|[^*\\]){1,1000})\*/y,
    read: ([, text = '']) => ({ text: unescaped(text), mark: 'emphasis' }),
  },
  {
    pattern: /(?<!\w)_(?=\S)((?:\\.|[^_\\]){1,1000})_(?!\w)/y,
    read: ([, text = '']) => ({ text: unescaped(text), mark: 'emphasis' }),
  },
];
const BEGINS = /[\\`[<h*_]/;

function parsePieces(text: string): MarkdownPiece[] {
  const pieces: MarkdownPiece[] = [];
  const add = (piece: MarkdownPiece) => {
    const last = pieces.at(-1);
    if (last && !last.mark && !last.url && !piece.mark && !piece.url) last.text += piece.text;
    else if (piece.text !== '') pieces.push({ ...piece });
  };
  for (let at = 0; at < text.length; ) {
    const found = BEGINS.test(text.charAt(at)) ? readAt(text, at) : undefined;
    add(found?.piece ?? { text: text.charAt(at) });
    at += found?.length ?? 1;
  }
  return pieces;
}

function readAt(text: string, at: number): { piece: MarkdownPiece; length: number } | undefined {
  for (const { pattern, read } of SYNTAX) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const piece = found ? read(found) : undefined;
    // A bare address ends before the dot behind it.
    if (found && piece)
      return { piece, length: found[0].startsWith('http') ? piece.text.length : found[0].length };
  }
  return undefined;
}

/** A link may be all that is strong. */
function strongPiece(text: string): MarkdownPiece {
  const [only, ...more] = parsePieces(text);
  return only?.url && more.length === 0 ? only : { text: unescaped(text), mark: 'strong' };
}

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);
const webPiece = (url: string): MarkdownPiece | undefined => (isWeb(url) ? { text: url, url } : undefined);
const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
const unmarked = (text: string): string => text.replace(/^\*\*((?:\\.|[^*\\])*)\*\*$/, '$1');
