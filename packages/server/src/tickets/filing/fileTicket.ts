import type { Ticket, TicketDraft } from '@throughline/format';
import type { Database } from '../../control/database.ts';
import { setIncidentTicket } from '../../control/incidents.ts';
import type { OpenIntegration } from '../../control/integrations.ts';
import { rememberTicket } from '../../control/tickets.ts';
import { ownTemplates } from '../../control/ticketTemplates.ts';
import { INTEGRATION_LIMITS } from '../../limits.ts';
import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { plainText } from '../plainText.ts';
import { fillMarkdown, fillText } from '../templates/fillTemplate.ts';
import { DEFAULT_TEMPLATES } from '../templates/placeholders.ts';
import { TrackerError } from '../trackerError.ts';
import type { Filed } from '../trackers/tracker.ts';
import { trackerOf } from '../trackers/trackerOf.ts';
import type { Subject } from './subject.ts';

/** The ticket that would be filed by the project's template. Throws `TemplateError`. */
export async function draftOf(database: Database, subject: Subject): Promise<TicketDraft> {
  const own = await ownTemplates(database, subject.facts.project);
  const template = own[subject.template] ?? DEFAULT_TEMPLATES[subject.template];
  return {
    title: plainText(subject.title, INTEGRATION_LIMITS.titleCharacters),
    description: fillMarkdown(template, subject.values),
  };
}

export interface Filing {
  database: Database;
  integration: OpenIntegration;
  subject: Subject;
  /** Of the asker. */
  filedById: string;
  signal: AbortSignal;
}

export type FiledTicket = Ticket & { problem?: string };

/** What a ticket says, and a picture of the page at its moment, a PNG. */
export type TicketContent = Partial<TicketDraft> & { picture?: Uint8Array<ArrayBuffer> };

/** Files `ticket`, by the template what is missing of it, and remembers it. Throws `TrackerError` or `TemplateError`. */
export async function fileTicket(
  filing: Filing,
  { picture, ...ticket }: TicketContent,
): Promise<FiledTicket> {
  const { database, integration, subject, signal } = filing;
  const isWhole = ticket.title !== undefined && ticket.description !== undefined;
  const { title, description } = { ...(isWhole ? EMPTY : await draftOf(database, subject)), ...ticket };
  const filed = await trackerOf(integration, signal).file({
    title,
    markdown: description,
    blocks: parseMarkdown(description),
    link: subject.link,
    facts: subject.facts,
    picture: picture && {
      name: 'replay.png',
      alternative: `The page as it was: ${plainText(subject.link.title)}`,
      png: picture,
    },
    fill: (template) => fillText(template, subject.values),
  });
  const { incident } = subject.facts;
  if (incident !== '' && (filed.url || filed.key))
    await setIncidentTicket(database, incident, filed.url || filed.key);
  return remembered(filing, filed, { title, isLinkOnly: false });
}

const EMPTY: TicketDraft = { title: '', description: '' };

/** Adds the replay's link to an issue that is there. Throws `TrackerError`. */
export async function linkTicket(filing: Filing, ticket: string): Promise<FiledTicket> {
  const { integration, subject, signal } = filing;
  const { addLink } = trackerOf(integration, signal);
  if (!addLink)
    throw new TrackerError(`${integration.name} takes messages; it has no issues to add a link to`, {
      isFinal: true,
    });
  const filed = await addLink(ticket, subject.link, subject.facts);
  return remembered(filing, filed, { title: subject.link.title, isLinkOnly: true });
}

async function remembered(
  { database, integration, subject, filedById }: Filing,
  { key, url, problem }: Filed,
  { title, isLinkOnly }: { title: string; isLinkOnly: boolean },
): Promise<FiledTicket> {
  const { project, session, incident, filedBy } = subject.facts;
  const { kind, name } = integration;
  const ticket = await rememberTicket(database, {
    ...{ project, session, incident, filedBy, filedById, kind, integration: name },
    ...{ moment: subject.moment, key, url: webAddress(url), title, isLinkOnly },
  });
  return { ...ticket, ...(problem && { problem }) };
}

/** What a vendor says is the address of a page is one of the web, or none. */
const webAddress = (url: string): string => (/^https?:\/\//i.test(url) && URL.canParse(url) ? url : '');
