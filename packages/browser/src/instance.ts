import { ATTRIBUTES, EVENTS, newSpanId, newTraceId } from '@throughline/format';
import { applicationAttributes, applicationEventName, applicationText } from './applicationEvent.ts';
import { type ContextHeadersFor, contextHeaders, mayPropagate } from './capture/network/propagation.ts';
import { createRedactedUrl } from './capture/redactedUrl.ts';
import { oneLine } from './capture/text.ts';
import { valuePrinter } from './capture/valuePrinter.ts';
import { createClock } from './clock.ts';
import { createConsent } from './consent.ts';
import type { LaterParts } from './laterParts.ts';
import { createListeners } from './listeners.ts';
import type { Settings } from './options.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { beginInstance, endInstance } from './runningInstance.ts';
import { safely, tellError } from './safely.ts';
import { persistentText } from './session/storage.ts';
import { whenSeen } from './session/whenSeen.ts';
import { INERT, type Throughline } from './throughline.ts';
import { warnOnce } from './warning.ts';

/** Characters of what identifies a person, a release, a tag. */
const LONGEST_IDENTITY = 200;

/** An application that waits for `flush` goes on after this, whatever came of it. */
const LONGEST_FLUSH_MS = 30_000;

/**
 * What the application has in its hands: records while it is wanted, agreed to and seen, and there is no other.
 */
export function createInstance(settings: Settings, parts: LaterParts): Throughline {
  const clock = createClock();
  const listeners = createListeners();
  const consent = createConsent(
    persistentText(settings.storage, 'throughline.consent'),
    settings.consent === 'required',
  );
  let user: Record<string, unknown> = {};
  let release = settings.release;
  let route: { path: string; template: string } | undefined;
  let recorder: Recorder | undefined;
  let endWait: (() => void) | undefined;

  function launch(): void {
    if (recorder || endWait || !consent.isGiven() || !beginInstance(throughline)) return;
    endWait = () => {};
    endWait = whenSeen(() => {
      recorder = startRecorder(settings, clock, parts, {
        rules: (sessionId) => ({
          masking: settings.masking,
          performance: settings.performance,
          dom: settings.dom,
          redactedUrl: createRedactedUrl(settings.allowedUrlParameters),
          headersFor: headersFor(settings, sessionId),
          isOwn: (url) => url.startsWith(`${settings.endpoint}/v1/`),
          network: settings.network,
        }),
        attributes: () => ({
          ...user,
          // Which route another path belongs to is not known before the application says so.
          [ATTRIBUTES.urlTemplate]: route?.path === location.pathname ? route.template : undefined,
        }),
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
    endInstance(throughline);
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
  const throughline: Throughline = guarded({
    sessionId,
    sessionUrl: (options) =>
      sessionId() === ''
        ? ''
        : `${settings.endpoint}/sessions/${sessionId()}${options?.atNow ? `?at=${Math.round(clock.now())}` : ''}`,
    headers(url = location.href) {
      if (sessionId() === '') return {};
      const span = { traceId: newTraceId(), spanId: newSpanId(), sampled: true };
      const allowed = headersFor(settings, sessionId);
      return Object.fromEntries(allowed(new URL(url, document.baseURI), span, () => null));
    },
    identify(userId, traits) {
      const { name, email } = traits ?? {};
      user = {
        [ATTRIBUTES.userId]: identity(userId),
        [ATTRIBUTES.userName]: name === undefined ? undefined : identity(name),
        [ATTRIBUTES.userEmail]: email === undefined ? undefined : identity(email),
      };
      event(EVENTS.identify);
    },
    track: (name, attributes) => event(applicationEventName(name), applicationAttributes(attributes ?? {})),
    flag: (name, value) =>
      event(
        EVENTS.featureFlag,
        applicationAttributes({
          [ATTRIBUTES.featureFlagKey]: name,
          [ATTRIBUTES.featureFlagValue]: value,
        }),
      ),
    logState: (name, action, state) =>
      event(
        EVENTS.state,
        applicationAttributes({ [ATTRIBUTES.stateName]: name, [ATTRIBUTES.stateAction]: action }),
        state === undefined ? state : valuePrinter.print(state),
      ),
    tag: (word) => event(EVENTS.tag, { [ATTRIBUTES.tag]: identity(word) }),
    note: (text, attributes) =>
      event(EVENTS.note, applicationAttributes(attributes ?? {}), applicationText(text)),
    captureException: (error, attributes) =>
      recorder?.exception(error, applicationAttributes(attributes ?? {})),
    setRoute(template) {
      route = { path: location.pathname, template: identity(template) };
      event(EVENTS.route);
    },
    setRelease(next) {
      release = identity(next);
    },
    keep(given) {
      const reason = applicationText(given);
      event(EVENTS.keep, { [ATTRIBUTES.keepReason]: reason });
      if (recorder) listeners.tell('kept', reason);
    },
    start: launch,
    pause: () => recorder?.pause(),
    resume: () => recorder?.resume(),
    optIn() {
      consent.give();
      if (settings.mode !== 'manual') launch();
    },
    optOut() {
      recorder?.forget();
      halt();
      consent.refuse();
    },
    on(name, listener) {
      const off = listeners.on(name, listener);
      if (name === 'session' && sessionId() !== '')
        safely(() => void (listener as (id: string) => void)(sessionId()));
      return off;
    },
    flush: () =>
      Promise.race([
        recorder?.flush(),
        new Promise<void>((resolve) => setTimeout(resolve, LONGEST_FLUSH_MS)),
      ]).catch(tellError),
    stop: halt,
    shutdown: () => throughline.flush().then(throughline.stop),
  });
  if (settings.mode !== 'manual') launch();
  const { widget } = settings;
  if (widget)
    safely(() =>
      parts
        .loadWidget()
        .then(({ showWidget }) => showWidget(throughline, widget))
        .catch((error) => warnOnce('the widget failed', error)),
    );
  return throughline;
}

/** What goes wrong in one of its functions stays there: the application gets what it would get where nothing is recorded. */
function guarded(throughline: Throughline): Throughline {
  type Members = Record<string, (...args: unknown[]) => unknown>;
  const members = throughline as unknown as Members;
  for (const [name, member] of Object.entries(members)) {
    const inert = (INERT as unknown as Members)[name];
    members[name] = (...args) => safely(() => member(...args)) ?? inert?.();
  }
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
