/* biome-ignore-all lint/suspicious/noExplicitAny: what the cases try is wrong on purpose */
import type { CasePage, ObservedCase } from './casePage.ts';

declare const outcome: CasePage['outcome'];
declare const sockets: CasePage['sockets'];

export const CONNECTION_CASES: Record<string, ObservedCase> = {
  'looks of sendBeacon': () => {
    const { value, ...descriptor } = Object.getOwnPropertyDescriptor(Navigator.prototype, 'sendBeacon') ?? {};
    return [value.name, value.length, String(value), descriptor, Object.getOwnPropertyNames(navigator)];
  },
  beacons: async () => [
    navigator.sendBeacon('/api/echo', 'text'),
    navigator.sendBeacon('/api/echo'),
    navigator.sendBeacon('/api/echo', new Blob(['x'.repeat(70_000)])),
    await outcome(() => (navigator as any).sendBeacon()),
    await outcome(() => navigator.sendBeacon('http://[')),
    await outcome(() => navigator.sendBeacon('ftp://x.test/')),
    await outcome(() => Navigator.prototype.sendBeacon.call({} as any, '/api/echo')),
  ],
  'looks of WebSocket': () => {
    const { value, ...descriptor } = Object.getOwnPropertyDescriptor(window, 'WebSocket') ?? {};
    const { prototype } = WebSocket;
    const own = Object.getOwnPropertyDescriptor(prototype, 'constructor') ?? {};
    return [
      value.name,
      value.length,
      String(WebSocket),
      descriptor,
      Object.getOwnPropertyNames(WebSocket).sort(),
      [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED],
      Object.getOwnPropertyNames(prototype).sort(),
      prototype.constructor === WebSocket,
      [own.writable, own.enumerable, own.configurable],
      Object.getPrototypeOf(WebSocket) === EventTarget,
      [prototype.send.name, prototype.send.length, String(prototype.send)],
    ];
  },
  'WebSocket used wrongly': async () => [
    await outcome(() => (WebSocket as any)('ws://x.test')),
    await outcome(() => new (WebSocket as any)()),
    await outcome(() => new WebSocket('http://[')),
    await outcome(() => new WebSocket('ftp://x.test')),
    await outcome(() => new WebSocket(sockets, ['a', 'a'])),
    await outcome(() => WebSocket.prototype.send.call({} as any, 'x')),
    await outcome(() => new WebSocket(sockets).send('too early')),
    await outcome(() => new WebSocket(sockets).close(7)),
  ],
  'a WebSocket': () =>
    new Promise((resolve) => {
      const socket = new WebSocket(sockets, ['chat']);
      const seen: unknown[] = [
        socket.constructor === WebSocket,
        socket instanceof WebSocket,
        Object.getOwnPropertyNames(socket),
        socket.readyState,
        socket.binaryType,
      ];
      socket.onopen = () => {
        seen.push([socket.protocol, socket.extensions, socket.readyState, socket.url]);
        socket.send('text');
        socket.send(new Uint8Array([1, 2, 3]));
        socket.send(new Blob(['blob']));
      };
      socket.onmessage = ({ data, origin }) => {
        seen.push([typeof data === 'string' ? data : (data as Blob).size, origin]);
        if (seen.length === 9) socket.close(4000, 'done');
      };
      socket.onerror = () => seen.push('error');
      socket.onclose = ({ code, reason, wasClean }) =>
        resolve([...seen, code, reason, wasClean, socket.readyState]);
    }),
  'a class of WebSocket of the page’s own': () =>
    new Promise((resolve) => {
      class Own extends WebSocket {
        mark = 'own';
        override send(data: string) {
          super.send(`${data}!`);
        }
      }
      const socket = new Own(sockets);
      socket.onopen = () => socket.send('hello');
      socket.onmessage = ({ data }) => {
        socket.close();
        resolve([
          data,
          socket.mark,
          socket instanceof Own,
          socket instanceof WebSocket,
          socket.constructor === Own,
        ]);
      };
    }),
  'a WebSocket that nobody answers': () =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${sockets}/refused`);
      const seen: unknown[] = [];
      socket.addEventListener('error', ({ type }) => seen.push(type));
      socket.addEventListener('close', ({ code, wasClean }) => resolve([seen, code, wasClean]));
    }),
  'looks of EventSource': () => [
    EventSource.name,
    EventSource.length,
    String(EventSource),
    Object.getOwnPropertyNames(EventSource).sort(),
    Object.getOwnPropertyNames(EventSource.prototype).sort(),
    EventSource.prototype.constructor === EventSource,
    [
      EventSource.prototype.close.name,
      EventSource.prototype.close.length,
      String(EventSource.prototype.close),
    ],
  ],
  'an EventSource': async () => [
    await outcome(() => new (EventSource as any)()),
    await outcome(() => new EventSource('http://[')),
    await new Promise((resolve) => {
      const source = new EventSource('/api/events');
      const seen: unknown[] = [
        source.constructor === EventSource,
        source.readyState,
        source.withCredentials,
        source.url,
      ];
      source.onopen = () => seen.push('open', source.readyState);
      source.onmessage = ({ data, lastEventId }) => seen.push([data, lastEventId]);
      source.addEventListener('price', ({ data }) => {
        source.close();
        resolve([...seen, data, source.readyState]);
      });
    }),
    await new Promise((resolve) => {
      const source = new EventSource('/api/json');
      source.onerror = () => resolve(source.readyState);
    }),
  ],
  'names in the page': () =>
    Object.getOwnPropertyNames(window)
      .filter((name) => !/^(?:throughline|Throughline)$/.test(name))
      .sort(),
};
