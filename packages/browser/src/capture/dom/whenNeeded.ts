import { safely } from '../../safely.ts';
import type { DomOptions } from './domOptions.ts';
import type { OnDemand, OnDemandPage } from './onDemand.ts';

/** Loads what few pages need as soon as this one does: by its options, or because there are popovers in it. */
export function startWhenNeeded(options: DomOptions, page: OnDemandPage): OnDemand {
  const listening = new AbortController();
  let isAskedFor = false;
  let running: OnDemand | undefined;
  const load = () => {
    if (isAskedFor) return;
    isAskedFor = true;
    safely(() =>
      import('./onDemand.ts').then(({ startOnDemand }) => {
        if (!listening.signal.aborted) running = startOnDemand(options, page);
      }),
    );
  };
  const { canvas, crossOriginIframes, storeImages, storeFonts } = options;
  if (canvas || storeImages || storeFonts || crossOriginIframes?.length) load();
  document.addEventListener(
    'toggle',
    ({ target }) =>
      safely(() => {
        if ((target as Partial<HTMLElement>).popover) load();
      }),
    { capture: true, signal: listening.signal },
  );
  return {
    complete() {
      if (document.querySelector('[popover]')) load();
      running?.complete();
    },
    stop() {
      listening.abort();
      running?.stop();
    },
  };
}
