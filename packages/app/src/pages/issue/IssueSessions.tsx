import { Link } from '@tanstack/react-router';
import type { IssueDetail, IssueOccurrence } from '@throughline/format';
import { formatAbsolute } from '../../ui/format.ts';
import styles from './IssuePage.module.css';

/** Characters of a session's id that tell it from its neighbours. */
const SHORT_ID = 8;

/** The sessions in which the issue can be seen, each a link to the moment at which it happened. */
export function IssueSessions({ issue: { occurrences } }: { issue: IssueDetail }) {
  const isSeen = occurrences.some(({ sessionId }) => sessionId !== undefined);
  return (
    <section className={styles.part} aria-labelledby="sessions">
      <h2 id="sessions" className={styles.heading}>
        Latest sessions
      </h2>
      {!isSeen && (
        <p className={styles.note}>
          No session is known in which it happened: its records carry no session id, and no trace of a
          session.
        </p>
      )}
      <ul className={styles.list} aria-label="Latest sessions">
        {occurrences.map((occurrence) => (
          <Occurrence
            key={`${occurrence.sessionId} ${occurrence.traceId} ${occurrence.at}`}
            occurrence={occurrence}
          />
        ))}
      </ul>
    </section>
  );
}

function Occurrence({
  occurrence: { sessionId, user, at, service, release },
}: {
  occurrence: IssueOccurrence;
}) {
  const when = formatAbsolute(at);
  return (
    <li className={styles.session}>
      {sessionId ? (
        <Link to="/sessions/$id" params={{ id: sessionId }} search={{ at }}>
          {user || `Anonymous ${sessionId.slice(0, SHORT_ID)}`}, at {when}
        </Link>
      ) : (
        <span>{when}, outside of any session</span>
      )}
      <span className={styles.dim}>{service}</span>
      <span className={styles.dim}>{release}</span>
    </li>
  );
}
