import type {
  RequestSummary,
  SessionEvent,
  SessionSummary,
  SupportStep,
  SupportSummary,
} from '@throughline/format';
import { beganAt, endedAt } from '../causality/actions.ts';
import { FAILS_WITHIN_MS } from '../network/actionCauses.ts';
import { supportAnswer, type ToldFailure } from './answer.ts';
import { EventTeller } from './eventSteps.ts';
import { failedRequest } from './failedRequest.ts';

/** Steps that one reads. Of more, failures and what led to them stay. */
export const SUPPORT_STEPS_MOST = 200;
/** Failures among them, and details of one failure. */
const FAILURES_MOST = 100;
const DETAILS_MOST = 5;
/** What a person did so long before a failure is held to have led to it, milliseconds: longer no request of a page takes. */
const LED_WITHIN_MS = 2 * 60_000;

export interface SupportSources {
  session: Pick<SessionSummary, 'from' | 'user'>;
  /** Of the browser, in the order of time. */
  events: readonly SessionEvent[];
  requests: readonly RequestSummary[];
  /** Whether there are more than these. */
  isCut?: boolean;
}

/** What a step is known to be beside what it tells. */
interface Step extends SupportStep {
  tabId: string;
  way?: ToldFailure['way'];
  isChange?: boolean;
}

/** What the person tried and what failed, as steps in the order of time, and an answer to give. */
export function supportSummary({ session, events, requests, isCut = false }: SupportSources): SupportSummary {
  const all = joined(eventSteps(events), requestSteps(requests)).sort((a, b) => a.time - b.time);
  const steps = counted(all);
  const failures = steps.filter(({ kind }) => kind === 'failure');
  const failure = whereToLook(failures, steps);
  const shown = chosen(steps);
  return {
    steps: shown.map(told),
    omitted: steps.length - shown.length,
    isCut,
    failures: failures.reduce((sum, { times = 1 }) => sum + times, 0),
    failure: failure ? told(failure) : null,
    answer: supportAnswer(
      session,
      steps,
      failure && { time: failure.time, way: failure.way ?? 'thrown', isChange: failure.isChange ?? false },
    ),
  };
}

function eventSteps(events: readonly SessionEvent[]): Step[] {
  const teller = new EventTeller();
  return events.flatMap((event): Step[] => {
    const said = teller.tell(event);
    if (!said) return [];
    const { detail, ...step } = said;
    const time = Number(BigInt(event.timeUnixNano) / 1_000_000n);
    return [{ id: event.id, time, details: detail ? [detail] : [], tabId: event.tabId, ...step }];
  });
}

/** A failure stands where it showed: at the end of the request. */
function requestSteps(requests: readonly RequestSummary[]): Step[] {
  return requests.flatMap((request): Step[] => {
    const failure = failedRequest(request);
    if (!failure) return [];
    const { traceId, spanId, tabId, method } = request;
    return [
      {
        id: `${traceId}.${spanId}`,
        kind: 'failure',
        time: Math.trunc(Math.max(endedAt(request), beganAt(request))),
        text: failure.text,
        details: [failure.detail],
        traceId,
        tabId,
        way: failure.way,
        isChange: method !== '' && !SAFE_METHODS.has(method),
      },
    ];
  });
}

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** All steps; what the page threw soon after a request failed is a detail of that failure, and no step of its own. */
function joined(steps: readonly Step[], failed: readonly Step[]): Step[] {
  const details = new Map(failed.map((failure) => [failure, [...failure.details]]));
  const own: Step[] = [];
  for (const step of steps) {
    const cause = step.kind === 'failure' ? causeOf(step, failed) : undefined;
    if (cause) details.get(cause)?.push(...step.details);
    else own.push(step);
  }
  const whole = failed.map((step) => ({ ...step, details: details.get(step)?.slice(0, DETAILS_MOST) ?? [] }));
  return [...own, ...whole];
}

function causeOf({ tabId, time }: Step, failed: readonly Step[]): Step | undefined {
  return failed.findLast(
    (failure) => failure.tabId === tabId && failure.time <= time && time - failure.time <= FAILS_WITHIN_MS,
  );
}

/** What is the same as just before is counted there. */
function counted(steps: readonly Step[]): Step[] {
  const told: Step[] = [];
  for (const step of steps) {
    const last = told.at(-1);
    if (last && last.text === step.text && last.kind === step.kind) {
      last.times = (last.times ?? 1) + 1;
      last.details = [...new Set([...last.details, ...step.details])].slice(0, DETAILS_MOST);
    } else told.push({ ...step });
  }
  return told;
}

/** What was to change something tells more than what was to be read, and what a person waited for more than what they did not. */
function whereToLook(failures: readonly Step[], steps: readonly Step[]): Step | undefined {
  const ofActions = failures.filter((step) => isOfAction(step, steps));
  return ofActions.findLast(({ isChange }) => isChange) ?? ofActions.at(-1) ?? failures.at(-1);
}

/** Whether the person did something shortly before, in the same tab. */
function isOfAction({ time, tabId }: Step, steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      (step.kind === 'click' || step.kind === 'input') &&
      step.tabId === tabId &&
      step.time <= time &&
      time - step.time <= LED_WITHIN_MS,
  );
}

/** Of too many steps the latest failures, what came before the last of them, the nearest first, and what came after it. */
function chosen(steps: readonly Step[]): Step[] {
  if (steps.length <= SUPPORT_STEPS_MOST) return [...steps];
  const failures = steps.filter(({ kind }) => kind === 'failure');
  const last = failures.at(-1);
  const end = last ? steps.indexOf(last) : steps.length;
  const byWeight = [
    ...failures.slice(-FAILURES_MOST),
    ...steps.slice(0, end).toReversed(),
    ...steps.slice(end),
  ];
  const kept = new Set<Step>();
  for (const step of byWeight) if (kept.size < SUPPORT_STEPS_MOST) kept.add(step);
  return steps.filter((step) => kept.has(step));
}

function told({ id, kind, time, text, times, details, traceId }: Step): SupportStep {
  return { id, kind, time, text, ...(times && { times }), details, ...(traceId && { traceId }) };
}
