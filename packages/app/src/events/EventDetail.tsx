import { CloseButton } from '@mantine/core';
import type { SessionDetail } from '@throughline/format';
import type { TimedItem } from '../load/session.ts';
import { BodyText } from '../payload/BodyText.tsx';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { AttributeTable } from '../ui/AttributeTable.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatPrecisePosition, formatUtc } from '../ui/format.ts';
import { Section } from '../ui/Section.tsx';
import { CausedSection } from './CausedSection.tsx';
import styles from './EventDetail.module.css';
import type { DescribedEvent } from './filterEvents.ts';
import { EVENT_KIND_LOOKS } from './kinds.tsx';
import { Rating } from './Rating.tsx';
import { clickOf } from './whatItCaused.ts';

/** All there is to know of one event; of a click also what came of it. */
export function EventDetail({
  chosen,
  events,
  items,
  session,
}: {
  chosen: DescribedEvent;
  events: DescribedEvent[];
  /** The timeline. */
  items: TimedItem[];
  session: SessionDetail;
}) {
  const { event, line } = chosen;
  const { selection, moment } = useSessionState();
  const from = useStore(moment, (value) => value.from);
  const click = clickOf(events, chosen);
  const attributeCount = Object.keys(event.attributes).length;
  return (
    <section aria-label="Event" className={styles.detail}>
      <header className={styles.head}>
        <div className={styles.titleLine}>
          <h2 className={styles.title} data-tone={line.tone}>
            {line.title}
          </h2>
          <CloseButton size="sm" aria-label="Close the event" onClick={() => selection.set(null)} />
        </div>
        <p className={styles.facts}>
          <span>{EVENT_KIND_LOOKS[line.kind].label}</span>
          <span title={formatUtc(event.time)}>at {formatPrecisePosition(event.time - from)}</span>
          {line.rating && <Rating rating={line.rating} />}
          {event.correctionNano && <span>clock corrected by {Number(event.correctionNano) / 1e6} ms</span>}
        </p>
      </header>
      {click && <CausedSection click={click} items={items} session={session} />}
      {event.text && event.text !== line.title && (
        <Section title="Text" isOpen>
          <BodyText label="Text" body={event.text} isTruncated={false} />
        </Section>
      )}
      <Section title="Attributes" count={attributeCount} isOpen>
        <AttributeTable attributes={event.attributes} />
      </Section>
      <Section title="Record">
        <AttributeTable
          attributes={{
            'event.name': { stringValue: event.name },
            'throughline.tab.id': { stringValue: event.tabId },
            'service.name': { stringValue: event.service },
            time: { stringValue: formatUtc(event.time) },
          }}
        />
        <CopyButton value={() => JSON.stringify(event, null, 2)} label="Copy JSON" />
      </Section>
    </section>
  );
}
