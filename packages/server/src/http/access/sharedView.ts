import type { SegmentSummary, SessionDetail, SessionSpanPage, SharedView, Trace } from '@throughline/format';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../notFound.ts';
import { knownAsker } from './asker.ts';
import { withoutAttributes } from './hidePayloads.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Whether those who have a share link may ask this route, and what of its answer is cut for them. A route that does not say is
     * closed to them. What takes `from` and `to` is asked within the link's range by itself; a path's `id` is of the link's session.
     */
    shared?: (answer: never, view: SharedView) => unknown;
  }
}

/** For routes whose answers hold nothing but what was asked for. */
export const asItIs = (answer: unknown): unknown => answer;

/** What a request may see, if it comes by a link. */
export function viewOf(request: FastifyRequest): SharedView | undefined {
  return knownAsker(request)?.view;
}

/** Keeps requests by links to what the links show. Stands behind the guard. */
export function confineLinks(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!viewOf(request) || request.routeOptions.config.permission === 'public') return undefined;
    // A browser that keeps answers would show them when the link is revoked.
    reply.header('cache-control', 'no-store');
    return request.routeOptions.config.shared ? undefined : refuse(reply);
  });
  app.addHook('preHandler', async (request, reply) => {
    const view = viewOf(request);
    if (!view) return undefined;
    const { id } = (request.params ?? {}) as { id?: string };
    if (id !== undefined && id !== view.session)
      return reply.code(404).send(notFound(`session ${id} behind this link`));
    const query = (request.query ?? {}) as { from?: number; to?: number };
    query.from = Math.max(query.from ?? 0, view.from);
    query.to = Math.min(query.to ?? view.to, view.to);
    return undefined;
  });
  app.addHook('preSerialization', async (request, reply, answer) => {
    const view = viewOf(request);
    const { shared } = request.routeOptions.config;
    if (!view || !shared || reply.statusCode >= 400) return answer;
    return withoutAttributes(shared(answer as never, view), isOfPerson);
  });
  app.addHook('onSend', async (request, reply) => {
    if (viewOf(request)) reply.header('cache-control', 'no-store');
  });
}

/** Whether an attribute tells who somebody is (`user.*` and the older `enduser.*` of the semantic conventions). */
function isOfPerson(name: string): boolean {
  return /^(?:end)?user\./.test(name);
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply
    .code(403)
    .send({ error: { code: 'forbidden', message: 'a share link opens one part of one session, not this' } });
}

/** A session as its link shows it: its part of the time, and not who it was, nor what else there is of it. */
export function detailWithin(session: SessionDetail, { from, to }: SharedView): SessionDetail {
  const [first, last] = [Math.max(session.from, from), Math.min(session.to, to)];
  const { keptBecause: _, ...rest } = session;
  const none = { clicks: 0, navigations: 0, requests: 0, failedRequests: 0, errors: 0 };
  return {
    ...rest,
    from: Math.min(first, last),
    to: last,
    user: null,
    entryUrl: '',
    counts: { ...none, spans: 0, logs: 0, segments: 0 },
    tabs: session.tabs
      .filter((tab) => tab.from <= to && tab.to >= from)
      .map(({ missingSegments: _missing, ...tab }) => ({
        ...tab,
        from: Math.max(tab.from, from),
        to: Math.min(tab.to, to),
      })),
  };
}

/**
 * The segments that the range is played from: those that overlap it, and of each tab those before it from the last checkpoint on, for
 * without these there is no first frame. `segments` are all of the session, in order.
 */
export function segmentsWithin(
  segments: readonly SegmentSummary[],
  { from, to }: SharedView,
): SegmentSummary[] {
  const starts = new Map<string, number>();
  for (const { tab, seq, checkpoint, from: began } of segments)
    if (checkpoint && began <= from) starts.set(tab, seq);
  return segments.filter(
    (segment) =>
      segment.from <= to && (segment.to >= from || segment.seq >= (starts.get(segment.tab) ?? Infinity)),
  );
}

/** The rrweb events of a segment, a JSON array as text, without those after the range. */
export function eventsWithin(events: string, { to }: SharedView): string {
  const parsed = JSON.parse(events) as { timestamp?: number }[];
  const kept = parsed.filter(({ timestamp = 0 }) => timestamp <= to);
  return kept.length === parsed.length ? events : JSON.stringify(kept);
}

/** A trace without what lies outside of the range. */
export function traceWithin(trace: Trace, view: SharedView): Trace {
  const { from, to } = nanoseconds(view);
  return {
    ...trace,
    sessions: [view.session],
    spans: trace.spans.filter(
      ({ startTimeUnixNano, endTimeUnixNano }) =>
        BigInt(startTimeUnixNano) <= to && BigInt(endTimeUnixNano) >= from,
    ),
    logs: trace.logs.filter(({ timeUnixNano }) => BigInt(timeUnixNano) >= from && BigInt(timeUnixNano) <= to),
  };
}

/** Traces of a session, likewise. */
export function spansWithin(page: SessionSpanPage, view: SharedView): SessionSpanPage {
  const { from, to } = nanoseconds(view);
  return {
    ...page,
    traces: page.traces.map((trace) => ({
      ...trace,
      spans: trace.spans.filter(({ startTimeUnixNano, durationNano }) => {
        const start = BigInt(startTimeUnixNano);
        return start <= to && start + BigInt(durationNano) >= from;
      }),
    })),
  };
}

function nanoseconds({ from, to }: SharedView): { from: bigint; to: bigint } {
  return { from: BigInt(Math.floor(from)) * 1_000_000n, to: BigInt(Math.ceil(to)) * 1_000_000n };
}
