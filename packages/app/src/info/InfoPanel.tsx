import type { SegmentSummary, SessionDetail } from '@throughline/format';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { eventPages } from '../load/events.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { formatAbsolute, formatDuration, formatUtc } from '../ui/format.ts';
import { Fact } from './Fact.tsx';
import styles from './InfoPanel.module.css';
import { KeepingSection } from './KeepingSection.tsx';
import { LinkSection } from './LinkSection.tsx';
import { PagesSection } from './PagesSection.tsx';
import { PersonSection } from './PersonSection.tsx';
import { sessionFacts } from './sessionFacts.ts';
import { TabsSection } from './TabsSection.tsx';

/** What there is to know of the session as a whole. */
export function InfoPanel({
  session,
  items,
  segments,
}: {
  session: SessionDetail;
  /** The timeline. */
  items: TimedItem[];
  segments: SegmentSummary[];
}) {
  const { pages, error, retry } = useAllPages(eventPages(session.id), revisionOf(session));
  const events = useMemo(
    () => pages?.flatMap((page) => page.events).sort((a, b) => a.time - b.time) ?? [],
    [pages],
  );
  const facts = useMemo(() => (pages ? sessionFacts(events) : undefined), [pages, events]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section aria-label="Info" className={styles.panel} tabIndex={0}>
      <section className={styles.section} aria-label="Session">
        <h3 className={styles.heading}>Session</h3>
        <dl className={styles.facts}>
          <Fact name="Id" value={session.id} isCode />
          <Fact name="From" value={`${formatAbsolute(session.from)} (${formatUtc(session.from)})`} />
          <Fact name="Length" value={formatDuration(session.to - session.from)} />
          <Fact name="First page" value={session.entryUrl} isCode />
          <Fact name="Services" value={session.services.join(', ')} />
        </dl>
      </section>
      <PersonSection session={session} facts={facts} error={error} onRetry={retry} />
      <PagesSection session={session} items={items} />
      <KeepingSection session={session} items={items} events={events} segments={segments} />
      <TabsSection session={session} segments={segments} />
      <LinkSection session={session} items={items} />
    </section>
  );
}
