import type { AdfNode } from '../atlassianDocument.ts';
import type { MarkdownBlock, MarkdownPiece } from './parseMarkdown.ts';

/** The text as Jira Cloud takes it (REST v3): Atlassian Document Format, version 1. */
export function toAtlassianDocument(blocks: readonly MarkdownBlock[]): object {
  return { type: 'doc', version: 1, content: blocks.map(nodeOf) };
}

function nodeOf(block: MarkdownBlock): AdfNode {
  switch (block.kind) {
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: textsOf(block.content) };
    case 'paragraph':
      return paragraph(block.content);
    case 'list':
      return {
        type: block.isOrdered ? 'orderedList' : 'bulletList',
        content: block.items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
      };
    case 'code':
      // A text node may not be empty.
      return { type: 'codeBlock', content: block.text === '' ? [] : [{ type: 'text', text: block.text }] };
  }
}

const paragraph = (content: readonly MarkdownPiece[]): AdfNode => ({
  type: 'paragraph',
  content: textsOf(content),
});

function textsOf(pieces: readonly MarkdownPiece[]): AdfNode[] {
  return pieces.map(({ text, mark, url }) => ({
    type: 'text',
    text,
    ...(url && { marks: [{ type: 'link', attrs: { href: url } }] }),
    ...(mark && { marks: [{ type: MARKS[mark] }] }),
  }));
}

const MARKS = { strong: 'strong', emphasis: 'em', code: 'code' } as const;
