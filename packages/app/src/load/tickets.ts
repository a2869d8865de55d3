import { queryOptions } from '@tanstack/react-query';
import {
  PATHS,
  type Ticket,
  type TicketDraft,
  type TicketList,
  type TicketTarget,
  type TicketTargetList,
} from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** What a ticket is about: a session, at a moment (Unix milliseconds), or an incident. */
export type TicketSubject = { session: string; moment: number } | { incident: string };

/** A ticket as it was filed; `problem` is what went wrong after that. */
export type FiledTicket = Ticket & { problem?: string };

/** What was filed about a session, newest first. */
export function sessionTickets(session: string) {
  return queryOptions({
    queryKey: ['tickets', session],
    queryFn: async ({ signal }) => (await getJson<TicketList>('/tickets', { session }, signal)).tickets,
  });
}

/** Where tickets can be filed. */
export function ticketTargets() {
  return queryOptions({
    queryKey: ['ticket-targets'],
    queryFn: async ({ signal }): Promise<TicketTarget[]> =>
      (await getJson<TicketTargetList>('/tickets/targets', {}, signal)).targets,
  });
}

/** The ticket as the project's template has it. */
export function ticketDraft(about: TicketSubject) {
  return queryOptions({
    queryKey: ['ticket-draft', about],
    queryFn: ({ signal }) => getJson<TicketDraft>('/tickets/draft', { ...about }, signal),
    // What is being changed must not be replaced.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Files a ticket, with a picture (a PNG) if there is one. Throws `RequestError`, with what the tracker said. */
export async function fileTicket(
  ticket: TicketSubject & TicketDraft & { integration: string },
  picture: Blob | null,
): Promise<FiledTicket | undefined> {
  const body = { ...ticket, ...(picture && { picture: await base64Of(picture) }) };
  return requestJson<FiledTicket>('POST', `${PATHS.api}/tickets`, body);
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Adds a link to an issue that is there. Throws as `fileTicket` does. */
export const linkTicket = (link: {
  integration: string;
  session: string;
  moment: number;
  /** Key or address of the issue. */
  ticket: string;
}) => requestJson<FiledTicket>('POST', `${PATHS.api}/tickets/link`, link);
