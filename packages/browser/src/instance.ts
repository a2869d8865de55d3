import { ATTRIBUTES, EVENTS, newSpanId, newTraceId } from '@throughline/format';
import { applicationAttributes, applicationEventName, applicationText } from './applicationEvent.ts';
import { createMasking } from './capture/masking.ts';
import { type ContextHeadersFor, contextHeaders, mayPropagate } from './capture/network/propagation.ts';
import { createRedactedUrl } from './capture/redactedUrl.ts';
import { oneLine } from './capture/text.ts';
import { createClock } from './clock.ts';
import { createConsent } from './consent.ts';
import type { LaterParts } from './laterParts.ts';
import { createListeners } from './listeners.ts';
import type { Settings } from './options.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { safely } from './safely.ts';
import { persistentText } from './session/storage.ts';
import { whenSeen } from './session/whenSeen.ts';
import type { Throughline } from './throughline.ts';

/** Characters of what identifies a person, a release, a tag. */
const LONGEST_IDENTITY = 200;

/**
 * What the application has in its hands: records while it is wanted, agreed to and seen. `runs` is told whenever a
 * recording begins (it may refuse) and ends.
 */
export function createInstance(
  settings: Settings,
  parts: LaterParts,
  runs: { begin(instance: Throughline): boolean; end(instance: Throughline): void },
): Throughline {
  const clock = createClock();
  const listeners = createListeners();
  const consent = createConsent(
    persistentText(settings.storage, 'throughline.consent'),
    settings.consent === 'required',
  );
  let user: Record<string, unknown> = {};
  let release = settings.release;
  let recorder: Recorder | undefined;
  let endWait: (() => void) | undefined;

  function launch(): void {
    if (recorder || endWait || !consent.isGiven() || !runs.begin(throughline)) return;
    endWait = () => {};
    endWait = whenSeen(() => {
      recorder = startRecorder(settings, clock, parts, {
        rules: (sessionId) => ({
          masking: createMasking(settings),
          redactedUrl: createRedactedUrl(settings.allowedUrlParameters),
          headersFor: headersFor(settings, sessionId),
          isOwn: (url) => url.startsWith(`${settings.endpoint}/v1/`),
        }),
        attributes: () => user,
        release: () => release,
        began: (sessionId) => listeners.tell('session', sessionId),
        stopped: halt,
      });
    });
  }

  function halt(): void {
    if (!endWait) return;
    const stopped = recorder;
    endWait();
    endWait = undefined;
    recorder = undefined;
    runs.end(throughline);
    stopped?.stop();
    if (stopped) listeners.tell('stopped');
  }

  function event(eventName: string, attributes: Record<string, unknown> = {}, body?: string): void {
    recorder?.emit({
      kind: 'log',
      time: clock.now(),
      eventName,
      severity: 'info',
      attributes,
      ...(body === undefined ? {} : { body }),
    });
  }

  const sessionId = () => recorder?.sessionId() ?? '';
  const throughline: Throughline = {
    sessionId,
    sessionUrl: (options) =>
      sessionId() === ''
        ? ''
        : `${settings.endpoint}/sessions/${sessionId()}${options?.atNow ? `?at=${Math.round(clock.now())}` : ''}`,
    headers: (url = location.href) =>
      safely(() => {
        if (sessionId() === '') return {};
        const span = { traceId: newTraceId(), spanId: newSpanId(), sampled: true };
        const allowed = headersFor(settings, sessionId);
        return Object.fromEntries(allowed(new URL(url, document.baseURI), span, () => null));
      }) ?? {},
    identify(userId, traits) {
      safely(() => {
        const { name, email } = traits ?? {};
        user = {
          [ATTRIBUTES.userId]: identity(userId),
          [ATTRIBUTES.userName]: name === undefined ? undefined : identity(name),
          [ATTRIBUTES.userEmail]: email === undefined ? undefined : identity(email),
        };
        event(EVENTS.identify);
      });
    },
    track: (name, attributes) =>
      safely(() => event(applicationEventName(name), applicationAttributes(attributes ?? {}))),
    tag: (word) => safely(() => event(EVENTS.tag, { [ATTRIBUTES.tag]: identity(word) })),
    note: (text) => safely(() => event(EVENTS.note, {}, applicationText(text))),
    captureException: (error) => safely(() => recorder?.exception(error)),
    setRelease: (next) =>
      safely(() => {
        release = identity(next);
      }),
    keep: (given) =>
      safely(() => {
        const reason = applicationText(given);
        event(EVENTS.keep, { [ATTRIBUTES.keepReason]: reason });
        if (recorder) listeners.tell('kept', reason);
      }),
    start: () => safely(launch),
    pause: () => safely(() => recorder?.pause()),
    resume: () => safely(() => recorder?.resume()),
    optIn: () =>
      safely(() => {
        consent.give();
        if (settings.mode !== 'manual') launch();
      }),
    optOut: () =>
      safely(() => {
        const forget = recorder?.forget;
        halt();
        forget?.();
        consent.refuse();
      }),
    on(name, listener) {
      const off = listeners.on(name, listener);
      if (name === 'session' && sessionId() !== '')
        safely(() => (listener as (id: string) => void)(sessionId()));
      return off;
    },
    flush: () => safely(async () => recorder?.flush()) ?? Promise.resolve(),
    stop: () => safely(halt),
    async shutdown() {
      await throughline.flush();
      throughline.stop();
    },
  };
  if (settings.mode !== 'manual') launch();
  return throughline;
}

function identity(value: unknown): string {
  return oneLine(String(value), LONGEST_IDENTITY);
}

function headersFor(settings: Settings, sessionId: () => string): ContextHeadersFor {
  return (url, span, existing) =>
    mayPropagate(url, location.origin, settings.propagateTo)
      ? contextHeaders(sessionId(), span, existing)
      : [];
}
