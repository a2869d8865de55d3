import { ATTRIBUTES, EVENTS, redactText } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import type { Masking } from './masking.ts';
import type { RedactedUrl } from './redactedUrl.ts';
import { oneLine } from './text.ts';
import { wrapMethod } from './wrapMethod.ts';

/** Characters of a page's title; search engines show about 60. */
const LONGEST_TITLE = 200;

type NavigationType = 'load' | 'push' | 'replace' | 'pop' | 'hash';

/** Records where the person is: the page that was loaded, and each change of its URL without a load. */
export function startNavigationCapture(
  emit: Emit,
  clock: Clock,
  masking: Masking,
  redactedUrl: RedactedUrl,
): Stop {
  let href = location.href;

  function record(type: NavigationType, time: number): void {
    emit({
      kind: 'log',
      time,
      eventName: EVENTS.navigation,
      severity: 'info',
      attributes: {
        [ATTRIBUTES.navigationType]: type,
        [ATTRIBUTES.urlFull]: redactedUrl(location.href),
        [ATTRIBUTES.pageTitle]: pageTitle(masking),
      },
    });
  }

  function recordChange(type: NavigationType): void {
    // Routers replace the state without changing the URL, and one hash change fires both popstate and hashchange.
    if (location.href === href) return;
    const onlyHash = withoutHash(location.href) === withoutHash(href);
    href = location.href;
    record(type === 'pop' && onlyHash ? 'hash' : type, clock.now());
  }

  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  const unwraps = (['pushState', 'replaceState'] as const).map((method) =>
    wrapMethod(History.prototype, method, (proceed, _history, args) => {
      const result = proceed(args);
      safely(() => recordChange(method === 'pushState' ? 'push' : 'replace'));
      return result;
    }),
  );
  window.addEventListener('popstate', () => safely(() => recordChange('pop')), options);
  window.addEventListener('hashchange', () => safely(() => recordChange('hash')), options);

  const loadedAt = clock.now();
  const recordLoad = () => safely(() => record('load', loadedAt));
  // The title is known once the document is parsed.
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', recordLoad, { ...options, once: true });
  else recordLoad();

  return () => {
    listening.abort();
    for (const unwrap of unwraps) unwrap();
  };
}

function pageTitle(masking: Masking): string {
  const element = document.querySelector('title');
  if (element && masking.isMasked(element)) return '';
  return oneLine(redactText(document.title), LONGEST_TITLE);
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
