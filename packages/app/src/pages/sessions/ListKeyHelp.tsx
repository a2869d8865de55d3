import { Kbd, Modal } from '@mantine/core';
import styles from './ListKeyHelp.module.css';
import { LIST_KEYS } from './listKeys.ts';

/** The keys of the list, from the table that the handler reads. */
export function ListKeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Keyboard"
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className={styles.keys}>
        {LIST_KEYS.map(({ shown, does }) => (
          <div key={shown} className={styles.key}>
            <dt>
              {shown.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
