import type { IncidentScope, SessionSummary } from '@throughline/format';
import { TICKET_LIMITS } from '../limits.ts';
import { replayUrl, sessionListUrl } from './links.ts';
import { plainText } from './plainText.ts';

/** What a ticket is told of an incident's end, before it becomes a document of any tracker. All texts are plain. */
export interface TicketComment {
  title: string;
  facts: readonly { name: string; value: string }[];
  sessions: readonly { url: string; label: string; text: string }[];
  /** The list of all sessions, and how many of them the comment leaves out. */
  list: { url: string; more: number };
}

export interface EndedIncident {
  id: string;
  project: string;
  scope: IncidentScope;
  reason: string;
  startedBy: string;
  startedAt: number;
  until: number;
}

/** The sessions of an incident: as many as are looked at, how many there are, and when each last failed. */
export interface IncidentSessions {
  sessions: readonly SessionSummary[];
  count: number;
  /** By session id, Unix milliseconds. */
  latestErrors: ReadonlyMap<string, number>;
}

/** By it a comment is known again. */
export function commentMark(id: string): string {
  return `Throughline incident ${id}`;
}

export function commentOf(
  incident: EndedIncident,
  { sessions, count, latestErrors }: IncidentSessions,
  publicUrl: string,
): TicketComment {
  const site = { publicUrl, project: incident.project };
  const errorAt = (id: string) => latestErrors.get(id) ?? Number.NEGATIVE_INFINITY;
  const listed = sessions
    .toSorted((a, b) => compare(errorAt(b.id), errorAt(a.id)) || b.from - a.from)
    .slice(0, TICKET_LIMITS.sessionsListed);
  const total = Math.max(count, listed.length);
  return {
    title: `${commentMark(incident.id)} has ended with ${counted(total, 'session')}.`,
    facts: [
      { name: 'Begun by', value: plainText(incident.startedBy) },
      { name: 'Why', value: plainText(incident.reason) },
      { name: 'Window', value: `${told(incident.startedAt)} to ${told(incident.until)}` },
      { name: 'Scope', value: scopeText(incident.scope) },
    ].filter(({ value }) => value !== ''),
    sessions: listed.map((session) => {
      const at = latestErrors.get(session.id) ?? Math.max(session.from, incident.startedAt);
      const { user, entryUrl, counts } = session;
      const texts = [
        plainText(user ? (user.name ?? user.email ?? user.id) : 'nobody known'),
        plainText(entryUrl),
        counts.errors > 0 ? counted(counts.errors, 'error') : '',
      ];
      return {
        url: replayUrl(site, session.id, at),
        label: `Session at ${told(at)}`,
        text: texts.filter((text) => text !== '').join(', '),
      };
    }),
    list: { url: sessionListUrl(site, incident.id), more: total - listed.length },
  };
}

/** Of `list`: what its link says. */
export function listLabel({ more }: TicketComment['list']): string {
  return more > 0 ? `All sessions, ${more} more` : 'All sessions';
}

function scopeText(scope: IncidentScope): string {
  const limits = Object.entries(scope).map(([name, pattern]) => `${name} ${plainText(pattern)}`);
  return limits.join(', ') || 'everything';
}

const told = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
