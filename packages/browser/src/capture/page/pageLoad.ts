import { ATTRIBUTES } from '@throughline/format';
import { safely } from '../../safely.ts';
import { resourceAttributes } from '../network/details/resourceTimings.ts';
import type { PageCapture } from './pageCapture.ts';

/** Ends of the phases of a page load, in order, as PerformanceNavigationTiming has them. */
const PHASES = [
  'redirectEnd',
  'domainLookupEnd',
  'connectEnd',
  'requestStart',
  'responseStart',
  'responseEnd',
  'domInteractive',
  'domContentLoadedEventEnd',
  'loadEventEnd',
] as const;

/** Only one load a document, however often it is recorded anew. */
let isTold = false;

/**
 * The load of the page as a span, the parent of the requests that it caused, with the status and the sizes of the document and
 * the ends of the load's phases in milliseconds from its beginning.
 */
export const capturePageLoad: PageCapture = ({ emit, redactedUrl, signal, loadRequest, whenLeaving }) => {
  function tell(): void {
    const [timing] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    if (!timing || isTold || signal.aborted) return;
    isTold = true;
    const start = performance.timeOrigin;
    const { traceId, spanId, parentSpanId } = loadRequest().parent;
    const phases = PHASES.flatMap((phase) =>
      timing[phase] > 0 ? [[`${ATTRIBUTES.loadPhase}.${phase}`, Math.round(timing[phase] * 10) / 10]] : [],
    );
    emit({
      kind: 'span',
      traceId,
      spanId,
      ...(parentSpanId && { parentSpanId }),
      name: 'documentLoad',
      start,
      end: start + (timing.loadEventEnd || timing.domContentLoadedEventEnd || timing.responseEnd),
      isInternal: true,
      attributes: {
        [ATTRIBUTES.urlFull]: redactedUrl(location.href),
        [ATTRIBUTES.loadType]: timing.type,
        // Some browsers do not say it.
        [ATTRIBUTES.httpStatus]: timing.responseStatus || undefined,
        ...resourceAttributes(timing),
        ...Object.fromEntries(phases),
      },
    });
  }
  // The end of the `load` event is known after it.
  const tellSoon = () => setTimeout(() => safely(tell));
  if (document.readyState === 'complete') tellSoon();
  else window.addEventListener('load', () => safely(tellSoon), { once: true, signal });
  whenLeaving(tell);
};
