import type { SessionDetail } from '@throughline/format';
import type { TimedItem } from '../load/session.ts';
import { selectItem } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { formatPosition, formatUrl } from '../ui/format.ts';
import styles from './InfoPanel.module.css';

/** Pages that are listed; the timeline has all. */
const LISTED_MOST = 40;

/** The pages that the person was on, in the order of the visits, each a way there. */
export function PagesSection({ session, items }: { session: SessionDetail; items: TimedItem[] }) {
  const state = useSessionState();
  const visits = items.filter(({ kind, url }) => kind === 'navigation' && url);
  return (
    <section className={styles.section} aria-label="Pages">
      <h3 className={styles.heading}>Pages visited</h3>
      {visits.length === 0 && <p className={styles.dim}>None was recorded.</p>}
      <ol className={styles.plain} aria-label="Pages visited">
        {visits.slice(0, LISTED_MOST).map((visit) => (
          <li key={visit.id}>
            <span className={styles.dim}>{formatPosition(visit.time - session.from)}</span>{' '}
            <button
              type="button"
              className={styles.link}
              title={visit.url}
              onClick={() => selectItem(state, visit)}
            >
              {pathOf(visit.url ?? '')}
            </button>
          </li>
        ))}
      </ol>
      {visits.length > LISTED_MOST && <p className={styles.dim}>and {visits.length - LISTED_MOST} more</p>}
    </section>
  );
}

function pathOf(url: string): string {
  const { host, path } = formatUrl(url);
  return `${host}${path}`;
}
