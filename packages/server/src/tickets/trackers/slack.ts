import { setTimeout } from 'node:timers/promises';
import type { IntegrationConfigurations } from '@throughline/format';
import { ask, jsonOf } from '../ask.ts';
import { within } from '../links.ts';
import { escapeSlack, toSlackText } from '../markdown/toSlackText.ts';
import { plainText } from '../plainText.ts';
import { TrackerError } from '../trackerError.ts';
import { problemOf } from './problemOf.ts';
import type { TicketPicture, TicketToFile, Tracker } from './tracker.ts';

/** A message as Slack takes it, by either way. `text` is what notifications show. */
interface SlackMessage {
  text: string;
  blocks: object[];
}

/** A message that Slack has. */
interface Posted {
  channel: string;
  /** Its time, by which Slack knows it. */
  ts: string;
}

/** Between attempts to show a picture that has just come, milliseconds. */
const IMAGE_WAITS_MS = [500, 1_000, 2_000] as const;

const isImage = (block: object): boolean => 'slack_file' in block;

/** What Slack refused, by its code. */
class SlackError extends TrackerError {
  readonly code: string;

  constructor(method: string, code: string) {
    super(meaningOf(code, method), { isFinal: true });
    this.code = code;
  }
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
    const json = { 'content-type': 'application/json; charset=utf-8' };
    const answer = await ask({
      ...{ vendor: 'Slack', method: 'POST', url: within(url, method), body, secret: token, signal },
      headers: { authorization: `Bearer ${token}`, ...(!(body instanceof URLSearchParams) && json) },
      saidIn: () => '',
    });
    // Slack answers errors with status 200.
    const { ok, error } = jsonOf<{ ok?: boolean; error?: string }>('Slack', answer);
    if (!ok) throw new SlackError(method, error ?? '');
    return JSON.parse(answer) as Answer;
  }
  return {
    async file(ticket) {
      let image: object | undefined;
      const problem = await problemOf('the picture', async () => {
        if (ticket.picture) image = await upload(ticket.picture);
      });
      const posted = await post(slackMessage(ticket, image));
      const { channel: at, ts, isWithoutImage } = posted;
      const told = isWithoutImage ? 'the picture could not be added to it: Slack did not show it' : problem;
      return { key: ts, url: await permalink(at, ts), ...(told !== undefined && { problem: told }) };
    },
    async test() {
      const { team, user } = await call<{ team: string; user: string }>('auth.test', {});
      return `Slack knows the token as ${plainText(user)} of ${plainText(team)}.`;
    },
  };

  /** The block that shows the file (https://docs.slack.dev/messaging/working-with-files). It is for the channel alone. */
  async function upload({ name, alternative, png }: TicketPicture): Promise<object> {
    const { upload_url, file_id } = await call<{ upload_url: string; file_id: string }>(
      'files.getUploadURLExternal',
      new URLSearchParams({ filename: name, length: String(png.byteLength), alt_txt: alternative }),
    );
    const headers = { 'content-type': 'application/octet-stream' };
    const question = { vendor: 'Slack', method: 'POST', url: upload_url, headers, body: png } as const;
    await ask({ ...question, secret: token, saidIn: () => '', signal });
    await call('files.completeUploadExternal', { files: [{ id: file_id, title: alternative }] });
    return { type: 'image', slack_file: { id: file_id }, alt_text: alternative };
  }

  /** Slack takes some time until a file that came may be shown; a message must not wait for it for ever. */
  async function post(message: SlackMessage): Promise<Posted & { isWithoutImage: boolean }> {
    const send = (blocks: object[]) =>
      call<Posted>('chat.postMessage', { channel, unfurl_links: false, ...message, blocks });
    const others = message.blocks.filter((block) => !isImage(block));
    for (const wait of others.length < message.blocks.length ? IMAGE_WAITS_MS : [])
      try {
        return { ...(await send(message.blocks)), isWithoutImage: false };
      } catch (error) {
        if (!(error instanceof SlackError && error.code === 'invalid_blocks')) throw error;
        await setTimeout(wait, undefined, { signal });
      }
    return { ...(await send(others)), isWithoutImage: others.length < message.blocks.length };
  }

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

function slackMessage({ title, blocks, link }: TicketToFile, image?: object): SlackMessage {
  return {
    text: escapeSlack(plainText(title)),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: plainText(title, HEADER_CHARACTERS - 1), emoji: false },
      },
      ...sectionsOf(blocks),
      ...(image ? [image] : []),
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
  channel_not_found: 'Slack has no such channel, or the bot may not see it',
  not_in_channel: 'the bot is not in the channel; invite it',
  is_archived: 'the channel is archived',
};

function meaningOf(error: string, method: string): string {
  const code = plainText(error);
  const scope = method.startsWith('files.') ? 'files:write' : 'chat:write';
  const meaning =
    error === 'missing_scope'
      ? `the token lacks the scope ${scope}`
      : (MEANINGS[error] ?? 'Slack did not take it');
  return code === '' ? meaning : `${meaning} (${code})`;
}
