import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { mentionList } from '../../load/notes.ts';
import { formatAgo } from '../../ui/format.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import styles from './ClipsPage.module.css';
import { LoadingRows } from './LoadingRows.tsx';

/** Notes of any session that mention the person, newest first. */
export function Mentions({ signedAs, now }: { signedAs: string; now: number }) {
  const { data, error, refetch } = useQuery(mentionList(signedAs));
  if (error && !data)
    return <ErrorNotice title="The notes could not be loaded" error={error} onRetry={refetch} />;
  if (!data) return <LoadingRows label="Loading the notes" />;
  if (data.notes.length === 0)
    return <Notice title="Nobody has mentioned you">Whoever writes @ and your name in a note does.</Notice>;
  return (
    <ul className={styles.list} aria-label="Notes that mention you">
      {data.notes.map(({ id, session, text, author, createdAt, resolved }) => (
        <li key={id} className={styles.mention}>
          <Link to="/sessions/$id" params={{ id: session }} search={{ note: id }} className={styles.link}>
            {text}
          </Link>
          <span className={styles.fact}>
            {author.name}, <time dateTime={createdAt}>{formatAgo(Date.parse(createdAt), now)}</time>
            {resolved && ', resolved'}
          </span>
        </li>
      ))}
    </ul>
  );
}
