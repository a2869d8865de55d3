import {
  type AskedRequest,
  type FakeAnswer,
  type FakeVendor,
  jsonBody,
  startFakeVendor,
} from './fakeVendor.ts';

/** For tests: a fake Slack, by the published Web API (https://docs.slack.dev/reference/methods) and its incoming webhooks. */
export interface FakeSlack extends FakeVendor {
  messages: { channel: string; text: string; blocks: object[] }[];
  /** Of the incoming webhook. */
  webhookUrl: string;
}

const WEBHOOK_PATH = '/services/T0001/B0001/a-secret-part-of-the-address';
const HEADER_CHARACTERS = 150;
const SECTION_CHARACTERS = 3_000;

export async function startFakeSlack(options: { token: string; channel: string }): Promise<FakeSlack> {
  const { token, channel } = options;
  const messages: FakeSlack['messages'] = [];

  function answer(request: AskedRequest): FakeAnswer {
    if (request.path.startsWith('/services/')) return byWebhook(request);
    const [, method = ''] = /^\/api\/([\w.]+)/.exec(request.path) ?? [];
    // Errors of methods have status 200.
    if (request.headers.authorization !== `Bearer ${token}`) return refused('invalid_auth');
    if (method === 'auth.test') return told({ team: 'Shop', user: 'throughline' });
    if (method === 'chat.getPermalink') {
      const ts = new URL(request.path, 'http://slack').searchParams.get('message_ts') ?? '';
      return told({
        channel,
        permalink: `https://shop.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
      });
    }
    if (method !== 'chat.postMessage') return refused('unknown_method');
    const body = jsonBody(request);
    if (!body) return refused('invalid_json');
    if (body.channel !== channel) return refused('channel_not_found');
    if (!isMessage(body)) return refused('invalid_blocks');
    messages.push({ channel, text: body.text, blocks: body.blocks });
    return told({ channel, ts: `1700000000.${String(messages.length).padStart(6, '0')}` });
  }

  function byWebhook(request: AskedRequest): FakeAnswer {
    if (request.path !== WEBHOOK_PATH) return { status: 404, body: 'no_service' };
    const body = jsonBody(request);
    if (!body) return { status: 400, body: 'invalid_payload' };
    if (!isMessage(body)) return { status: 400, body: 'invalid_blocks' };
    messages.push({ channel: '', text: body.text, blocks: body.blocks });
    return { status: 200, body: 'ok' };
  }

  const started = await startFakeVendor(answer);
  return { ...started, messages, webhookUrl: `${started.url}${WEBHOOK_PATH}` };
}

const told = (body: object): FakeAnswer => ({ status: 200, body: { ok: true, ...body } });
const refused = (error: string): FakeAnswer => ({ status: 200, body: { ok: false, error } });

function isMessage(body: Record<string, unknown>): body is { text: string; blocks: object[] } {
  return typeof body.text === 'string' && Array.isArray(body.blocks) && body.blocks.every(isBlock);
}

function isBlock({ type, text }: { type?: string; text?: { type?: string; text?: string } }): boolean {
  const length = text?.text?.length ?? 0;
  if (type === 'header') return text?.type === 'plain_text' && length > 0 && length <= HEADER_CHARACTERS;
  return type === 'section' && text?.type === 'mrkdwn' && length > 0 && length <= SECTION_CHARACTERS;
}
