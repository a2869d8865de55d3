import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { revokeShareLink, shareLinks } from '../../load/shareLinks.ts';
import { formatAbsolute, formatDuration } from '../../ui/format.ts';
import styles from './Share.module.css';

/** Links of the session that work; each can be taken back. */
export function ShareList({ session }: { session: string }) {
  const { data: links = [], error } = useQuery(shareLinks(session));
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: revokeShareLink,
    onSettled: () => client.invalidateQueries({ queryKey: shareLinks(session).queryKey }),
  });
  const problem = error ?? revoke.error;
  return (
    <>
      {problem && (
        <p role="alert" className={styles.error}>
          {problem.message}
        </p>
      )}
      {links.length > 0 && (
        <>
          <h3 className={styles.heading}>Links that work</h3>
          <ul className={styles.list} aria-label="Links that work">
            {links.map(({ id, from, to, payloads, madeBy, expiresAt }) => (
              <li key={id} className={styles.item}>
                <span>
                  {formatDuration(to - from)} by {madeBy}, until {formatAbsolute(Date.parse(expiresAt))}
                  {payloads && ', with payloads'}
                </span>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Revoke the link by ${madeBy}`}
                  onClick={() => revoke.mutate(id)}
                >
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
