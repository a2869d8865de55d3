import type { SessionDetail } from '@throughline/format';
import { useEffect, useRef } from 'react';
import type { TimedItem } from '../../load/session.ts';
import { startClock } from '../../state/clock.ts';
import { endOfInactivity } from '../../state/inactivity.ts';
import type { SessionState } from '../../state/sessionState.tsx';

/** Runs the moment's clock, within the bounds of a session that may grow, over what is known to have happened. */
export function useSessionClock(state: SessionState, session: SessionDetail, items: TimedItem[]): void {
  const { moment, activity } = state;
  const happened = useRef<number[]>([]);

  const lastItem = items.at(-1)?.time ?? 0;
  useEffect(() => {
    moment.setRange(session.from, Math.max(session.to, lastItem));
  }, [moment, session.from, session.to, lastItem]);

  useEffect(() => {
    const gather = () => {
      happened.current = [...items.map(({ time }) => time), ...activity.get()].sort((a, b) => a - b);
    };
    gather();
    return activity.subscribe(gather);
  }, [items, activity]);

  useEffect(
    () => startClock(moment, (at) => endOfInactivity(happened.current, at, moment.get().to)),
    [moment],
  );
}
