import type { Database } from '../control/database.ts';
import { claimDuePost, type DuePost, rememberNotPosted, rememberPosted } from '../control/ticketPosts.ts';
import { TICKET_LIMITS } from '../limits.ts';
import { commentMark, commentOf, type IncidentSessions } from './comment.ts';
import type { Jira } from './jira.ts';
import { sessionListUrl } from './links.ts';
import { plainText } from './plainText.ts';
import { waitAfter } from './retry.ts';
import { TrackerError } from './trackerError.ts';

export interface PostOptions {
  database: Database;
  jira: Jira;
  /** The key of the issue that a ticket names; `undefined` if it names none in this Jira. */
  keyOf: (ticket: string) => string | undefined;
  sessionsOf: (incident: DuePost) => Promise<IncidentSessions>;
  /** Where people reach this server. */
  publicUrl: string;
  signal: AbortSignal;
  onError: (message: string, error: unknown) => void;
  /** Unix milliseconds. */
  now?: () => number;
  /** 0 to 1. */
  random?: () => number;
}

/** Tells tickets all that is due, each incident by one server only; answers how many were told. */
export async function postDue(options: PostOptions): Promise<number> {
  const { database, signal, now = Date.now } = options;
  let told = 0;
  for (let post = 0; post < TICKET_LIMITS.postsAtOnce && !signal.aborted; post++) {
    const due = await claimDuePost(database, now(), (ticket) => options.keyOf(ticket) !== undefined);
    if (!due) break;
    if (await tell(due, options)) told += 1;
  }
  return told;
}

async function tell(due: DuePost, options: PostOptions): Promise<boolean> {
  const { database, signal, onError, now = Date.now, random = Math.random } = options;
  try {
    await post(due, options);
  } catch (error) {
    // The server stops: what came of it is found out when the claim has run out.
    if (signal.aborted) return false;
    const known = error instanceof TrackerError;
    const wait =
      known && error.isFinal ? undefined : waitAfter(due.attempt, known ? error.retryAfterMs : 0, random());
    const message = plainText((error as Error).message, TICKET_LIMITS.errorCharacters);
    await rememberNotPosted(database, due, {
      error: message,
      now: now(),
      nextAt: wait === undefined ? undefined : now() + wait,
    });
    const next = wait === undefined ? 'given up' : 'trying again later';
    onError(`the ticket of incident ${due.id} could not be told; ${next}: ${message}`, error);
    return false;
  }
  await rememberPosted(database, due, now());
  return true;
}

async function post(due: DuePost, { jira, keyOf, sessionsOf, publicUrl }: PostOptions): Promise<void> {
  const key = keyOf(due.ticket);
  if (key === undefined) return;
  if (!due.isLinked)
    await jira.putRemoteLink(key, {
      globalId: `throughline-incident=${due.id}`,
      url: sessionListUrl({ publicUrl, project: due.project }, due.id),
      title: `Sessions of incident ${due.id}`,
      summary: plainText(due.reason),
    });
  if (due.phase === 'started') return;
  // The answer to an earlier attempt may be what was lost.
  if (due.attempt > 1 && (await jira.hasComment(key, commentMark(due.id)))) return;
  await jira.addComment(key, commentOf(due, await sessionsOf(due), publicUrl));
}
