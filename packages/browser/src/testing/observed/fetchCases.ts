/* biome-ignore-all lint/suspicious/noExplicitAny: what the cases try is wrong on purpose */
import type { CasePage, ObservedCase } from './casePage.ts';

declare const outcome: CasePage['outcome'];
declare const allowing: CasePage['allowing'];
declare const refusing: CasePage['refusing'];

export const FETCH_CASES: Record<string, ObservedCase> = {
  'looks of fetch': () => {
    const { value, ...descriptor } = Object.getOwnPropertyDescriptor(window, 'fetch') ?? {};
    return [
      fetch.name,
      fetch.length,
      fetch.toString(),
      String(fetch),
      `${fetch}`,
      typeof fetch,
      Object.getOwnPropertyNames(fetch).sort(),
      'prototype' in fetch,
      Object.getPrototypeOf(fetch) === Function.prototype,
      /\[native code\]/.test(Function.prototype.toString.call(fetch)),
      value === fetch,
      descriptor,
      fetch === window.fetch && fetch === globalThis.fetch,
    ];
  },
  'calling fetch in odd ways': async () => [
    await outcome(() => new (fetch as any)('/api/echo')),
    await outcome(() => fetch.call({} as any, '/api/echo')),
    await outcome(async () => (await fetch.call(undefined as any, '/api/echo')).status),
    await outcome(async () => (await fetch.bind(window)('/api/echo')).status),
    await outcome(async () => (await fetch.apply(window, ['/api/echo', undefined])).status),
    await outcome(async () => (await Reflect.apply(fetch, window, ['/api/echo', null])).status),
    await outcome(() => (fetch as any)()),
    await outcome(() => fetch('http://[')),
    await outcome(() => fetch('ftp://x.test/')),
    await outcome(() => fetch(Symbol('x') as any)),
    await outcome(() => fetch('/api/echo', 7 as any)),
    await outcome(() => fetch('/api/echo', 'x' as any)),
    await outcome(() => fetch('/api/echo', { method: 'bad method' })),
    await outcome(() => fetch('/api/echo', { method: 'TRACE' })),
    await outcome(() => fetch('/api/echo', { body: 'x' })),
    await outcome(() => fetch('/api/echo', { headers: { 'bad name': 'x' } })),
    await outcome(() => fetch('/api/echo', { headers: [['one']] as any })),
    await outcome(() => fetch('/api/echo', { mode: 'navigate' })),
    await outcome(() => fetch('/api/echo', { signal: {} as any })),
    await outcome(() => fetch('https://user:password@x.test/')),
  ],
  'the promise': async () => {
    const promise = fetch('/api/echo');
    const facts = [
      promise.constructor === Promise,
      Object.keys(promise),
      String(promise),
      promise !== fetch('/api/echo'),
    ];
    const answer = await promise;
    return [
      ...facts,
      answer.constructor === Response,
      answer instanceof Response,
      Object.getOwnPropertyNames(answer),
    ];
  },
  'the answer': async () => {
    const answer = await fetch('/api/json?a=b#c');
    const { type, url, redirected, status, ok, statusText, bodyUsed } = answer;
    const headers = [...answer.headers].filter(([name]) => name !== 'date');
    return [
      type,
      url,
      redirected,
      status,
      ok,
      statusText,
      bodyUsed,
      headers,
      answer.body instanceof ReadableStream,
    ];
  },
  'reading a body in every way': async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => fetch('/api/form')));
    const [a, b, c, d, e, f] = answers as [Response, Response, Response, Response, Response, Response];
    const form = await c.formData();
    return [
      await a.text(),
      (await b.arrayBuffer()).byteLength,
      [...form.entries()],
      [(await d.blob()).size, d.bodyUsed],
      await outcome(() => e.json()),
      (await f.clone().text()).length + (await f.text()).length,
    ];
  },
  'reading a body twice, or while it is locked': async () => {
    const answer = await fetch('/api/json');
    const text = await answer.text();
    const locked = await fetch('/api/json');
    const reader = locked.body?.getReader();
    return [
      text,
      answer.bodyUsed,
      answer.body?.locked,
      await outcome(() => answer.text()),
      await outcome(() => answer.clone()),
      locked.body?.locked,
      await outcome(() => locked.json()),
      (await reader?.read())?.done,
    ];
  },
  'a body that nobody reads': async () => {
    const answer = await fetch('/api/json');
    await new Promise((resolve) => setTimeout(resolve, 100));
    return [answer.bodyUsed, answer.body?.locked, await answer.text()];
  },
  'reading bytes into a buffer of the page': async () => {
    const answer = await fetch('/api/bytes');
    const reader = answer.body?.getReader({ mode: 'byob' });
    let length = 0;
    let buffer = new ArrayBuffer(4_096);
    for (;;) {
      const { done, value } = (await reader?.read(new Uint8Array(buffer))) ?? {};
      if (done) return [length, value?.byteLength];
      length += value?.byteLength ?? 0;
      if (value) buffer = value.buffer;
    }
  },
  'a body that is piped': async () => {
    const answer = await fetch('/api/json');
    let text = '';
    await answer.body?.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write(chunk) {
          text += chunk;
        },
      }),
    );
    return text;
  },
  'a body that is teed and one half cancelled': async () => {
    const answer = await fetch('/api/bytes');
    const [left, right] = answer.body?.tee() ?? [];
    void left?.cancel('enough');
    return (await new Response(right).arrayBuffer()).byteLength;
  },
  'a body that is cancelled': async () => {
    const answer = await fetch('/api/held');
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel('enough');
    return [new TextDecoder().decode(first?.value), (await reader?.read())?.done, answer.bodyUsed];
  },
  'chunks come as they are sent': async () => {
    const answer = await fetch('/api/chunks');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await fetch('/api/release', { method: 'POST' });
    let rest = '';
    for (;;) {
      const { done, value } = (await reader?.read()) ?? {};
      if (done) return [first?.value, rest];
      rest += value;
    }
  },
  'events over fetch': async () => {
    const answer = await fetch('/api/events');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    return [answer.headers.get('content-type'), value?.slice(0, 20)];
  },
  'aborting before, at the start, in the middle, by time': async () => {
    const before = AbortSignal.abort(new Error('my reason'));
    const start = new AbortController();
    const starting = outcome(() => fetch('/api/hang', { signal: start.signal }));
    start.abort();
    const middle = new AbortController();
    const answer = await fetch('/api/held', { signal: middle.signal });
    const reading = outcome(() => answer.text());
    middle.abort('text as reason');
    return [
      await outcome(() => fetch('/api/echo', { signal: before })),
      await starting,
      await outcome(() => reading),
      await outcome(() => fetch('/api/hang', { signal: AbortSignal.timeout(20) })),
      await outcome(() => fetch(new Request('/api/echo', { signal: before }))),
      await outcome(() => fetch('/api/hang', { signal: AbortSignal.any([AbortSignal.timeout(20)]) })),
    ];
  },
  'a request that is used twice': async () => {
    const request = new Request('/api/echo', { method: 'POST', body: 'once' });
    const copy = request.clone();
    const first = await (await fetch(request)).text();
    return [
      first,
      request.bodyUsed,
      await outcome(() => fetch(request)),
      await (await fetch(copy)).text(),
      copy.bodyUsed,
      await outcome(async () => (await fetch(new Request('/api/echo'))).status),
    ];
  },
  'what the page gave is left as it was': async () => {
    const headers = new Headers({ 'x-own': '1' });
    const init = Object.freeze({ method: 'POST', headers, body: 'x' });
    const request = new Request('/api/echo', { headers: { 'x-own': '2' } });
    const plain = { 'x-own': '3' };
    await fetch('/api/echo', init);
    await fetch(request);
    await fetch('/api/echo', { headers: plain });
    return [[...headers], Object.keys(init), [...request.headers], plain];
  },
  'bodies of every kind': async () => {
    const form = new FormData();
    form.append('field', 'value');
    form.append('file', new Blob(['bytes']), 'a.txt');
    const json = { 'content-type': 'application/json' };
    const bodies: RequestInit[] = [
      { body: form },
      { body: 'text' },
      { body: JSON.stringify({ a: 1 }), headers: json },
      { body: new URLSearchParams({ a: 'b' }) },
      { body: new Blob(['blob'], { type: 'text/x' }) },
      { body: new TextEncoder().encode('bytes') },
      { body: new TextEncoder().encode('{"view":1}'), headers: json },
      { body: new ArrayBuffer(3) },
      { body: null },
      { body: { toString: () => 'an object' } as any },
    ];
    return Promise.all(
      bodies.flatMap((init) => [
        fetch('/api/headers', { method: 'POST', ...init }).then((answer) => answer.json()),
        fetch(new Request('/api/headers', { method: 'POST', ...init })).then((answer) => answer.json()),
      ]),
    );
  },
  'a stream as body': async () => {
    let pulls = 0;
    const stream = () =>
      new ReadableStream({
        pull(controller) {
          pulls += 1;
          controller.enqueue(new TextEncoder().encode('x'));
          if (pulls === 3) controller.close();
        },
      });
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit;
    return [
      await outcome(() => fetch('/api/echo', { ...init, body: stream() })),
      await outcome(() => fetch('/api/echo', { method: 'POST', body: stream() })),
      await outcome(() => fetch(new Request('/api/echo', { ...init, body: stream() }))),
    ];
  },
  'an init of every kind': async () => {
    class Init {
      get method() {
        return 'PUT';
      }
      get body() {
        return 'from getter';
      }
    }
    const without = Object.assign(Object.create(null), { method: 'POST', body: 'no prototype' });
    const inherited = Object.create({ method: 'POST', body: 'inherited' });
    const asked = [
      fetch('/api/headers', new Init() as RequestInit),
      fetch('/api/headers', without),
      fetch('/api/headers', inherited),
      fetch(
        '/api/headers',
        new Request('/api/x', { method: 'DELETE', headers: { 'x-own': '5' } }) as RequestInit,
      ),
      fetch('/api/headers', {
        headers: [
          ['x-own', '3'],
          ['x-own', '4'],
        ],
      }),
      fetch('/api/headers', { headers: undefined, method: undefined }),
      fetch(new URL('/api/headers', location.href)),
      fetch(new Request('/api/headers', { headers: { 'x-own': '6' } }), { headers: { accept: 'x/y' } }),
    ];
    return Promise.all(asked.map(async (answer) => (await answer).json()));
  },
  'headers that can be read once': async () => {
    const entries = () => new Map([['accept', 'x/y']]).entries() as unknown as HeadersInit;
    const there = await fetch(`${allowing}/api/headers`, { headers: entries() });
    return [await (await fetch('/api/headers', { headers: entries() })).json(), await there.text()];
  },
  'an address that is turned into text once': async () => {
    let calls = 0;
    const address = {
      toString() {
        calls += 1;
        return '/api/echo';
      },
    };
    await fetch(address as any);
    await fetch(address as any, { headers: { 'x-own': '1' } });
    return calls;
  },
  'redirects in every mode': async () => {
    const facts = async (init: RequestInit, path = '/api/redirect') => {
      const { type, status, redirected, url } = await fetch(path, init);
      return [type, status, redirected, url];
    };
    return [
      await outcome(() => facts({ redirect: 'follow' })),
      await outcome(() => facts({ redirect: 'manual' })),
      await outcome(() => facts({ redirect: 'error' })),
      await (await fetch('/api/redirect307', { method: 'POST', body: 'again' })).json(),
      await (await fetch(new Request('/api/redirect307', { method: 'POST', body: 'again' }))).json(),
    ];
  },
  'other origins': async () => {
    const facts = async (url: string, init?: RequestInit) => {
      const { type, status, headers } = await fetch(url, init);
      return [type, status, [...headers].filter(([name]) => name !== 'date')];
    };
    return [
      await outcome(() => facts(`${allowing}/api/status/200`)),
      await outcome(() => facts(`${allowing}/api/status/404`, { headers: { 'x-own': '1' } })),
      await outcome(() => facts(`${refusing}/`)),
      await outcome(() => facts(`${refusing}/`, { mode: 'no-cors' })),
      await outcome(() => facts(`${allowing}/api/status/200`, { mode: 'same-origin' })),
      await outcome(() => facts(`${allowing}/api/status/200`, { credentials: 'include' })),
    ];
  },
  'credentials, referrers and caches': async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: every browser has it
    document.cookie = 'mine=1; path=/';
    const seen = async (init: RequestInit) => (await fetch('/api/headers', init)).json();
    const facts = [
      await seen({ credentials: 'omit' }),
      await seen({ credentials: 'same-origin' }),
      await seen({ referrer: '' }),
      await seen({ referrer: '/elsewhere', referrerPolicy: 'same-origin' }),
      await (await fetch(new Request('/api/headers', { referrer: '/elsewhere' }))).json(),
      await (await fetch(new Request('/api/headers', { referrer: '/elsewhere' }), {})).json(),
      await (
        await fetch(new Request('/api/headers', { referrer: '/elsewhere' }), { signal: undefined })
      ).json(),
      await outcome(() => seen({ cache: 'only-if-cached', mode: 'same-origin' })),
      await outcome(() => seen({ integrity: 'sha256-AAAA' })),
      await outcome(() => seen({ priority: 'high', window: null, cache: 'no-store' })),
    ];
    // biome-ignore lint/suspicious/noDocumentCookie: every browser has it
    document.cookie = 'mine=; path=/; max-age=0';
    return facts;
  },
  keepalive: async () => [
    (await fetch('/api/echo', { method: 'POST', keepalive: true, body: 'x'.repeat(1_000) })).status,
    await outcome(() => fetch('/api/echo', { method: 'POST', keepalive: true, body: 'x'.repeat(70_000) })),
  ],
  'addresses that are no HTTP': async () => {
    const blob = URL.createObjectURL(new Blob(['blob'], { type: 'text/plain' }));
    return [
      await (await fetch('data:text/plain,data')).text(),
      await (await fetch(blob)).text(),
      await outcome(() => fetch('about:blank')),
      await outcome(() => fetch('blob:nothing')),
    ];
  },
  'statuses without a body': async () => {
    const facts = async (path: string, init?: RequestInit) => {
      const answer = await fetch(path, init);
      return [answer.status, answer.body, await answer.text()];
    };
    return [
      await facts('/api/status/204'),
      await facts('/api/status/500'),
      await facts('/api/json', { method: 'HEAD' }),
    ];
  },
  'fetch of a frame': async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow as Window & typeof globalThis;
    const answer = await inner.fetch('/api/echo');
    const facts = [
      answer instanceof inner.Response,
      answer instanceof Response,
      inner.fetch === fetch,
      answer.status,
    ];
    frame.remove();
    return facts;
  },
  'a rejection that nobody handles': () =>
    new Promise((resolve) => {
      addEventListener(
        'unhandledrejection',
        (event) => {
          event.preventDefault();
          resolve((event.reason as Error).name);
        },
        { once: true },
      );
      void fetch('http://[');
    }),
};
