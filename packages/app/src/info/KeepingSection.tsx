import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isSampled, type SegmentSummary, type SessionDetail, type SessionEvent } from '@throughline/format';
import { projectSettings } from '../load/projectSettings.ts';
import type { TimedItem } from '../load/session.ts';
import { selectItem } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { causeOfKeeping } from './causeOfKeeping.ts';
import { Fact } from './Fact.tsx';
import styles from './InfoPanel.module.css';

/** `incident <id>`, as the reason for keeping says it. */
const INCIDENT = /^incident ([0-9a-f-]{36})$/;

/** Why the session is kept, how the project samples, and how much there is of it. */
export function KeepingSection({
  session,
  items,
  events,
  segments,
}: {
  session: SessionDetail;
  /** The timeline. */
  items: TimedItem[];
  events: readonly SessionEvent[];
  segments: SegmentSummary[];
}) {
  const { counts } = session;
  const { data: settings } = useQuery(projectSettings());
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  return (
    <section className={styles.section} aria-label="Keeping">
      <h3 className={styles.heading}>Keeping</h3>
      <Keeping session={session} items={items} events={events} />
      <dl className={styles.facts}>
        <Fact name="Sampling" value={settings ? samplingOf(session.id, settings.sampling) : ''} />
        <Fact
          name="Stored"
          value={`${formatCount(counts.segments)} segments (${formatBytes(bytes)}), ${formatCount(counts.spans)} spans, ${formatCount(counts.logs)} logs`}
        />
        <Fact
          name="Recorded"
          value={`${formatCount(counts.clicks)} clicks, ${formatCount(counts.navigations)} pages, ${formatCount(counts.requests)} requests, ${formatCount(counts.failedRequests)} of them failed`}
        />
      </dl>
    </section>
  );
}

/** Why the session is kept, in words, and where that happened. */
function Keeping({
  session: { keptBecause },
  items,
  events,
}: {
  session: SessionDetail;
  items: TimedItem[];
  events: readonly SessionEvent[];
}) {
  const state = useSessionState();
  if (!keptBecause)
    return (
      <p>
        Nothing says that it is to be kept: unless its id is sampled, it is deleted some time after its end.
      </p>
    );
  const incident = INCIDENT.exec(keptBecause)?.[1];
  if (incident)
    return (
      <p>
        Kept because it fell into an incident:{' '}
        <Link to="/sessions" search={{ incident, range: 'all' }} className={styles.link}>
          all sessions of it
        </Link>
        .
      </p>
    );
  if (keptBecause === 'sampled') return <p>Kept because its id, or a rule of the project, says so.</p>;
  const cause = causeOfKeeping(keptBecause, items, events);
  return (
    <p>
      Kept because: <b>{keptBecause}</b>.
      {cause && (
        <>
          {' '}
          First:{' '}
          <button type="button" className={styles.link} onClick={() => selectItem(state, cause)}>
            {cause.service}: {cause.title}
          </button>
        </>
      )}
    </p>
  );
}

function samplingOf(id: string, { rate, rules }: { rate: number; rules: readonly unknown[] }): string {
  const share = `${(rate * 100).toLocaleString(undefined, { maximumFractionDigits: 2 })} %`;
  const ruled = rules.length > 0 ? `, and ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}` : '';
  return `${share} of sessions now${ruled}; this id is ${isSampled(id, rate) ? '' : 'not '}among them`;
}
