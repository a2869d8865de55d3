import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Clip } from '@throughline/format';
import type { ReactNode } from 'react';
import { withProject } from '../../load/project.ts';
import { CopyAction } from '../../ui/CopyAction.tsx';
import { formatAbsolute, formatAgo, formatDuration } from '../../ui/format.ts';
import styles from './ClipRow.module.css';

/** A clip with the way to it; `children` are what can be done with it here. */
export function ClipRow({
  clip,
  collection,
  place,
  now,
  children,
}: {
  clip: Clip;
  /** Id of the collection that is played on from it. */
  collection?: string;
  /** Its place in that, from 1 on. */
  place?: number;
  now: number;
  children: ReactNode;
}) {
  const { id, session, title, description, from, to, author, createdAt } = clip;
  const made = Date.parse(createdAt);
  const address = withProject(
    `/sessions/${session}?clip=${id}${collection ? `&collection=${collection}` : ''}`,
  );
  return (
    <li className={styles.row} aria-label={title}>
      <span className={styles.place}>{place}</span>
      <Link
        to="/sessions/$id"
        params={{ id: session }}
        search={{ clip: id, collection }}
        className={styles.title}
      >
        <IconPlayerPlay size={14} aria-hidden />
        <span>{title}</span>
      </Link>
      <span className={styles.description} title={description}>
        {description}
      </span>
      <span className={styles.fact}>{formatDuration(to - from)}</span>
      <span className={styles.fact} title={formatAbsolute(from)}>
        {author.name}, <time dateTime={createdAt}>{formatAgo(made, now)}</time>
      </span>
      <span className={styles.actions}>
        <CopyAction value={window.location.origin + address} label={`Copy link to ${title}`} />
        {children}
      </span>
    </li>
  );
}
