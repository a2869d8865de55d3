import type { MarkdownBlock, MarkdownPiece } from './parseMarkdown.ts';

/** The text as Jira Data Center takes it (REST v2): wiki markup. */
export function toWikiMarkup(blocks: readonly MarkdownBlock[]): string {
  return blocks.map(textOf).join('\n\n');
}

function textOf(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'heading':
      return `h${block.level}. ${line(block.content)}`;
    case 'paragraph':
      return line(block.content);
    case 'list':
      return block.items.map((item) => `${block.isOrdered ? '#' : '*'} ${line(item)}`).join('\n');
    case 'code':
      return `{noformat}\n${block.text.replace(/\{(?=\s*noformat)/gi, '$&\u200b')}\n{noformat}`;
  }
}

const line = (pieces: readonly MarkdownPiece[]): string => pieces.map(pieceOf).join('');

function pieceOf({ text, mark, url }: MarkdownPiece): string {
  if (url) return `[${escaped(text)}|${url.replace(/[|\]\s]/g, encodeURIComponent)}]`;
  if (mark === 'strong') return `*${escaped(text)}*`;
  if (mark === 'emphasis') return `_${escaped(text)}_`;
  return mark === 'code' ? `{{${escaped(text)}}}` : escaped(text);
}

/** What begins markup anywhere is escaped; what does so at the beginning of a line, or makes a link of an address, is broken. */
function escaped(text: string): string {
  return text
    .replace(/[\\{}[\]*_+^~?|!-]/g, '\\$&')
    .replace(/(:)(\/\/)/g, '$1\u200b$2')
    .replace(/^(\s*)(h[1-6]\.|bq\.|#)/gim, '$1\u200b$2');
}
