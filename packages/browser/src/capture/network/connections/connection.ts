import { ATTRIBUTES, EVENTS, redactText } from '@throughline/format';
import { bodySize } from '../details/bodySize.ts';

/** Messages recorded of one connection; the others are only counted. A chat says less, a price feed says it all by then. */
const MOST_MESSAGES = 200;
/** Close codes of RFC 6455, section 7.4, that tell of a failure: not done, going away or none given, nor the page's own. */
const isFailure = (code = 1000) => code > 1001 && code < 3000 && code !== 1005;

type Tell = (
  eventName: string,
  severity: 'info' | 'warn',
  attributes: Record<string, unknown>,
  body?: string,
) => void;

/** A message as it may be recorded: attributes and text; `undefined` if it is not to be. */
export type Message = (
  url: URL,
  data: unknown,
) => { attributes: Record<string, unknown>; body: string } | undefined;

/** One connection that is open. */
export interface Connection {
  sent(data: unknown): void;
  received(data: unknown): void;
  /** Tells how much came and went, if anything has since it was last told. */
  told(): void;
  closed(code?: number, reason?: string): void;
}

export function createConnection(tell: Tell, message: (data: unknown) => ReturnType<Message>): Connection {
  const sent = { messages: 0, size: 0 };
  const received = { messages: 0, size: 0 };
  let toldMessages = 0;

  const traffic = () => ({
    [ATTRIBUTES.connectionSentMessages]: sent.messages,
    [ATTRIBUTES.connectionSentSize]: sent.size,
    [ATTRIBUTES.connectionReceivedMessages]: received.messages,
    [ATTRIBUTES.connectionReceivedSize]: received.size,
  });

  function count(side: typeof sent, direction: 'transmit' | 'receive', data: unknown): void {
    side.messages += 1;
    // Characters of a text: counting its bytes would cost more than all the rest.
    side.size += typeof data === 'string' ? data.length : (bodySize(data) ?? 0);
    if (sent.messages + received.messages > MOST_MESSAGES) return;
    const shown = message(data);
    if (!shown) return;
    const attributes = { ...shown.attributes, [ATTRIBUTES.networkIoDirection]: direction };
    tell(EVENTS.connectionMessage, 'info', attributes, shown.body);
  }

  return {
    sent: (data) => count(sent, 'transmit', data),
    received: (data) => count(received, 'receive', data),
    told() {
      const messages = sent.messages + received.messages;
      if (messages > toldMessages) tell(EVENTS.connectionTraffic, 'info', traffic());
      toldMessages = messages;
    },
    closed(code, reason) {
      const attributes = { ...traffic(), [ATTRIBUTES.connectionCloseCode]: code };
      tell(
        EVENTS.connectionClose,
        isFailure(code) ? 'warn' : 'info',
        attributes,
        reason ? redactText(reason) : undefined,
      );
    },
  };
}
