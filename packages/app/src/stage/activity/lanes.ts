import type { TimedItem } from '../../load/session.ts';

/** More services than these share one lane: the timeline stays low enough for the page above it. */
export const MOST_SERVICE_LANES = 3;

/** One line of the activity timeline. The arrays are of one length, in the order of time. */
export interface Lane {
  id: string;
  name: string;
  /** As CSS writes it; a token of the theme. */
  color: string;
  /** How it is drawn: as heights where much happened, as bars of their durations, or as marks. */
  shape: 'density' | 'bars' | 'marks';
  /** Unix milliseconds. */
  times: Float64Array;
  /** When each was over; at or after its time. */
  ends: Float64Array;
  /** 1 where something went wrong. */
  failed: Uint8Array;
  /** What each is; empty where it is nothing but that the person moved. */
  items: readonly TimedItem[];
  /** The longest duration among them, milliseconds. */
  longest: number;
}

/** The lanes of a session's items, given in the order of time. `colors` are those of the services. */
export function lanesOf(items: readonly TimedItem[], colors: ReadonlyMap<string, string>): Lane[] {
  const failedSpans = new Set(
    items.filter(({ kind, severity }) => kind === 'response' && severity === 'error').map(spanOf),
  );
  const isFailed = (item: TimedItem) =>
    item.severity === 'error' || (item.kind === 'request' && failedSpans.has(spanOf(item)));
  const lane = (id: string, name: string, color: string, shape: Lane['shape'], of: TimedItem[]) =>
    laneOf({ id, name, color, shape }, of, isFailed);
  const kind = (...kinds: TimedItem['kind'][]) => items.filter((item) => kinds.includes(item.kind));
  return [
    lane('navigation', 'Navigation', 'var(--service-1)', 'marks', kind('navigation')),
    lane('requests', 'Requests', 'var(--accent)', 'bars', kind('request')),
    lane(
      'errors',
      'Errors',
      'var(--error)',
      'marks',
      items.filter(({ severity }) => severity === 'error'),
    ),
    ...serviceLanes(items, colors, lane),
  ];
}

/** The lane of what the person did: `moved` are times at which nothing is listed, such as movements of the pointer. */
export function activityLane(items: readonly TimedItem[], moved: readonly number[]): Lane {
  const done = items.filter(({ kind }) => kind === 'click' || kind === 'event').map(({ time }) => time);
  const times = Float64Array.from([...done, ...moved]).sort();
  return {
    id: 'activity',
    name: 'Activity',
    color: 'var(--text-dim)',
    shape: 'density',
    times,
    ends: times,
    failed: new Uint8Array(times.length),
    items: [],
    longest: 0,
  };
}

type MakeLane = (id: string, name: string, color: string, shape: Lane['shape'], of: TimedItem[]) => Lane;

/** Spans and logs of each back-end service; of many services, all in one. */
function serviceLanes(
  items: readonly TimedItem[],
  colors: ReadonlyMap<string, string>,
  lane: MakeLane,
): Lane[] {
  const ofThePage = new Set(items.filter(({ tabId }) => tabId).map(({ service }) => service));
  const byService = new Map<string, TimedItem[]>();
  for (const item of items) {
    if ((item.kind !== 'span' && item.kind !== 'log') || ofThePage.has(item.service)) continue;
    const known = byService.get(item.service);
    if (known) known.push(item);
    else byService.set(item.service, [item]);
  }
  if (byService.size > MOST_SERVICE_LANES)
    return [lane('back end', 'Back end', 'var(--service-2)', 'bars', items.filter(isOf(byService)))];
  return [...byService]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([service, own]) =>
      lane(`service ${service}`, service, colors.get(service) ?? 'var(--service-2)', 'bars', own),
    );
}

function isOf(services: ReadonlyMap<string, unknown>): (item: TimedItem) => boolean {
  return ({ kind, service }) => (kind === 'span' || kind === 'log') && services.has(service);
}

function laneOf(
  of: Pick<Lane, 'id' | 'name' | 'color' | 'shape'>,
  items: TimedItem[],
  isFailed: (item: TimedItem) => boolean,
): Lane {
  const times = Float64Array.from(items, ({ time }) => time);
  const ends = Float64Array.from(items, ({ time, durationNano }) => time + durationOf(durationNano));
  return {
    ...of,
    times,
    ends,
    failed: Uint8Array.from(items, (item) => (isFailed(item) ? 1 : 0)),
    items,
    longest: ends.reduce((most, end, index) => Math.max(most, end - (times[index] ?? 0)), 0),
  };
}

/** Milliseconds; a source that ended something before it began is not believed. */
function durationOf(nano: string | undefined): number {
  return nano ? Math.max(0, Number(nano) / 1e6) : 0;
}

function spanOf({ traceId, spanId, id }: TimedItem): string {
  return spanId ? `${traceId} ${spanId}` : id;
}
