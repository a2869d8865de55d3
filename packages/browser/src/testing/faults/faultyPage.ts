import { type CheckoutPage, checkoutStory, type Outcomes } from './checkoutStory.ts';

/**
 * In place of a function's name: each of those that are given throws once in a document and works from then on, one in each part
 * of the story.
 */
export const EACH = '*';

/** When a function throws, each time it is entered: from before the SDK is loaded, from `init` on, or once the SDK is up. */
export type When = 'load' | 'early' | 'late';

/** What came of one visit of the page. */
export interface Visit {
  /** What the page did, as it saw it. */
  outcomes: Outcomes;
  /** What reached the page's listeners of errors, and its console. */
  errors: string[];
  /** How often the function threw. */
  thrown: number;
  /** Functions that were entered by now, and those among them once the SDK was up. */
  entered: string[];
  enteredLate: string[];
  /** Functions that were to throw and were not entered. */
  left: string[];
  /** Whether the SDK took everything back, so that the next visit can be made in the same document. */
  isClean: boolean;
}

/** What the page has for whoever drives it. */
export interface FaultyPage extends CheckoutPage {
  /** Loads nothing anew: begins with `init` and ends with `shutdown`. */
  visit(fault: string, when: When, among: readonly string[]): Promise<Visit>;
}

/** How a page with the SDK is visited. */
export interface Variant {
  /** What `init` is given. */
  options: object;
  /** Attributes of the script tag. */
  tag?: string;
  /** HTML beside the checkout's own. */
  body?: string;
  /** Whether only some of the functions are tried: a visit takes long. */
  isSampled?: boolean;
}

/**
 * A page that uses what the SDK wraps and watches. In a frame at `#<function>` that function throws from the start. Time does
 * not pass by itself: what waits longer than a moment happens when the story says so.
 */
export function faultyPage({ options, tag = '', body = '' }: Variant): string {
  return `<!doctype html><html><head><title>Checkout</title><style>p { color: green }</style>
<script>(${prepare})(); window.load = (file) => import(file);</script>
<script src="/throughline.iife.js" ${tag}></script>
</head><body><template><p class="masked">Ada</p><p class="blocked">x</p>
<form><input name="q"><input type="password"></form><button>Pay</button><p id="paid">0</p><a href="#there">there</a>${body}
</template><main></main><script>(${visiting})(${JSON.stringify(options)}, ${checkoutStory});</script></body></html>`;
}

interface Prepared extends FaultyPage {
  throughlineEntered(name: string): void;
  armed: string;
  thrown: number;
  /** Functions that have not thrown yet, of those that each are to throw; and whether one of them may now. */
  toThrow: Set<string>;
  mayThrow: boolean;
  isUp: boolean;
  entered: Set<string>;
  enteredLate: Set<string>;
}

function prepare(): void {
  const page = window as unknown as Prepared;
  // Read at once: the hash changes while the page works.
  page.armed = decodeURIComponent(location.hash.slice(1));
  Object.assign(page, { thrown: 0, isUp: false, errors: [] });
  Object.assign(page, { entered: new Set(), enteredLate: new Set() });
  page.nextFault = () => {
    page.mayThrow = true;
  };
  page.throughlineEntered = (name) => {
    page.entered.add(name);
    if (page.isUp) page.enteredLate.add(name);
    if (page.armed === '*') {
      if (!page.mayThrow || !page.toThrow.delete(name)) return;
      page.mayThrow = false;
    } else if (name !== page.armed) return;
    page.thrown++;
    throw new Error(`fault in ${name}`);
  };
  window.addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) page.errors.push(`error: ${event.error?.stack ?? event.message}`);
  });
  window.addEventListener('unhandledrejection', ({ reason }) =>
    page.errors.push(`unhandledrejection: ${(reason as Error)?.stack ?? reason}`),
  );
  console.error = (...args) => page.errors.push(`console.error: ${args.join(' ')}`);
  // What the SDK warns of is meant for a developer.
  console.warn = () => {};

  /** What takes longer waits for `skip`. */
  const MOMENT_MS = 20;
  /** A request of the SDK that has no answer for so long will have none. */
  const PATIENCE_MS = 5_000;
  const { setTimeout, clearTimeout } = window;
  const waiting = new Map<number, () => void>();
  let last = -1;
  page.pause = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
  window.setTimeout = ((callback: () => void, delay = 0, ...args: unknown[]) => {
    if (delay < MOMENT_MS) return setTimeout(callback, delay, ...args);
    waiting.set(--last, () => void setTimeout(callback, 0, ...args));
    return last;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    if (!waiting.delete(id as number)) clearTimeout(id);
  };
  let ahead = 0;
  const now = Date.now;
  const monotonic = performance.now.bind(performance);
  Date.now = () => now() + ahead;
  performance.now = () => monotonic() + ahead;
  page.skip = (ms) => {
    ahead += ms;
    for (const [id, go] of [...waiting]) if (waiting.delete(id)) go();
  };
  page.forgetTimers = () => waiting.clear();

  const { fetch } = window;
  let underWay = 0;
  page.isOffline = false;
  window.fetch = async (input, init) => {
    if (!String(input).includes('/v1/')) return fetch(input, init);
    if (page.isOffline) throw new TypeError('Failed to fetch');
    underWay++;
    try {
      return await fetch(input, init);
    } finally {
      underWay--;
    }
  };
  page.settled = async (action) => {
    let isOver = false;
    void action().finally(() => {
      isOver = true;
    });
    const given = now() + PATIENCE_MS;
    do {
      await page.pause(2);
      if (!isOver) page.skip(5_000);
      if (now() > given) throw new Error('hangs');
    } while (!isOver);
  };
  page.quiet = async () => {
    const given = now() + PATIENCE_MS;
    do await page.pause(2);
    while (underWay > 0 && now() < given);
  };
}

function visiting(options: object, story: typeof checkoutStory): void {
  const page = window as unknown as Prepared;
  const main = document.querySelector('main') as HTMLElement;
  const content = (document.querySelector('template') as HTMLTemplateElement).innerHTML;
  /** What the SDK wraps. */
  const wrapped = () => [
    window.fetch,
    window.WebSocket,
    window.EventSource,
    XMLHttpRequest.prototype.send,
    XMLHttpRequest.prototype.open,
    Navigator.prototype.sendBeacon,
    console.log,
    History.prototype.pushState,
    Element.prototype.attachShadow,
    CSSStyleSheet.prototype.insertRule,
  ];
  const PARTS = ['recorder', 'payloads', 'on-demand', 'canvas', 'media', 'frames', 'held', 'widget'];
  /** Begins and ends until nothing throws any more, since one that throws keeps those after it from being entered. */
  const beginUntilCalm = async () => {
    for (let thrown = -1; thrown !== page.thrown; ) {
      thrown = page.thrown;
      page.nextFault();
      const begun = page.Throughline.init(options) as import('../../throughline.ts').Throughline;
      await page.load('/throughline-recorder.js');
      await page.pause();
      begun.track('begun');
      void begun.flush();
      await page.pause();
      page.skip(5_000);
      await page.pause();
      begun.stop();
    }
  };
  page.visit = async (fault, when, among) => {
    page.forgetTimers();
    page.isUp = false;
    if (when === 'early') page.armed = fault;
    if (when !== 'load') {
      page.thrown = 0;
      page.errors.length = 0;
    }
    page.entered.clear();
    page.enteredLate.clear();
    const before = wrapped();
    main.innerHTML = content;
    if (fault === '*') {
      page.toThrow = new Set(among);
      // What throws as a file is loaded would throw for good: a document loads each once.
      page.armed = '';
      await Promise.all(PARTS.map((part) => page.load(`/throughline-${part}.js`)));
      page.armed = fault;
      await beginUntilCalm();
    }
    const outcomes = await story(page, options, () => {
      page.isUp = true;
      if (when === 'late') page.armed = fault;
    });
    page.armed = '';
    page.isUp = false;
    await page.pause(1);
    const running = page.Throughline?.init(options) as { stop(): void } | undefined;
    running?.stop();
    localStorage.clear();
    sessionStorage.clear();
    return {
      outcomes,
      errors: [...page.errors],
      thrown: page.thrown,
      entered: [...page.entered],
      enteredLate: [...page.enteredLate],
      left: [...(page.toThrow ?? [])],
      isClean: wrapped().every((one, place) => one === before[place]),
    };
  };
}
