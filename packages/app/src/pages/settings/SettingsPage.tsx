import { Link, Outlet } from '@tanstack/react-router';
import { useMay } from '../../load/account.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import styles from './SettingsPage.module.css';

const OWN = [{ to: '/settings/account', label: 'Your account' }] as const;
const ADMINISTRATION = [
  { to: '/settings/people', label: 'People' },
  { to: '/settings/projects', label: 'Projects' },
  { to: '/settings/keys', label: 'Keys and tokens' },
  { to: '/settings/integrations', label: 'Integrations' },
  { to: '/settings/audit-log', label: 'Audit log' },
] as const;

/** Settings: one's own, and of who administers the server everybody's. */
export function SettingsPage() {
  const administers = useMay('administer');
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
      </AppBar>
      <div className={styles.columns}>
        <nav aria-label="Settings" className={styles.nav}>
          {[...OWN, ...(administers ? ADMINISTRATION : [])].map(({ to, label }) => (
            <Link key={to} to={to} className={styles.link}>
              {label}
            </Link>
          ))}
        </nav>
        <main className={styles.main}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
