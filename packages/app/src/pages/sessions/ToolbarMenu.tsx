import { Button, Popover } from '@mantine/core';
import { type ReactNode, Suspense, useState } from 'react';
import styles from './Toolbar.module.css';

/** A menu is there at once. */
const NO_TRANSITION = { duration: 0 };

/** A button that opens a small panel; what is in it may load when it is first opened. */
export function ToolbarMenu({
  label,
  icon,
  children,
}: {
  label: string;
  icon: ReactNode;
  children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      transitionProps={NO_TRANSITION}
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={icon} onClick={() => setOpen(!isOpen)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} aria-label={label}>
        {isOpen && (
          <Suspense fallback={<p className={styles.note}>Loading…</p>}>
            {children(() => setOpen(false))}
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
