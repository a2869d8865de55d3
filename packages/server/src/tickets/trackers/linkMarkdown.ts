import { escapeMarkdown } from '../markdown/escapeMarkdown.ts';
import type { TicketFacts, TicketLink } from './tracker.ts';

/** What an issue is told when a link is added to it. */
export function linkMarkdown({ url, title }: TicketLink, { session, moment, filedBy }: TicketFacts): string {
  const facts = [session && `session ${session}`, moment && `at ${moment}`, filedBy && `added by ${filedBy}`];
  return `[${escapeMarkdown(title)}](${url})\n\n${escapeMarkdown(facts.filter(Boolean).join(', '))}`;
}
