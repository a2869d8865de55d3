import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import { safely } from '../../safely.ts';
import type { PageCapture } from './pageCapture.ts';

/** `onCLS` and the others cannot be taken back, so they are begun once in a page and tell whoever captures now. */
let tellMetric: ((metric: MetricType) => void) | undefined;
let begun = false;

/** Of Largest Contentful Paint, Event Timing and Layout Instability. */
interface Cause {
  element?: Element | null;
  target?: Node | null;
  sources?: { node?: Node | null }[];
  value?: number;
}

/** What the page showed last, was slow to answer, or shifted most; `undefined` if that is gone, or of other metrics. */
function causeOf(causes: Cause[]): Node | null | undefined {
  return [...causes]
    .sort((one, other) => (other.value ?? 0) - (one.value ?? 0))
    .map(({ element, target, sources }) => element ?? target ?? sources?.[0]?.node)
    .find(Boolean);
}

/** Core Web Vitals and what explains them, as `web-vitals` measures them: when they are known, or the page is hidden. */
export const captureWebVitals: PageCapture = ({ tell, whenStopped, about }) => {
  tellMetric = ({ name, value, rating, delta, id, entries }) => {
    const element = about(causeOf(entries as Cause[]));
    tell(
      EVENTS.webVital,
      `${name} ${name === 'CLS' ? value.toFixed(3) : `${Math.round(value)} ms`}, ${rating}${element ? `: ${element.name}` : ''}`,
      {
        ...element?.attributes,
        [ATTRIBUTES.webVitalName]: name.toLowerCase(),
        [ATTRIBUTES.webVitalValue]: value,
        [ATTRIBUTES.webVitalDelta]: delta,
        [ATTRIBUTES.webVitalId]: id,
        [ATTRIBUTES.webVitalRating]: rating,
      },
    );
  };
  whenStopped(() => {
    tellMetric = undefined;
  });
  if (begun) return;
  begun = true;
  for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB])
    observe((metric) => safely(() => tellMetric?.(metric)));
};
