import { ATTRIBUTES, EVENTS, redactText } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { createListening } from '../listening.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import { BLOCK_ATTRIBUTE, MASK_ATTRIBUTE, type MaskingRules } from './masking.ts';
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
  masking: MaskingRules,
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
    // Routers replace the state without changing the URL, and of one change several tell: the Navigation API, where it is,
    // what is wrapped, and the events of old.
    if (location.href === href) return;
    const onlyHash = withoutHash(location.href) === withoutHash(href);
    href = location.href;
    record(onlyHash ? 'hash' : type, clock.now());
  }

  const { on, signal, stop } = createListening();
  const unwraps = (['pushState', 'replaceState'] as const).map((method) =>
    wrapMethod(History.prototype, method, (proceed, _history, args) => {
      const result = proceed(args);
      safely(() => recordChange(method.slice(0, -'State'.length) as NavigationType));
      return result;
    }),
  );
  window.navigation?.addEventListener(
    'currententrychange',
    ({ navigationType: type }) =>
      safely(() => recordChange(type === 'traverse' ? 'pop' : (type as NavigationType))),
    { signal },
  );
  on('popstate', () => recordChange('pop'));
  on('hashchange', () => recordChange('hash'));

  const loadedAt = clock.now();
  const recordLoad = () => record('load', loadedAt);
  // The title is known once the document is parsed.
  if (document.readyState === 'loading') on('DOMContentLoaded', recordLoad);
  else safely(recordLoad);

  return () => {
    stop();
    for (const unwrap of unwraps) unwrap();
  };
}

function pageTitle({ privacy, maskSelectors, blockSelectors }: MaskingRules): string {
  const hidden = [MASK_ATTRIBUTE, BLOCK_ATTRIBUTE, ...maskSelectors, ...blockSelectors].join();
  if (privacy !== 'inputs' || document.querySelector('title')?.closest(hidden)) return '';
  return oneLine(redactText(document.title), LONGEST_TITLE);
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
