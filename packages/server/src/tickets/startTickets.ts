import type { Database } from '../control/database.ts';
import { TICKET_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { issueKeyOf } from './issueKey.ts';
import { type JiraAccess, jiraAt } from './jira.ts';
import { postDue } from './postDue.ts';
import { sessionsOf } from './sessionsOf.ts';

export interface TicketsOptions {
  access: JiraAccess;
  database: Database;
  reader: Reader;
  /** Where people reach this server. */
  publicUrl: string;
  onError: (message: string, error: unknown) => void;
}

/** Tells tickets of their incidents from now on. Answers how to end it; then what is under way is broken off. */
export function startTickets({ access, database, reader, publicUrl, onError }: TicketsOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const jira = jiraAt(access, signal);
  let underWay: Promise<unknown> | undefined;
  const look = () => {
    underWay ??= postDue({
      database,
      jira,
      keyOf: (ticket) => issueKeyOf(ticket, access.url),
      sessionsOf: (incident) => sessionsOf(reader, incident),
      publicUrl,
      signal,
      onError,
    })
      .catch((error: unknown) => {
        if (!signal.aborted) onError('tickets could not be told of incidents; trying again', error);
      })
      .finally(() => {
        underWay = undefined;
      });
  };
  const timer = setInterval(look, TICKET_LIMITS.everyMs);
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await underWay;
  };
}
