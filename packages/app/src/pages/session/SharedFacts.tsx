import type { Shared } from '../../state/shared.ts';
import { formatAbsolute } from '../../ui/format.ts';
import styles from './SharedFacts.module.css';

/** What whoever looks through a link, or at a file, should know of it. */
export function SharedFacts({ shared }: { shared: Shared }) {
  return (
    <span className={styles.facts}>
      {shared.by === 'link'
        ? `Shared by ${shared.view.madeBy}, until ${formatAbsolute(Date.parse(shared.view.expiresAt))}`
        : `Exported by ${shared.note.by}, ${formatAbsolute(Date.parse(shared.note.at))}`}
      {!(shared.by === 'link' ? shared.view : shared.note).payloads && '; payloads are hidden'}
    </span>
  );
}
