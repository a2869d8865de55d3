import type { MarkdownBlock, MarkdownPiece } from './parseMarkdown.ts';

/** The text as Slack takes it: mrkdwn (https://docs.slack.dev/messaging/formatting-message-text). */
export function toSlackText(blocks: readonly MarkdownBlock[]): string {
  return blocks.map(textOf).join('\n\n');
}

function textOf(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'heading':
      return `*${line(block.content.map(({ text }) => ({ text })))}*`;
    case 'paragraph':
      return line(block.content);
    case 'list':
      return block.items
        .map((item, index) => `${block.isOrdered ? `${index + 1}.` : '•'} ${line(item)}`)
        .join('\n');
    case 'code':
      return `\`\`\`\n${escapeSlack(block.text)}\n\`\`\``;
  }
}

const line = (pieces: readonly MarkdownPiece[]): string => pieces.map(pieceOf).join('');

function pieceOf({ text, mark, url }: MarkdownPiece): string {
  if (url) return `<${escapeSlack(url).replaceAll('|', '%7C')}|${escapeSlack(text).replaceAll('|', '¦')}>`;
  const sign = mark === undefined ? '' : { strong: '*', emphasis: '_', code: '`' }[mark];
  return `${sign}${escapeSlack(text)}${sign}`;
}

/**
 * Without the three characters that begin mentions and links; signs of formatting, which Slack cannot escape, stand behind a
 * character that is not seen, so that they are signs.
 */
export function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, '\u200b$&\u200b');
}
