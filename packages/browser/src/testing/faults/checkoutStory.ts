/** What the story needs of the page it happens in. */
export interface CheckoutPage {
  Throughline: { init(options: object): unknown };
  load(file: string): Promise<unknown>;
  /** Errors that reached the page. */
  errors: string[];
  /** Waits, in real time. */
  pause(ms?: number): Promise<void>;
  /** Lets time pass: everything that waits happens now. */
  skip(ms: number): void;
  forgetTimers(): void;
  /** Says that something new begins. */
  nextFault(): void;
  /** Whether what the SDK sends fails. */
  isOffline: boolean;
  /** Waits for `action`, and lets time pass meanwhile: some of what is held waits for as long as an answer may take. */
  settled(action: () => Promise<void>): Promise<void>;
  /** Resolves when no request of the SDK is under way. */
  quiet(): Promise<void>;
}

export type Outcomes = Record<string, unknown>;

/**
 * What a person and a page do at a checkout, each thing with what came of it. `up` is called once the SDK is up. Runs in the
 * page, so it uses nothing from outside itself.
 */
export async function checkoutStory(page: CheckoutPage, options: object, up: () => void): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  const { pause, settled } = page;
  const attempt = async (name: string, action: () => unknown) => {
    page.nextFault();
    try {
      outcomes[name] = await Promise.race([action(), pause(10_000).then(() => 'hangs')]);
    } catch (error) {
      outcomes[name] = String((error as Error)?.stack ?? error);
    }
  };
  const one = (selector: string) => document.querySelector(`main ${selector}`) as HTMLElement;
  let throughline = {} as import('../../throughline.ts').Throughline;
  await attempt('init', () => {
    throughline = page.Throughline.init(options) as typeof throughline;
    return typeof throughline.flush;
  });
  await page.load('/throughline-recorder.js').catch(() => {});
  await page.quiet();
  up();

  one('button').addEventListener('click', () => {
    one('#paid').textContent = String(Number(one('#paid').textContent) + 1);
  });
  await attempt(
    'fetch',
    async () => (await (await fetch('/api/pay?q=1', { method: 'POST', body: '{"a":1}' })).json()).body,
  );
  await attempt('failed fetch', async () => (await fetch('/api/status/500')).status);
  await attempt('aborted fetch', () => {
    const abort = new AbortController();
    const answer = fetch('/api/hang', { signal: abort.signal }).catch((error) => error.name);
    abort.abort();
    return answer;
  });
  await attempt(
    'xhr',
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('POST', '/api/pay');
        request.setRequestHeader('x-own', 'a');
        request.onload = () => resolve(JSON.parse(request.responseText).body);
        request.send('ordered');
      }),
  );
  await attempt('beacon', () => navigator.sendBeacon('/api/beacon', 'x'));
  await attempt('event source', () => {
    const source = new EventSource('/api/status/204');
    source.close();
    return source.readyState;
  });
  await attempt('web socket', () => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/socket`);
    socket.close();
    return socket.url.endsWith('/api/socket');
  });
  await attempt('console', () => {
    console.log('a line', { of: ['values'] }, new Error('e'), new Map([[1, 2]]));
    return true;
  });
  await attempt('history', () => {
    history.pushState({}, '', '?q=there');
    history.replaceState({}, '', '?q=here');
    return location.search;
  });
  await attempt('hash', async () => {
    one('a').click();
    await pause();
    const { hash } = location;
    location.hash = '';
    return hash;
  });
  await attempt('typing', () => {
    const field = one('input') as HTMLInputElement;
    field.focus();
    field.value = 'typed';
    for (const type of ['keydown', 'input', 'change', 'copy', 'paste'])
      field.dispatchEvent(new Event(type, { bubbles: true }));
    return field.value;
  });
  await attempt('submit', () => {
    let submitted = 0;
    const form = one('form') as HTMLFormElement;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted++;
    });
    form.requestSubmit();
    return submitted;
  });
  await attempt('clicks', () => {
    for (let click = 0; click < 3; click++) one('button').click();
    window.dispatchEvent(new Event('pointerdown'));
    return one('#paid').textContent;
  });
  await attempt('document', async () => {
    const host = one('p').appendChild(document.createElement('div'));
    host.attachShadow({ mode: 'open' }).innerHTML = '<style>b { color: red }</style><b title="t">shadow</b>';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('p { margin: 0 }');
    document.adoptedStyleSheets = [sheet];
    document.styleSheets[0]?.insertRule('i { color: blue }');
    document.styleSheets[0]?.deleteRule(0);
    document
      .querySelector('main')
      ?.insertAdjacentHTML(
        'beforeend',
        '<img src="/favicon.ico" alt="a"><svg><text>t</text></svg><textarea>x</textarea><select><option>o</select><dialog>d</dialog>',
      );
    (document.querySelector('dialog') as HTMLDialogElement).showModal();
    window.dispatchEvent(new Event('scroll'));
    await pause(2);
    return [host.shadowRoot?.querySelector('b')?.textContent, document.styleSheets[0]?.cssRules.length];
  });
  await attempt('element', async () => {
    document.querySelector('dialog')?.close();
    one('p').setAttribute('title', 'changed');
    one('p').style.setProperty('color', 'red');
    (one('p').firstChild as Text).data = 'changed';
    for (const popover of document.querySelectorAll<HTMLElement>('[popover]')) popover.togglePopover(true);
    await pause(1);
    return one('p').title;
  });
  await attempt('api', async () => {
    throughline.identify('user', { name: 'n', email: 'e' });
    throughline.track('event', { a: [1] });
    throughline.tag('t');
    throughline.note('n');
    throughline.flag('f', true);
    throughline.logState('store', 'action', { a: 1 });
    throughline.setRoute('/orders/:id');
    throughline.setRelease('2');
    throughline.captureException(new Error('own', { cause: new Error('c') }));
    throughline.keep('why');
    throughline.on('session', () => {})();
    throughline.pause();
    throughline.resume();
    return [
      typeof throughline.sessionId(),
      typeof throughline.sessionUrl({ atNow: true }),
      typeof throughline.headers(),
    ];
  });
  await attempt('what is on demand', async () => {
    for (const canvas of document.querySelectorAll('canvas')) canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
    page.skip(1_000);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await pause(2);
    const press = (target: Element | null | undefined, key: string) =>
      target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const root = document.querySelector('throughline-widget')?.shadowRoot;
    for (const button of root?.querySelectorAll('button') ?? []) {
      press(button, 'ArrowUp');
      button.click();
      await pause(1);
      for (const key of ['ArrowUp', 'Enter']) press(root?.querySelector('.overlay'), key);
    }
    root?.querySelector('form')?.requestSubmit();
    for (const panel of root?.querySelectorAll('.panel') ?? []) press(panel, 'Escape');
    throughline.start();
    await page.quiet();
  });
  await attempt('own error', async () => {
    const before = page.errors.length;
    setTimeout(() => {
      throw new Error('own error');
    });
    void Promise.reject(new Error('own rejection'));
    await pause(2);
    return page.errors.splice(before).filter((text) => text.includes('own ')).length;
  });
  await attempt('offline', async () => {
    page.isOffline = true;
    throughline.track('event');
    await settled(throughline.flush);
    page.isOffline = false;
  });
  await attempt('later', async () => {
    page.skip(15_000);
    await pause(1);
    await page.quiet();
    page.skip(31 * 60_000);
    await pause(1);
    window.dispatchEvent(new Event('pointerdown'));
    await pause(1);
    await page.quiet();
  });
  await attempt('flush', () => settled(throughline.flush));
  await attempt('leaving', () => {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await attempt('shutdown', async () => {
    await settled(throughline.shutdown);
    throughline.optOut();
    throughline.optIn();
    throughline.stop();
  });
  await page.quiet();
  return outcomes;
}
