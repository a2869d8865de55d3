import type { SharedView } from '@throughline/format';
import { formatAbsolute } from '../../ui/format.ts';
import styles from './SharedFacts.module.css';

/** What whoever looks through a link should know of it. */
export function SharedFacts({ view: { madeBy, expiresAt, payloads } }: { view: SharedView }) {
  return (
    <span className={styles.facts}>
      Shared by {madeBy}, until {formatAbsolute(Date.parse(expiresAt))}
      {!payloads && '; payloads are hidden'}
    </span>
  );
}
