import { ATTRIBUTES, anyValueText, EVENTS, type SessionEvent, type TimelineItem } from '@throughline/format';

/** Whether a line of the timeline is of what the server counts under a reason for keeping. */
const COUNTS: Record<string, (item: TimelineItem) => boolean> = {
  exception: ({ kind }) => kind === 'error',
  'failed request': ({ kind, severity }) => kind === 'response' && severity === 'error',
  'error span': ({ kind, severity }) => kind === 'span' && severity === 'error',
  'error log': ({ kind, severity }) => kind === 'log' && severity === 'error',
};

/**
 * The line of the timeline for which the session is kept: the first that fits the reason, which is one of the server's words or
 * what the application gave to `keep`. `undefined` if there is none, as for a session that is sampled. Both in the order of time.
 */
export function causeOfKeeping<Item extends TimelineItem>(
  reason: string,
  items: readonly Item[],
  events: readonly Pick<SessionEvent, 'id' | 'name' | 'attributes'>[],
): Item | undefined {
  const asked = events.find(
    ({ name, attributes }) =>
      name === EVENTS.keep && anyValueText(attributes[ATTRIBUTES.keepReason]) === reason,
  );
  const counts = Object.hasOwn(COUNTS, reason) ? COUNTS[reason] : undefined;
  if (asked) return items.find(({ id }) => id === asked.id);
  return counts && items.find(counts);
}
