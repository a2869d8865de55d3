import type { AlertItem, AlertMessage } from '@throughline/format';
import type { DestinationAccess } from './access.ts';
import { postJson } from './post.ts';

/** Sends a message to an incoming webhook of Slack, or of what understands the same. Throws `DeliveryError`. */
export async function sendSlack(
  { url }: Extract<DestinationAccess, { kind: 'slack' }>,
  { message, signal }: { message: AlertMessage; signal: AbortSignal },
): Promise<void> {
  await postJson(url, JSON.stringify(slackPayload(message)), {}, signal);
}

/** Most characters of a header block. */
const HEADER_CHARACTERS = 150;

/**
 * The message in Block Kit. What was recorded stands in `plain_text`, which is never markup; only addresses that we made stand in
 * `mrkdwn`. `text`, which notifications show, is `mrkdwn` too, so there it is escaped.
 */
export function slackPayload(message: AlertMessage) {
  const { title, rule, items, count, url } = message;
  const more = count - items.length;
  return {
    text: escapeMarkup(title),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(cut(title)) },
      ...items.flatMap(blocksOf),
      {
        type: 'context',
        elements: [
          ...(more > 0 ? [plain(`and ${more} more`)] : []),
          plain(`Alert rule: ${rule.name}`),
          { type: 'mrkdwn', text: link(url, 'All alerts'), verbatim: true },
        ],
      },
    ],
  };
}

function blocksOf({ kind, title, detail, url, replayUrl }: AlertItem) {
  const links = [
    ...(replayUrl === undefined ? [] : [link(replayUrl, 'Watch the replay')]),
    ...(kind === 'issue' ? [link(url, 'Open the issue')] : []),
  ];
  return [
    { type: 'section', text: plain(detail === '' ? title : `${title}\n${detail}`) },
    { type: 'context', elements: [{ type: 'mrkdwn', text: links.join(' · '), verbatim: true }] },
  ];
}

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const link = (url: string, label: string) => `<${escapeMarkup(url).replaceAll('|', '%7C')}|${label}>`;

/** The three characters that Slack's markup gives a meaning to. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string): string {
  if (text.length <= HEADER_CHARACTERS) return text;
  // Not in the middle of a character of two units.
  return `${text.slice(0, HEADER_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
