import { IconWorld } from '@tabler/icons-react';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import styles from './AddressBar.module.css';
import { type Addresses, addressAt } from './addresses.ts';

/** Where the recorded page was at the moment. */
export function AddressBar({ addresses }: { addresses: Addresses }) {
  const { moment } = useSessionState();
  const url = useStore(moment, ({ at }) => addressAt(addresses, at)) ?? '';
  return (
    <div className={styles.bar}>
      <IconWorld size={14} aria-hidden />
      <output className={styles.url} aria-label="Page address" title={url}>
        {url}
      </output>
      <CopyAction value={url} label="Copy the page's address" />
    </div>
  );
}
