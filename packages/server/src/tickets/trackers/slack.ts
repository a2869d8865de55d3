import type { IntegrationConfigurations } from '@throughline/format';
import { ask, jsonOf } from '../ask.ts';
import { within } from '../links.ts';
import { escapeSlack, toSlackText } from '../markdown/toSlackText.ts';
import { plainText } from '../plainText.ts';
import { TrackerError } from '../trackerError.ts';
import type { TicketToFile, Tracker } from './tracker.ts';

/** A message as Slack takes it, by either way. `text` is what notifications show. */
interface SlackMessage {
  text: string;
  blocks: object[];
}

/** Characters that Slack takes in a header, and in the text of a section. */
const HEADER_CHARACTERS = 150;
const SECTION_CHARACTERS = 3_000;

/** A channel of Slack, by a bot token (https://docs.slack.dev/reference/methods/chat.postMessage). */
export function slackTracker(
  { url, channel }: IntegrationConfigurations['slack'],
  token: string,
  signal: AbortSignal,
): Tracker {
  async function call<Answer>(method: string, body: object): Promise<Answer> {
    const answer = await ask({
      ...{ vendor: 'Slack', method: 'POST', url: within(url, method), body, secret: token, signal },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      saidIn: () => '',
    });
    // Slack answers errors with status 200.
    const { ok, error } = jsonOf<{ ok?: boolean; error?: string }>('Slack', answer);
    if (!ok) throw new TrackerError(meaningOf(error ?? ''), { isFinal: true });
    return JSON.parse(answer) as Answer;
  }
  return {
    async file(ticket) {
      const { channel: at, ts } = await call<{ channel: string; ts: string }>('chat.postMessage', {
        channel,
        unfurl_links: false,
        ...slackMessage(ticket),
      });
      return { key: ts, url: await permalink(at, ts) };
    },
    async test() {
      const { team, user } = await call<{ team: string; user: string }>('auth.test', {});
      return `Slack knows the token as ${plainText(user)} of ${plainText(team)}.`;
    },
  };

  /** Empty if Slack does not tell it: the message is there all the same. */
  async function permalink(at: string, ts: string): Promise<string> {
    const query = new URLSearchParams({ channel: at, message_ts: ts });
    try {
      const answer = await ask({
        ...{
          vendor: 'Slack',
          method: 'GET',
          url: `${within(url, 'chat.getPermalink')}?${query}`,
          secret: token,
        },
        ...{ headers: { authorization: `Bearer ${token}` }, saidIn: () => '', signal },
      });
      return jsonOf<{ permalink?: string }>('Slack', answer).permalink ?? '';
    } catch (error) {
      if (error instanceof TrackerError) return '';
      throw error;
    }
  }
}

/** A channel of Slack, by the address of an incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
export function slackWebhookTracker(address: string, signal: AbortSignal): Tracker {
  const post = (message: SlackMessage) =>
    ask({
      ...{
        vendor: 'Slack',
        method: 'POST',
        url: address,
        headers: {},
        body: message,
        secret: address,
        signal,
      },
      saidIn: (text) => text,
    });
  return {
    async file(ticket) {
      await post(slackMessage(ticket));
      return { key: '', url: '' };
    },
    async test() {
      const text = 'Throughline can post here.';
      await post({ text, blocks: [section(text)] });
      return 'Slack took a message.';
    },
  };
}

function slackMessage({ title, blocks, link }: TicketToFile): SlackMessage {
  return {
    text: escapeSlack(plainText(title)),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: plainText(title, HEADER_CHARACTERS - 1), emoji: false },
      },
      ...sectionsOf(blocks),
      section(`<${escapeSlack(link.url)}|${escapeSlack(link.title)}>`),
    ],
  };
}

/** As many blocks as one section takes: who wants to read on opens the replay. */
function sectionsOf(blocks: TicketToFile['blocks']): object[] {
  let text = '';
  for (const block of blocks) {
    const more = toSlackText([block]);
    if (text.length + more.length + 2 > SECTION_CHARACTERS) break;
    text += `${text && '\n\n'}${more}`;
  }
  return text === '' ? [] : [section(text)];
}

/** `verbatim`: no address and no name in it becomes a link or a mention by itself. */
const section = (text: string): object => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
});

const MEANINGS: Record<string, string> = {
  invalid_auth: 'Slack does not accept the token',
  not_authed: 'Slack does not accept the token',
  token_revoked: 'the token was revoked in Slack',
  account_inactive: 'the token belongs to nobody any more in Slack',
  missing_scope: 'the token lacks the scope chat:write',
  channel_not_found: 'Slack has no such channel, or the bot may not see it',
  not_in_channel: 'the bot is not in the channel; invite it',
  is_archived: 'the channel is archived',
};

function meaningOf(error: string): string {
  const code = plainText(error);
  const meaning = MEANINGS[error] ?? 'Slack did not take it';
  return code === '' ? meaning : `${meaning} (${code})`;
}
