import type {
  Account,
  SavedView,
  SessionActivityList,
  SessionFacets,
  SessionList,
  SessionSummary,
} from '@throughline/format';
import {
  DEFAULT_SAMPLING,
  HELD_MINUTES,
  PERMISSIONS,
  type ProjectSettings,
  RETENTION,
} from '@throughline/format';
import { browserName, parseSearch, type SearchTerm } from '@throughline/model';
import type { Fixture } from './fixture.ts';

const SETTINGS: ProjectSettings = {
  recording: true,
  sampling: { ...DEFAULT_SAMPLING, rules: [], holdMinutes: HELD_MINUTES },
  privacy: { mode: 'inputs', maskSelectors: [], blockSelectors: [] },
};

/** As a server that was started with `--auth off` answers. */
const NOBODY_LOGS_IN: Account = {
  state: 'in',
  who: { kind: 'machine', id: '', name: 'this machine', permissions: [...PERMISSIONS], projects: null },
  singleSignOn: null,
};

/** What the fixture server answers about many sessions: the list, its counts, activity, views and keys. */
export function answerAboutList(fixture: Fixture, { method, path, parameters, body }: ListRequest): unknown {
  if (path === '/sessions') return sessionList(fixture, parameters);
  if (path === '/sessions/facets') return sessionFacets(fixture, parameters);
  if (path === '/sessions/activity') return sessionActivity(fixture, parameters);
  if (path === '/settings') return SETTINGS;
  if (path === '/tickets') return { tickets: [] };
  if (path === '/retention') return { retention: [{ project: 'default', days: RETENTION.defaultDays }] };
  if (path === '/account') return fixture.account ?? NOBODY_LOGS_IN;
  if (path === '/projects') return { projects: fixture.projects ?? [] };
  if (path === '/keys' && method === 'POST') return { key: 'tli_made_in_a_test' };
  if (!path.startsWith('/views')) return undefined;
  fixture.views ??= [];
  if (method === 'POST') {
    const view: SavedView = {
      ...(body as Omit<SavedView, 'id' | 'createdAt'>),
      id: `view-${fixture.views.length}-${Date.now()}`,
      createdAt: new Date().toISOString(),
    };
    fixture.views.push(view);
    return view;
  }
  if (method === 'DELETE') {
    fixture.views = fixture.views.filter(({ id }) => !path.endsWith(id));
    return {};
  }
  return { views: fixture.views };
}

export interface ListRequest {
  method: string;
  /** Without `/api`. */
  path: string;
  parameters: URLSearchParams;
  body: unknown;
}

function matching({ sessions }: Fixture, parameters: URLSearchParams, but?: string): SessionSummary[] {
  const from = Number(parameters.get('from') ?? 0);
  const to = Number(parameters.get('to') ?? Number.POSITIVE_INFINITY);
  const terms = parseSearch(parameters.get('search') ?? '').terms.filter(({ key }) => key !== but);
  return sessions
    .map(({ detail: { tabs: _, ...summary } }) => summary)
    .filter((session) => session.to >= from && session.from <= to)
    .filter((session) => terms.every((term) => hasTerm(session, term) !== term.isNegated))
    .sort((a, b) => b.from - a.from);
}

/** A few keys, as the server means them. */
function hasTerm(session: SessionSummary, { key, value }: SearchTerm): boolean {
  const has = (part: unknown) =>
    JSON.stringify(part ?? '')
      .toLowerCase()
      .includes(value.toLowerCase());
  if (key === 'text') return has(session);
  if (key === 'user') return has(session.user);
  if (key === 'url') return has(session.entryUrl);
  if (key === 'service') return session.services.includes(value);
  if (key === 'browser') return browserName(session.userAgent) === value;
  if (key === 'has') return value === 'error' ? session.counts.errors > 0 : session.counts.failedRequests > 0;
  throw new Error(`the fixture server does not know the key ${key}`);
}

function sessionList(fixture: Fixture, parameters: URLSearchParams): SessionList {
  const all = matching(fixture, parameters);
  const start = Number(parameters.get('cursor') ?? 0);
  const end = start + Number(parameters.get('limit') ?? 100);
  return { sessions: all.slice(start, end), ...(end < all.length && { nextCursor: String(end) }) };
}

/** Each key among those that match but for their terms of that key, as the server counts. */
function sessionFacets(fixture: Fixture, parameters: URLSearchParams): SessionFacets {
  const count = (key: string, of: (session: SessionSummary) => string[]) => {
    const counts = new Map<string, number>();
    for (const value of matching(fixture, parameters, key).flatMap(of))
      counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = [...counts].map(([value, number]) => ({ value, sessions: number }));
    return values.length > 0 ? [{ key, values: values.sort((a, b) => b.sessions - a.sessions) }] : [];
  };
  return {
    sessions: matching(fixture, parameters).length,
    isPartial: false,
    facets: [
      ...count('has', ({ counts }) => (counts.errors > 0 ? ['error'] : [])),
      ...count('service', ({ services }) => services),
      ...count('url', ({ entryUrl }) => [entryUrl.replace('https://', '')]),
      ...count('lasted', ({ from, to }) => [to - from < 60_000 ? '10s..1m' : '1m..5m']),
      ...count('browser', ({ userAgent }) => [browserName(userAgent)]),
    ],
  };
}

const STRETCHES = 24;

/** Made up out of the counts, the same every time. */
function sessionActivity({ sessions }: Fixture, parameters: URLSearchParams): SessionActivityList {
  const ids = new Set((parameters.get('ids') ?? '').split(','));
  return {
    activity: sessions
      .filter(({ detail }) => ids.has(detail.id))
      .map(({ detail: { id, counts } }) => {
        const at = (count: number, step: number) =>
          Array.from({ length: Math.min(count, 5) }, (_, index) => (index * step + count) % STRETCHES).sort(
            (a, b) => a - b,
          );
        return {
          id,
          actions: Array.from({ length: STRETCHES }, (_, index) =>
            counts.clicks === 0 ? 0 : (index * 7 + counts.clicks) % 5,
          ),
          marks: {
            error: at(counts.errors, 5),
            failedRequest: at(counts.failedRequests, 9),
            frustration: at(Math.floor(counts.errors / 2), 11),
          },
        };
      }),
  };
}
