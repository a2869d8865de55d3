import { Kbd, Modal } from '@mantine/core';
import { KEY_BINDINGS, LIST_KEYS } from '../../state/keyboard.ts';
import styles from './KeyHelp.module.css';

/** The keys of the session page, from the table that the handler reads. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Keyboard"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className={styles.keys}>
        {KEY_BINDINGS.map(({ action, shown, does }) => (
          <div key={action} className={styles.key}>
            <dt>
              <Kbd>{shown}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        {LIST_KEYS.map(({ shown, does }) => (
          <div key={shown} className={styles.key}>
            <dt>
              <Kbd>{shown}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
