import {
  type ActiveIncident,
  INCIDENT_MINUTES_MOST,
  isSampled,
  matches,
  type SdkConfig,
  sampleRate,
} from '@throughline/format';

/** What is known of the session where it stands now. */
export interface SessionFacts {
  sessionId: string;
  /** Path of the page. */
  path: string;
  /** Id of the person; empty if the application did not say. */
  user: string;
  /** Put on every span and log. */
  attributes: Record<string, unknown>;
  service: string;
  release: string;
}

/** The incident under way that the session falls into. `now` is Unix milliseconds by the server's clock. */
export function incidentOf(
  { incidents }: SdkConfig,
  { path, user, service, release }: SessionFacts,
  now: number,
): ActiveIncident | undefined {
  return incidents.find(
    ({ until, scope }) =>
      until > now &&
      until <= now + INCIDENT_MINUTES_MOST * 60_000 &&
      // A scope by transaction is for services: a page has none.
      scope.transaction === undefined &&
      matches(scope.route, path) &&
      matches(scope.user, user) &&
      matches(scope.service, service) &&
      matches(scope.release, release),
  );
}

/** Whether the session is to be recorded whole by what the server says. */
export function isWanted(config: SdkConfig, facts: SessionFacts, now: number): boolean {
  return (
    config.keep !== undefined ||
    isSampled(facts.sessionId, sampleRate(config.sampling, facts.path, facts.user, facts.attributes)) ||
    incidentOf(config, facts, now) !== undefined
  );
}
