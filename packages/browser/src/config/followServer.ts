import {
  ATTRIBUTES,
  BAGGAGE_HEADER,
  DEFAULT_SDK_CONFIG,
  INCIDENT_MODE_UNTIL_HEADER,
  INCIDENT_MODE_UNTIL_MEMBER,
  incidentReason,
  PATHS,
  type SdkConfig,
} from '@throughline/format';
import type { MaskingRules } from '../capture/masking.ts';
import type { IncidentMode } from '../capture/network/incidentMode.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../options.ts';
import type { StoredText } from '../session/storage.ts';
import { incidentOf, isWanted, type SessionFacts } from './decide.ts';
import { readConfig } from './readConfig.ts';
import { tightened } from './tightened.ts';
import { watchConfig } from './watchConfig.ts';

export interface FollowOptions {
  settings: Settings;
  /** The browser's own. */
  fetch: typeof globalThis.fetch;
  clock: Clock;
  /** Where the last answer is kept for the next page. */
  stored: StoredText;
  sessionId(): string;
  /** `service.version`. */
  release(): string | undefined;
  /** Put on every span and log; among it who the person is. */
  attributes(): Record<string, unknown>;
  incident: IncidentMode;
  /** Whether the session is held back. */
  isHeld(): boolean;
  /** The session is to be sent if it is held back, and why if that must be stored; or to be held on. */
  decided(isWanted: boolean, reason: string | undefined): void;
  /** The project wants nothing recorded. */
  stopped(): void;
  /** What is masked from now on. */
  mask(rules: MaskingRules): void;
}

export interface Following {
  /** Decides anew by what is known, of another session. */
  decide(): void;
  /** Adds to the context headers of a request to `url` what an incident asks for. */
  addHeaders(headers: [name: string, value: string][], url: URL): void;
  stop(): void;
}

/** Does what the server says, from what an earlier page heard on. */
export function followServer(options: FollowOptions): Following {
  const { settings, fetch, clock, stored, sessionId, isHeld, incident } = options;
  const { endpoint, key, masking, service } = settings;
  let known = readConfig(stored.read() ?? '');
  let masked = JSON.stringify(masking);
  /** The reason that was given last for the session, and what an answer said last of an incident. */
  let given = '';
  let heard = '';

  function facts(): SessionFacts {
    const attributes = options.attributes();
    return {
      sessionId: sessionId(),
      path: location.pathname,
      user: String(attributes[ATTRIBUTES.userId] ?? ''),
      attributes,
      service,
      release: options.release() ?? '',
    };
  }

  function follow(config: SdkConfig): void {
    const rules = tightened(masking, config.privacy);
    if (masked !== JSON.stringify(rules)) options.mask(rules);
    masked = JSON.stringify(rules);
    if (!config.recording) {
      options.stopped();
      return;
    }
    const found = incidentOf(config, facts(), clock.now());
    incident.until = found?.until ?? 0;
    if (found) incident.began?.();
    // A session that is sent anyway is of the incident as well, and is told so once.
    const reason = found && incidentReason(found.id);
    const isGiven = given === sessionId() + reason;
    if (!isHeld() && (!reason || isGiven)) return;
    given = sessionId() + reason;
    const wanted =
      settings.mode === 'continuous'
        ? isWanted(config, facts(), clock.now())
        : config.keep !== undefined || found !== undefined;
    options.decided(wanted, reason);
  }

  const decide = () => {
    if (known) follow(known);
  };
  decide();
  const watch = watchConfig(
    fetch,
    () =>
      `${endpoint}${PATHS.config}?key=${encodeURIComponent(key)}${isHeld() ? `&session=${sessionId()}` : ''}`,
    (config) => {
      follow(config ?? known ?? DEFAULT_SDK_CONFIG);
      // Why this session is kept says nothing of the next.
      known = { ...(config ?? known ?? DEFAULT_SDK_CONFIG), keep: undefined };
      if (config) stored.write(JSON.stringify(known));
    },
  );
  incident.heard = (until) => {
    if (until !== heard) watch.ask();
    heard = until;
  };
  return {
    decide,
    addHeaders(headers, url) {
      if (incident.until <= clock.now()) return;
      for (const header of headers)
        if (header[0] === BAGGAGE_HEADER)
          header[1] = `${INCIDENT_MODE_UNTIL_MEMBER}=${incident.until},${header[1]}`;
      // Elsewhere a header that is not expected would fail the request.
      if (url.origin === location.origin) headers.push([INCIDENT_MODE_UNTIL_HEADER, String(incident.until)]);
    },
    stop: watch.stop,
  };
}

export type FollowServer = typeof followServer;
