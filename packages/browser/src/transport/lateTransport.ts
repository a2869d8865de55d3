import type { ClosedSegment } from '../buffer/segment.ts';
import { safely } from '../safely.ts';
import type { Transport } from './transport.ts';

/** Characters that wait for the transport to arrive: a busy page's first seconds, several times over. */
const MOST_WAITING = 8 * 1024 * 1024;

/**
 * A transport that is still on its way: segments wait for it. If the page goes away before it is there, they are given to
 * `sendOnce`, all at once. What is too much is dropped, the oldest first, as it is if the transport never arrives.
 */
export function createLateTransport(
  loaded: Promise<Transport | undefined>,
  sendOnce: (segment: ClosedSegment) => void,
): Transport {
  let transport: Transport | undefined;
  let waiting: ClosedSegment[] = [];
  let closed = false;

  const arrived = loaded.then((given) =>
    safely(() => {
      transport = given;
      for (const segment of waiting.splice(0)) transport?.send(segment);
      if (closed) transport?.close();
    }),
  );

  function hold(segment: ClosedSegment): void {
    waiting.push(segment);
    let characters = waiting.reduce((sum, { lines }) => sum + lines.length, 0);
    while (characters > MOST_WAITING && waiting.length > 1) characters -= waiting.shift()?.lines.length ?? 0;
  }

  function sendNow(): void {
    if (transport) transport.sendNow();
    else for (const segment of waiting.splice(0)) sendOnce(segment);
  }

  return {
    // What is captured before is small: the page's picture comes with the transport.
    split: (items, lines) => transport?.split(items, lines) ?? [items],
    send(segment) {
      if (transport) transport.send(segment);
      else if (!closed) hold(segment);
    },
    offer: (assets) => void arrived.then(() => safely(() => transport?.offer(assets))),
    sendNow,
    async settled() {
      await arrived;
      await transport?.settled();
    },
    close() {
      closed = true;
      if (transport) transport.close();
      else sendNow();
      waiting = [];
    },
  };
}
