import styles from './ServiceName.module.css';
import { serviceColor } from './serviceColor.ts';

/** A service's name with the dot of its colour. */
export function ServiceName({ service, color = serviceColor(service) }: { service: string; color?: string }) {
  return (
    <span className={styles.service} title={service}>
      <span className={styles.dot} style={{ background: color }} />
      <span className={styles.name}>{service}</span>
    </span>
  );
}
