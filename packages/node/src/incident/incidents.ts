import { type ActiveIncident, INCIDENT_MINUTES_MOST, type IncidentScope, matches } from '@throughline/format';

/** What is known of a request when its span begins. */
export interface RequestFacts {
  service: string;
  release: string;
  /** Path of the URL. */
  route: string;
  /** Name of the span, e.g. `POST /charge`. */
  transaction: string;
}

/** Traces known to fall into an incident: the oldest go first, and an incident ends before that matters. */
const TRACES_MOST = 10_000;
/** No incident lasts longer, whoever says so. */
const LONGEST_MS = INCIDENT_MINUTES_MOST * 60_000;

/**
 * The incidents under way, as this process knows them. A header from outside never makes one: it only says that a request falls
 * into one that is known, or that it is time to ask the server.
 */
export class Incidents {
  readonly #now: () => number;
  #told: readonly ActiveIncident[] = [];
  readonly #local = new Map<string, ActiveIncident>();
  readonly #traces = new Map<string, ActiveIncident>();
  /** Called when a request claims an incident that is not known. */
  onUnknown: () => void = () => undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes what the server tells; it replaces what it told before. */
  learn(incidents: readonly ActiveIncident[]): void {
    this.#told = incidents.filter(isPlausible);
    this.#forgetEnded();
  }

  /** Begins, prolongs or (with a time that is over) ends an incident of this process alone. */
  setLocal(id: string, until: number, scope: IncidentScope = {}): void {
    this.#local.set(id, { id, until, scope });
    this.#forgetEnded();
  }

  /** The incident that a request falls into by what it is; the one that lasts longest. */
  find(facts: RequestFacts): ActiveIncident | undefined {
    return longest(this.#active().filter(({ scope }) => scope.user === undefined && isWithin(scope, facts)));
  }

  /**
   * The incident that a request falls into by what its caller says, `X-Incident-Mode-Until`: the one that ends at that very
   * millisecond, if it is known. Anything else is no more than a hint.
   */
  claimed(header: string | undefined): ActiveIncident | undefined {
    if (header === undefined) return undefined;
    const until = Number(header);
    const now = this.#now();
    if (!/^\d{13}$/.test(header) || until <= now || until > now + LONGEST_MS) return undefined;
    const known = this.#active().find((incident) => incident.until === until);
    if (!known) this.onUnknown();
    return known;
  }

  /** From now on all of this trace falls into the incident. */
  mark(traceId: string, incident: ActiveIncident): void {
    if (this.#traces.size >= TRACES_MOST) {
      const [oldest] = this.#traces.keys();
      if (oldest !== undefined) this.#traces.delete(oldest);
    }
    this.#traces.set(traceId, incident);
  }

  /** The incident under way that the trace falls into. */
  ofTrace(traceId: string | undefined): ActiveIncident | undefined {
    if (traceId === undefined || this.#traces.size === 0) return undefined;
    const incident = this.#traces.get(traceId);
    if (incident && !this.#isActive(incident)) {
      this.#traces.delete(traceId);
      return undefined;
    }
    return incident;
  }

  /** Whether there is any, cheaply. */
  get isAny(): boolean {
    return this.#told.length + this.#local.size > 0 && this.#active().length > 0;
  }

  #active(): ActiveIncident[] {
    const now = this.#now();
    return [...this.#told, ...this.#local.values()].filter(({ until }) => until > now);
  }

  #isActive({ id }: ActiveIncident): boolean {
    return this.#active().some((incident) => incident.id === id);
  }

  #forgetEnded(): void {
    const now = this.#now();
    for (const [id, { until }] of this.#local) if (until <= now) this.#local.delete(id);
    if (!this.isAny) this.#traces.clear();
  }
}

function isPlausible({ id, until, scope }: ActiveIncident): boolean {
  return typeof id === 'string' && Number.isFinite(until) && typeof scope === 'object' && scope !== null;
}

function isWithin(scope: IncidentScope, { service, release, route, transaction }: RequestFacts): boolean {
  return (
    matches(scope.service, service) &&
    matches(scope.release, release) &&
    matches(scope.route, route) &&
    matches(scope.transaction, transaction)
  );
}

function longest(incidents: readonly ActiveIncident[]): ActiveIncident | undefined {
  return incidents.reduce<ActiveIncident | undefined>(
    (last, incident) => (last && last.until >= incident.until ? last : incident),
    undefined,
  );
}

/** The incidents of this process. */
export const incidents = new Incidents();
