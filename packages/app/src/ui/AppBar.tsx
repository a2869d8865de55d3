import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { AccountMenu } from './AccountMenu.tsx';
import styles from './AppBar.module.css';

/** The bar at the top of every page; the page says what stands in it. */
export function AppBar({ children }: { children: ReactNode }) {
  return (
    <header className={styles.bar}>
      {children}
      <AccountMenu />
      <ColorSchemeToggle />
    </header>
  );
}

function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  const label = `Switch to the ${other} theme`;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(other)}>
        {scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
