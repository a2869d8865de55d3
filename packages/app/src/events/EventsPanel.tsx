import { Button, Skeleton } from '@mantine/core';
import type { SessionDetail } from '@throughline/format';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { EVENTS_MOST, eventPages } from '../load/events.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { ALL_EVENTS } from '../state/eventsView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { RestNotice } from '../ui/RestNotice.tsx';
import { EventDetail } from './EventDetail.tsx';
import { EventFilters } from './EventFilters.tsx';
import { EventList } from './EventList.tsx';
import styles from './EventsPanel.module.css';
import { describeEvents, filterEvents } from './filterEvents.ts';

/** What happened in and to the session's pages, and what the application told of, with all attributes of one. */
export function EventsPanel({
  session,
  items,
  selected,
}: {
  session: SessionDetail;
  /** The timeline. */
  items: TimedItem[];
  selected: { item?: TimedItem };
}) {
  const { events: view, range, selection } = useSessionState();
  const { query, kinds } = useStore(view, (value) => value);
  const within = useStore(range, (value) => value);
  const chosen = useStore(selection, (value) => (value && 'item' in value ? value.item : undefined));
  const { pages, isComplete, error, restError, retry } = useAllPages(
    eventPages(session.id),
    revisionOf(session),
  );
  const all = useMemo(
    () => pages && describeEvents(pages.flatMap((page) => page.events).sort((a, b) => a.time - b.time)),
    [pages],
  );
  const inRange = useMemo(
    () =>
      within && all ? all.filter(({ event }) => event.time >= within.from && event.time <= within.to) : all,
    [all, within],
  );
  const shown = useMemo(() => inRange && filterEvents(inRange, { query, kinds }), [inRange, query, kinds]);
  const openId = chosen ?? selected.item?.id;
  const open = useMemo(() => all?.find(({ event }) => event.id === openId), [all, openId]);

  if (error) return <ErrorNotice title="The events could not be loaded" error={error} onRetry={retry} />;
  if (!all || !inRange || !shown) return <Loading />;
  if (all.length === 0)
    return (
      <Notice title={isComplete ? 'No event was recorded' : 'Loading the events'}>
        What a person does is recorded by itself; <code>throughline.track(name, attributes)</code> tells of
        what the application does.
      </Notice>
    );
  return (
    <section aria-label="Events" className={styles.panel}>
      <RestNotice error={restError} onRetry={retry} />
      <EventFilters
        events={inRange}
        shownCount={shown.length}
        isComplete={isComplete}
        isCut={all.length >= EVENTS_MOST}
      />
      <div className={styles.body}>
        {shown.length > 0 ? (
          <EventList events={shown} openId={open?.event.id} />
        ) : (
          <div className={styles.nothing}>
            <Notice
              title="No event matches"
              action={
                <Button size="xs" variant="default" onClick={() => view.set(ALL_EVENTS)}>
                  Clear the filters
                </Button>
              }
            />
          </div>
        )}
        {open && (
          <EventDetail key={open.event.id} chosen={open} events={all} items={items} session={session} />
        )}
      </div>
    </section>
  );
}

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the events">
      {['80%', '64%', '90%', '72%', '58%'].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
