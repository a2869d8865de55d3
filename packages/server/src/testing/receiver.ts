import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** For tests: a web server that takes what webhooks post. */
export interface Receiver {
  url: string;
  received: { path: string; headers: IncomingHttpHeaders; body: string }[];
  /** Statuses that come before the usual one, first in first out. */
  next: { status: number; retryAfter?: string }[];
  close: () => Promise<void>;
}

/** `check` answers the status and text of what was posted. */
export async function startReceiver(
  check: (body: string) => { status: number; text: string } = () => ({ status: 200, text: '' }),
): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const next: Receiver['next'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    received.push({ path: request.url ?? '', headers: request.headers, body });
    const forced = next.shift();
    const { status, text } = forced ? { ...forced, text: '' } : check(body);
    response.writeHead(status, forced?.retryAfter ? { 'retry-after': forced.retryAfter } : {});
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Text {
  type?: unknown;
  text?: unknown;
}
interface Block {
  type?: unknown;
  text?: Text;
  elements?: Text[];
}

/**
 * A fake Slack: what its documentation of incoming webhooks and Block Kit says of headers, sections and contexts, with the answers
 * that it documents.
 */
export function startFakeSlack(): Promise<Receiver> {
  return startReceiver((body) => {
    let payload: { text?: unknown; blocks?: Block[] };
    try {
      payload = JSON.parse(body) as typeof payload;
    } catch {
      return { status: 400, text: 'invalid_payload' };
    }
    if (typeof payload.text !== 'string' || payload.text === '') return { status: 400, text: 'no_text' };
    const { blocks = [] } = payload;
    const isRight = blocks.length <= 50 && blocks.every(isBlock);
    return isRight ? { status: 200, text: 'ok' } : { status: 400, text: 'invalid_blocks' };
  });
}

function isBlock({ type, text, elements = [] }: Block): boolean {
  if (type === 'header') return text?.type === 'plain_text' && isText(text, 150);
  if (type === 'section') return isText(text, 3000);
  return (
    type === 'context' &&
    elements.length >= 1 &&
    elements.length <= 10 &&
    elements.every((one) => isText(one, 3000))
  );
}

function isText(text: Text | undefined, most: number): boolean {
  const isKnown = text?.type === 'plain_text' || text?.type === 'mrkdwn';
  return isKnown && typeof text.text === 'string' && text.text.length >= 1 && text.text.length <= most;
}
