import type { RequestPage, RequestSummary, SessionEvent, SessionEventPage } from '@throughline/format';

/** Attributes come along as the server gives them: if they are asked for. */
export function requestPage(requests: RequestSummary[], parameters: URLSearchParams): RequestPage {
  const { page, nextCursor } = pageOf(requests, parameters);
  const isWhole = parameters.get('payloads') === 'true';
  return { requests: isWhole ? page : page.map(({ attributes: _, ...light }) => light), nextCursor };
}

export function eventPage(events: SessionEvent[], parameters: URLSearchParams): SessionEventPage {
  const { page, nextCursor } = pageOf(events, parameters);
  return { events: page, nextCursor };
}

function pageOf<Entry>(
  entries: Entry[],
  parameters: URLSearchParams,
): { page: Entry[]; nextCursor?: string } {
  const start = Number(parameters.get('cursor') ?? 0);
  const end = start + Number(parameters.get('limit') ?? 100);
  return { page: entries.slice(start, end), nextCursor: end < entries.length ? String(end) : undefined };
}
