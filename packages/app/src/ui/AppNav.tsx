import { Link } from '@tanstack/react-router';
import styles from './AppNav.module.css';

const PAGES = [
  { to: '/sessions', label: 'Sessions' },
  { to: '/issues', label: 'Issues' },
  { to: '/releases', label: 'Releases' },
  { to: '/map', label: 'Map' },
  { to: '/incidents', label: 'Incidents' },
  { to: '/alerts', label: 'Alerts' },
  { to: '/clips', label: 'Clips' },
  { to: '/support', label: 'Support' },
] as const;

/** The pages of the app, for its bar; the one that is open says so. */
export function AppNav() {
  return (
    <nav aria-label="Pages" className={styles.nav}>
      {PAGES.map(({ to, label }) => (
        <Link key={to} to={to} className={styles.link}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
