import { createHash, randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * NOT Amazon's SQS but a fake of one queue, since no free server of it is among Debian's packages. It speaks as much of the
 * documented HTTP API (AWS JSON 1.0, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/) as the real AWS
 * SDK asks of it: SendMessage and ReceiveMessage, with the attributes that were asked for by name. A message is given out
 * once.
 */
export async function startFakeSqs(): Promise<{ url: string; stop(): void }> {
  const messages: StoredMessage[] = [];
  const waiting = new Set<() => void>();

  const actions: Record<string, (input: Input, response: ServerResponse) => void> = {
    'AmazonSQS.SendMessage': ({ MessageBody = '', MessageAttributes = {} }, response) => {
      const message = { MessageId: randomUUID(), Body: MessageBody, MessageAttributes };
      messages.push(message);
      answer(response, { MessageId: message.MessageId, MD5OfMessageBody: md5(MessageBody) });
      const [first] = waiting;
      first?.();
    },
    'AmazonSQS.ReceiveMessage': ({ WaitTimeSeconds = 0, MessageAttributeNames = [] }, response) => {
      const give = () => {
        clearTimeout(timer);
        waiting.delete(give);
        const message = messages.shift();
        answer(response, message ? { Messages: [received(message, MessageAttributeNames)] } : {});
      };
      const timer = setTimeout(give, messages.length > 0 ? 0 : WaitTimeSeconds * 1000);
      waiting.add(give);
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const act = actions[String(request.headers['x-amz-target'])];
    if (act) act(JSON.parse(Buffer.concat(chunks).toString()), response);
    else response.writeHead(400).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Input {
  MessageBody?: string;
  MessageAttributes?: Record<string, unknown>;
  WaitTimeSeconds?: number;
  MessageAttributeNames?: string[];
}
interface StoredMessage {
  MessageId: string;
  Body: string;
  MessageAttributes: Record<string, unknown>;
}

/** As SQS does it: only the attributes that were asked for are given back. */
function received({ MessageId, Body, MessageAttributes }: StoredMessage, names: string[]) {
  const asked = Object.entries(MessageAttributes).filter(
    ([name]) => names.includes(name) || names.includes('All'),
  );
  return {
    MessageId,
    ReceiptHandle: MessageId,
    Body,
    MD5OfBody: md5(Body),
    MessageAttributes: Object.fromEntries(asked),
  };
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

function answer(response: ServerResponse, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
