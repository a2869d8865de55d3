/* biome-ignore-all lint/suspicious/noExplicitAny: what the cases try is wrong on purpose */
import type { CasePage, ObservedCase } from './casePage.ts';

declare const outcome: CasePage['outcome'];
declare const refusing: CasePage['refusing'];

export const XHR_CASES: Record<string, ObservedCase> = {
  'looks of XMLHttpRequest': () => {
    const { prototype } = XMLHttpRequest;
    const looks = (['open', 'send', 'setRequestHeader', 'abort'] as const).map((name) => {
      const { value, ...descriptor } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
      return [value.name, value.length, String(value), Object.getOwnPropertyNames(value).sort(), descriptor];
    });
    const request = new XMLHttpRequest();
    return [
      looks,
      Object.getOwnPropertyNames(prototype).sort(),
      Object.getOwnPropertyNames(XMLHttpRequest).sort(),
      String(XMLHttpRequest),
      request.constructor === XMLHttpRequest,
      Object.getOwnPropertyNames(request),
      request.onload,
      request.upload.onprogress,
    ];
  },
  'events in their order': () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const seen: unknown[] = [];
      for (const type of ['readystatechange', 'loadstart', 'load', 'loadend', 'error', 'abort', 'timeout'])
        request.addEventListener(type, () => seen.push([type, request.readyState, request.status]));
      for (const type of ['loadstart', 'load', 'loadend'])
        request.upload.addEventListener(type, (event) =>
          seen.push(['upload', type, (event as ProgressEvent).loaded]),
        );
      request.addEventListener('loadend', () => resolve([seen, request.responseText, request.responseURL]));
      request.open('POST', '/api/echo');
      request.send('body');
    }),
  'progress of sending': () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      let last: unknown;
      request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
        last = [lengthComputable, loaded, total];
      };
      request.onloadend = () => resolve([last, request.status]);
      request.open('POST', '/api/headers');
      request.send(new Blob(['x'.repeat(300_000)]));
    }),
  'what has come so far': () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      let partial = '';
      request.onprogress = () => {
        if (partial === '') {
          partial = request.responseText;
          void fetch('/api/release', { method: 'POST' });
        }
      };
      request.onloadend = () => resolve([partial, request.responseText]);
      request.open('GET', '/api/chunks');
      request.send();
    }),
  'answers of every type': async () => {
    const types = ['', 'text', 'json', 'blob', 'arraybuffer', 'document'] as const;
    const read = (type: (typeof types)[number], path: string) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('GET', path);
        request.responseType = type;
        request.onload = async () => {
          const { response } = request;
          const same = response === request.response;
          const text = await outcome(() => request.responseText);
          const shown =
            response instanceof Blob
              ? [response.size, response.type]
              : response instanceof ArrayBuffer
                ? response.byteLength
                : response instanceof Document
                  ? response.documentElement.outerHTML
                  : response;
          resolve([type, same, shown, text]);
        };
        request.send();
      });
    return [
      await Promise.all(types.map((type) => read(type, '/api/json'))),
      await Promise.all(types.map((type) => read(type, '/api/page'))),
    ];
  },
  'synchronous requests': async () => {
    const get = (url: string) => {
      const request = new XMLHttpRequest();
      request.open('GET', url, false);
      request.send();
      return [request.status, request.responseText, request.readyState];
    };
    return [
      await outcome(() => get('/api/json')),
      await outcome(() => get('/api/status/500')),
      await outcome(() => get(`${refusing}/`)),
      await outcome(() => {
        const request = new XMLHttpRequest();
        request.open('GET', '/api/json', false);
        request.responseType = 'json';
      }),
    ];
  },
  'aborted, timed out, refused': () => {
    const run = (url: string, after: (request: XMLHttpRequest) => void) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        const seen: unknown[] = [];
        for (const type of ['abort', 'timeout', 'error', 'loadend'])
          request.addEventListener(type, () => seen.push([type, request.readyState, request.status]));
        request.addEventListener('loadend', () => setTimeout(() => resolve([seen, request.readyState]), 0));
        request.open('GET', url);
        request.timeout = url.endsWith('hang?') ? 20 : 0;
        request.send();
        after(request);
      });
    return Promise.all([
      run('/api/hang', (request) => request.abort()),
      run('/api/hang?', () => {}),
      run(`${refusing}/`, () => {}),
    ]);
  },
  'one object for several requests': () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const seen: unknown[] = [];
      request.onabort = () => seen.push('abort');
      request.onload = () => {
        seen.push(request.responseURL);
        if (seen.length > 1) {
          resolve(seen);
          return;
        }
        request.open('GET', '/api/echo?second');
        request.send();
      };
      request.open('GET', '/api/hang');
      request.send();
      request.open('GET', '/api/echo?first');
      request.send();
    }),
  'headers sent and received': () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', '/api/headers');
      request.setRequestHeader('X-Own', '1');
      request.setRequestHeader('x-own', '2');
      request.setRequestHeader('Content-Type', 'application/json');
      request.setRequestHeader('Host', 'x');
      request.onload = () =>
        resolve([
          JSON.parse(request.responseText),
          request.getResponseHeader('content-type'),
          request.getResponseHeader('nothing'),
          request.getAllResponseHeaders().replace(/date:.*\r\n/, ''),
        ]);
      request.send('{}');
    }),
  'bodies of every kind': () => {
    const form = new FormData();
    form.append('field', 'value');
    const send = (body: any) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('POST', '/api/headers');
        request.onload = () => resolve(JSON.parse(request.responseText));
        request.send(body);
      });
    return Promise.all(
      [
        'text',
        form,
        new URLSearchParams({ a: 'b' }),
        new Blob(['blob'], { type: 'text/x' }),
        new TextEncoder().encode('bytes'),
        new ArrayBuffer(3),
        document.implementation.createHTMLDocument('doc'),
        null,
        undefined,
        7,
      ].map(send),
    );
  },
  'a class of the page’s own': () =>
    new Promise((resolve) => {
      const calls: string[] = [];
      class Own extends XMLHttpRequest {
        mark = 'own';
        override open(...args: [string, string | URL]) {
          calls.push(`open ${args.length}`);
          super.open(...args);
        }
        override send(body?: XMLHttpRequestBodyInit | null) {
          calls.push('send');
          super.send(body);
        }
      }
      const request = new Own();
      request.onload = () =>
        resolve([
          calls,
          request instanceof XMLHttpRequest,
          request instanceof Own,
          request.mark,
          request.responseText,
        ]);
      request.open('POST', '/api/echo');
      request.send('own');
    }),
  'used wrongly': async () => {
    const request = () => new XMLHttpRequest();
    const opened = () => {
      const one = request();
      one.open('GET', '/api/hang');
      return one;
    };
    return [
      await outcome(() => request().send()),
      await outcome(() => request().setRequestHeader('a', 'b')),
      await outcome(() => (request() as any).open()),
      await outcome(() => (request() as any).open('GET')),
      await outcome(() => request().open('bad method', '/')),
      await outcome(() => request().open('TRACE', '/')),
      await outcome(() => request().open('GET', 'http://[')),
      await outcome(() => request().open(Symbol('x') as any, '/')),
      await outcome(() => opened().setRequestHeader('bad name', 'x')),
      await outcome(() => (opened() as any).setRequestHeader('a')),
      await outcome(() => (XMLHttpRequest.prototype.open as any).call({}, 'GET', '/')),
      await outcome(() => XMLHttpRequest.prototype.send.call({} as any)),
      await outcome(() => (XMLHttpRequest as any)()),
      await outcome(() => {
        const one = opened();
        one.send();
        one.send();
      }),
      await outcome(() => {
        const one = opened();
        one.send();
        one.setRequestHeader('a', 'b');
      }),
      opened().open('GET', '/api/echo', true, 'user', 'password'),
    ];
  },
  'an address that is turned into text once': () => {
    let calls = 0;
    const address = {
      toString() {
        calls += 1;
        return '/api/echo';
      },
    };
    new XMLHttpRequest().open('GET', address as any);
    return calls;
  },
  'a type that is overridden': () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('GET', '/api/json');
      request.overrideMimeType('text/plain; charset=x-user-defined');
      request.onload = () => resolve([request.responseText, request.responseXML]);
      request.send();
    }),
  'an error in the page’s own listener': () =>
    new Promise((resolve) => {
      addEventListener(
        'error',
        (event) => {
          event.preventDefault();
          resolve(event.message);
        },
        { once: true },
      );
      const request = new XMLHttpRequest();
      request.onload = () => {
        throw new Error('of the page');
      };
      request.open('GET', '/api/echo');
      request.send();
    }),
};
