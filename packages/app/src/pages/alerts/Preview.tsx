import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AlertCondition } from '@throughline/format';
import { parseSearch } from '@throughline/model';
import { type AlertPreview, alertPreview } from '../../load/alertPreview.ts';
import styles from './Preview.module.css';

/** How long typing must rest before the server is asked, milliseconds. */
const TYPING_RESTS_MS = 400;

/** What the rule would have told of. */
export function Preview({ condition }: { condition: AlertCondition }) {
  const [asked] = useDebouncedValue(condition, TYPING_RESTS_MS);
  const isReadable = canBeAsked(asked);
  const { data, error } = useQuery({ ...alertPreview(asked), enabled: isReadable });
  if (!isReadable) return null;
  return (
    <section className={styles.preview} aria-label="Preview">
      <p role="status">
        {error && `What it would have matched cannot be said: ${error.message}`}
        {!error && !data && 'Looking at what it would have matched …'}
        {data && previewText(asked, data)}
      </p>
      {data && data.first.length > 0 && (
        <ul>
          {data.first.map(({ id, kind, title }) => (
            <li key={id}>
              <Link
                to={kind === 'issue' ? '/issues/$fingerprint' : '/sessions/$id'}
                params={{ id, fingerprint: id }}
                target="_blank"
              >
                {title || id}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Not while a search is being written. */
function canBeAsked(condition: AlertCondition): boolean {
  if (condition.on !== 'sessions') return true;
  return condition.search.trim() !== '' && parseSearch(condition.search).problems.length === 0;
}

function previewText({ on }: AlertCondition, { count, isMore }: AlertPreview): string {
  const what = on === 'sessions' ? 'session' : 'issue';
  const found = `${isMore ? 'at least ' : ''}${count || 'no'} ${what}${count > 1 ? 's' : ''}`;
  return on === 'issue-events' || on === 'issue-users'
    ? `Now it would tell of ${found}.`
    : `In the last day it would have told of ${found}.`;
}
