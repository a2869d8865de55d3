import { ATTRIBUTES } from '@throughline/format';
import type { Clock } from '../../clock.ts';
import { createListening } from '../../listening.ts';
import { safely } from '../../safely.ts';
import type { Emit } from '../captured.ts';
import type { LoadRequest } from '../documentLoad.ts';
import { createDescribeElement } from '../element/describeElement.ts';
import { createMasking, type MaskingRules } from '../masking.ts';
import { shownId } from '../printValue.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import { captureCalls } from './calls/captureCalls.ts';
import { captureClipboard } from './clipboard.ts';
import { captureDevice } from './device.ts';
import { captureDialogs } from './dialogs.ts';
import { captureFailures } from './failures.ts';
import { captureForms } from './forms.ts';
import { captureLongTasks } from './longTasks.ts';
import type { PageCapture, PageContext } from './pageCapture.ts';
import { capturePageLoad } from './pageLoad.ts';
import { captureScrollDepth } from './scrollDepth.ts';
import { captureVisibility } from './visibility.ts';
import { captureWebVitals } from './webVitals.ts';

const CAPTURES: readonly PageCapture[] = [
  captureFailures,
  captureForms,
  captureClipboard,
  captureScrollDepth,
  captureVisibility,
  captureDialogs,
  captureCalls,
  capturePageLoad,
];
const MEASURES: readonly PageCapture[] = [captureWebVitals, captureLongTasks, captureDevice];

/** Events of all these captures in a page: a page that makes more of them has gone wild. */
const MOST_A_PAGE = 2_000;

export interface PageCaptures {
  /** To be called when the page may go away. */
  leave(): void;
  stop(): void;
}

export type StartPageCaptures = (
  emit: Emit,
  clock: Clock,
  rules: { masking: MaskingRules; redactedUrl: RedactedUrl; performance: boolean },
  loadRequest: () => LoadRequest,
  failed: () => void,
) => PageCaptures;

export const startPageCaptures: StartPageCaptures = (
  emit,
  clock,
  { masking, redactedUrl, performance },
  loadRequest,
  failed,
) => {
  const describe = createDescribeElement(masking);
  const isTextSeen = masking.privacy === 'inputs';
  const { isMasked } = createMasking(masking);
  shownId.of = (element) => (isTextSeen && !isMasked(element) ? element.id : '');
  const { on: listen, signal, stop } = createListening();
  const lasts: (() => void)[] = [];
  let left = MOST_A_PAGE;
  const context: PageContext = {
    emit,
    clock,
    describe,
    redactedUrl,
    isTextSeen,
    listen,
    signal,
    loadRequest,
    failed,
    whenStopped: (end) => signal.addEventListener('abort', () => safely(end)),
    whenLeaving: (last) => lasts.push(last),
    tell(eventName, body, attributes, severity = 'info') {
      if (signal.aborted || left-- <= 0) return;
      safely(() => emit({ kind: 'log', time: clock.now(), eventName, severity, body, attributes }));
    },
    about(subject) {
      const target = subject instanceof Event ? subject.composedPath()[0] : subject;
      const described = target instanceof Element ? describe(target) : undefined;
      return (
        described && {
          name: described.name,
          attributes: {
            [ATTRIBUTES.elementName]: described.name,
            [ATTRIBUTES.elementSelector]: described.selector,
          },
        }
      );
    },
  };
  for (const capture of performance ? [...CAPTURES, ...MEASURES] : CAPTURES) safely(() => capture(context));
  const leave = () => {
    for (const last of lasts) safely(last);
  };
  return {
    leave,
    stop() {
      leave();
      stop();
    },
  };
};
