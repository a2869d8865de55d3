import { ATTRIBUTES, EVENTS, newSpanId, newTraceId } from '@throughline/format';
import { applicationAttributes, applicationEventName } from './applicationEvent.ts';
import { createMasking } from './capture/masking.ts';
import { type ContextHeadersFor, contextHeaders, mayPropagate } from './capture/network/propagation.ts';
import { createRedactedUrl } from './capture/redactedUrl.ts';
import { oneLine } from './capture/text.ts';
import { createClock } from './clock.ts';
import type { LaterParts } from './laterParts.ts';
import { checkOptions, OptionsError, type Settings, type ThroughlineOptions } from './options.ts';
import { startRecorder } from './recorder.ts';
import { safely } from './safely.ts';
import { INERT, type Throughline } from './throughline.ts';
import { warnOnce } from './warning.ts';

/** Where the running instance is kept: several copies of this package in one page must not record it twice. */
const INSTANCE = Symbol.for('@throughline/browser');
const page = globalThis as { [INSTANCE]?: Throughline };

/** Characters of what identifies a person. */
const LONGEST_IDENTITY = 200;

/**
 * Begins to record this page, and gives what the application can do with the recording. A second call gives the first
 * one's instance; after its `stop` a call begins anew. Never throws: options that cannot be used are told on the console
 * and nothing is recorded, nor is anything on a server.
 */
export type Init = (options: ThroughlineOptions) => Throughline;

/** Makes `init` for a build that brings its later parts in as `parts` say. */
export function createInit(parts: LaterParts): Init {
  return (options) => {
    if (typeof window === 'undefined' || typeof document === 'undefined') return INERT;
    const running = page[INSTANCE];
    if (running) {
      warnOnce('init was called again; the first instance goes on with the options it was given');
      return running;
    }
    try {
      const started = start(checkOptions(options, location.hostname, isSelector), parts);
      page[INSTANCE] = started;
      return started;
    } catch (error) {
      if (error instanceof OptionsError) warnOnce(`nothing is recorded: ${error.message}`);
      else warnOnce('nothing is recorded: an error inside the SDK', error);
      return INERT;
    }
  };
}

function start(settings: Settings, parts: LaterParts): Throughline {
  const clock = createClock();
  let user: Record<string, unknown> = {};
  const recorder = startRecorder(
    settings,
    clock,
    parts,
    (sessionId) => ({
      masking: createMasking(settings),
      redactedUrl: createRedactedUrl(settings.allowedUrlParameters),
      headersFor: headersFor(settings, sessionId),
      isOwn: (url) => url.startsWith(`${settings.endpoint}/v1/`),
    }),
    () => user,
  );
  const allowedHeaders = headersFor(settings, recorder.sessionId);

  const throughline: Throughline = {
    sessionId: recorder.sessionId,
    sessionUrl: (options) =>
      `${settings.endpoint}/sessions/${recorder.sessionId()}${options?.atNow ? `?at=${Math.round(clock.now())}` : ''}`,
    headers: (url = location.href) =>
      safely(() => {
        const span = { traceId: newTraceId(), spanId: newSpanId(), sampled: true };
        return Object.fromEntries(allowedHeaders(new URL(url, document.baseURI), span, () => null));
      }) ?? {},
    identify(userId, traits) {
      safely(() => {
        const { name, email } = traits ?? {};
        user = {
          [ATTRIBUTES.userId]: oneLine(String(userId), LONGEST_IDENTITY),
          [ATTRIBUTES.userName]: name === undefined ? undefined : oneLine(String(name), LONGEST_IDENTITY),
          [ATTRIBUTES.userEmail]: email === undefined ? undefined : oneLine(String(email), LONGEST_IDENTITY),
        };
        recorder.emit({
          kind: 'log',
          time: clock.now(),
          eventName: EVENTS.identify,
          severity: 'info',
          attributes: {},
        });
      });
    },
    track(name, attributes) {
      safely(() =>
        recorder.emit({
          kind: 'log',
          time: clock.now(),
          eventName: applicationEventName(name),
          severity: 'info',
          attributes: applicationAttributes(attributes ?? {}),
        }),
      );
    },
    captureException: (error) => safely(() => recorder.exception(error)),
    flush: () => safely(recorder.flush) ?? Promise.resolve(),
    stop() {
      safely(recorder.stop);
      if (page[INSTANCE] === throughline) delete page[INSTANCE];
    },
  };
  return throughline;
}

function headersFor(settings: Settings, sessionId: () => string): ContextHeadersFor {
  return (url, span, existing) =>
    mayPropagate(url, location.origin, settings.propagateTo)
      ? contextHeaders(sessionId(), span, existing)
      : [];
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return selector.trim() !== '';
  } catch {
    return false;
  }
}
