import { Link } from '@tanstack/react-router';
import type { SessionDetail, SupportSummary } from '@throughline/format';
import { formatPosition } from '../../ui/format.ts';
import styles from './SessionSupportPage.module.css';

/** What the person tried and what failed, each a way to the moment in the replay. */
export function SupportSteps({ session, summary }: { session: SessionDetail; summary: SupportSummary }) {
  const { steps, omitted, isCut, failure } = summary;
  return (
    <>
      <ol className={styles.steps} aria-label="Steps">
        {steps.map(({ id, kind, time, text, times }) => (
          <li
            key={id}
            className={styles.step}
            data-kind={kind}
            aria-current={id === failure?.id ? 'step' : undefined}
          >
            <Link
              to="/sessions/$id"
              params={{ id: session.id }}
              search={{ at: time }}
              className={styles.time}
              aria-label={`Watch at ${formatPosition(time - session.from)}`}
            >
              {formatPosition(time - session.from)}
            </Link>
            <span className={styles.what}>
              {text.charAt(0).toUpperCase() + text.slice(1)}
              {times && <span className={styles.dim}> {times} times</span>}
            </span>
          </li>
        ))}
      </ol>
      {(omitted > 0 || isCut) && (
        <p className={styles.text}>
          {omitted > 0 && `${omitted} further steps are left out. `}
          {isCut && 'The session is longer than what is told here. '}
          The replay has everything.
        </p>
      )}
    </>
  );
}
