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
  /** Files whose upload was completed, by id. */
  files: Map<string, Buffer>;
  /** How often a message with a file is refused before the file counts as taken in. */
  refusesImages: number;
  /** Scopes that the token lacks. */
  lacks: Set<string>;
  /** Of the incoming webhook. */
  webhookUrl: string;
}

const WEBHOOK_PATH = '/services/T0001/B0001/a-secret-part-of-the-address';
const UPLOAD_PATH = '/upload/v1/';
const HEADER_CHARACTERS = 150;
const SECTION_CHARACTERS = 3_000;

export async function startFakeSlack(options: { token: string; channel: string }): Promise<FakeSlack> {
  const { token, channel } = options;
  const messages: FakeSlack['messages'] = [];

  const files: FakeSlack['files'] = new Map();
  const state = { refusesImages: 0, lacks: new Set<string>() };
  /** Files that were announced: their lengths, and what came of them. */
  const uploads = new Map<string, { length: number; bytes?: Buffer }>();

  function answer(request: AskedRequest, url: string): FakeAnswer {
    if (request.path.startsWith('/services/')) return byWebhook(request);
    if (request.path.startsWith(UPLOAD_PATH)) return uploaded(request);
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
    if (method.startsWith('files.')) return ofFiles(method, request, url);
    if (method !== 'chat.postMessage') return refused('unknown_method');
    const body = jsonBody(request);
    if (!body) return refused('invalid_json');
    if (body.channel !== channel) return refused('channel_not_found');
    if (!isMessage(body)) return refused('invalid_blocks');
    if (body.blocks.some((block) => !isShown(block))) return refused('invalid_blocks');
    messages.push({ channel, text: body.text, blocks: body.blocks });
    return told({ channel, ts: `1700000000.${String(messages.length).padStart(6, '0')}` });
  }

  /** https://docs.slack.dev/reference/methods/files.getUploadURLExternal, and what follows it. */
  function ofFiles(method: string, request: AskedRequest, url: string): FakeAnswer {
    if (state.lacks.has('files:write')) return refused('missing_scope');
    if (method === 'files.getUploadURLExternal') {
      const asked = new URLSearchParams(request.text);
      const length = Number(asked.get('length'));
      if (!asked.get('filename') || !(length > 0)) return refused('invalid_arguments');
      const id = `F${String(uploads.size).padStart(4, '0')}`;
      uploads.set(id, { length });
      return told({ upload_url: `${url}${UPLOAD_PATH}${id}`, file_id: id });
    }
    if (method !== 'files.completeUploadExternal') return refused('unknown_method');
    const [file] = (jsonBody(request)?.files ?? []) as { id?: string }[];
    const bytes = uploads.get(file?.id ?? '')?.bytes;
    if (!file?.id || !bytes) return refused('file_not_found');
    files.set(file.id, bytes);
    return told({ files: [{ id: file.id }] });
  }

  function uploaded({ path, bytes, headers }: AskedRequest): FakeAnswer {
    // The address is the authorization; a token has no business there.
    if (headers.authorization) return { status: 400, body: 'a token was sent' };
    const upload = uploads.get(path.slice(UPLOAD_PATH.length));
    if (bytes.byteLength !== upload?.length) return { status: 400, body: 'wrong length' };
    upload.bytes = bytes;
    return { status: 200, body: `OK - ${bytes.byteLength}` };
  }

  function isShown(block: { slack_file?: { id?: string } }): boolean {
    if (!block.slack_file) return true;
    if (state.refusesImages > 0) {
      state.refusesImages -= 1;
      return false;
    }
    return files.has(block.slack_file.id ?? '');
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
  return Object.assign(state, { ...started, messages, files, webhookUrl: `${started.url}${WEBHOOK_PATH}` });
}

const told = (body: object): FakeAnswer => ({ status: 200, body: { ok: true, ...body } });
const refused = (error: string): FakeAnswer => ({ status: 200, body: { ok: false, error } });

function isMessage(body: Record<string, unknown>): body is { text: string; blocks: object[] } {
  return typeof body.text === 'string' && Array.isArray(body.blocks) && body.blocks.every(isBlock);
}

interface Block {
  type?: string;
  text?: { type?: string; text?: string };
  alt_text?: string;
}

function isBlock({ type, text, alt_text }: Block): boolean {
  if (type === 'image') return typeof alt_text === 'string' && alt_text !== '';
  const length = text?.text?.length ?? 0;
  if (type === 'header') return text?.type === 'plain_text' && length > 0 && length <= HEADER_CHARACTERS;
  return type === 'section' && text?.type === 'mrkdwn' && length > 0 && length <= SECTION_CHARACTERS;
}
