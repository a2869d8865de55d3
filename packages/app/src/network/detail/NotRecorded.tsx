import { useMay } from '../../load/account.ts';
import styles from './Part.module.css';

/** Says that something was not recorded, and which option of the SDK records it. */
export function NotRecorded({ what, option }: { what: string; option: string }) {
  const isHidden = !useMay('payloads');
  if (isHidden) return <p className={styles.note}>{what} are not shown to you: payloads are hidden.</p>;
  return (
    <p className={styles.note}>
      {what} were not recorded. The browser SDK does with <code>{option}</code>, and during an incident.
    </p>
  );
}
