import { useQuery } from '@tanstack/react-query';
import type { ActivityMark, SessionActivity, SessionSummary } from '@throughline/format';
import { sessionActivity } from '../../load/activity.ts';
import styles from './ActivityLine.module.css';

/** Pixels of the picture, and of one stretch of time in it. */
const HEIGHT = 28;
const STRETCH = 5;
/** What lies above the bars: marks. */
const MARKS = 8;

/** What happened when in a session: bars for what the person did, marks for what went wrong. */
export function ActivityLine({ session }: { session: SessionSummary }) {
  const { data } = useQuery(sessionActivity(session));
  if (!data) return <div className={styles.empty} />;
  return (
    <svg
      className={styles.line}
      viewBox={`0 0 ${data.actions.length * STRETCH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Activity: ${described(data)}`}
    >
      <path className={styles.ground} d={`M0 ${HEIGHT - 0.5}H${data.actions.length * STRETCH}`} />
      <path className={styles.actions} d={bars(data.actions)} />
      {/* Shapes beside colours: a bar through all for errors, a triangle below for requests, a diamond above for people. */}
      <path className={styles.error} d={data.marks.error.map(errorMark).join('')} />
      <path className={styles.failedRequest} d={data.marks.failedRequest.map(requestMark).join('')} />
      <path className={styles.frustration} d={data.marks.frustration.map(frustrationMark).join('')} />
    </svg>
  );
}

function bars(actions: readonly number[]): string {
  const most = Math.max(1, ...actions);
  return actions
    .map((count, index) => {
      if (count === 0) return '';
      // By the root: one click beside a hundred is still seen.
      const height = Math.max(2, Math.sqrt(count / most) * (HEIGHT - MARKS));
      return `M${index * STRETCH + 1} ${HEIGHT}v${-height}h${STRETCH - 2}v${height}z`;
    })
    .join('');
}

const middle = (stretch: number) => stretch * STRETCH + STRETCH / 2;
const errorMark = (at: number) => `M${middle(at) - 0.75} ${HEIGHT}v${-HEIGHT + MARKS}h1.5v${HEIGHT - MARKS}z`;
const requestMark = (at: number) => `M${middle(at) - 2.5} ${HEIGHT}h5l-2.5 -5z`;
const frustrationMark = (at: number) => `M${middle(at)} 0l2.5 3.5l-2.5 3.5l-2.5 -3.5z`;

const NAMES: Record<ActivityMark, string> = {
  error: 'errors',
  failedRequest: 'failed requests',
  frustration: 'rage, dead or error clicks',
};

function described({ actions, marks }: SessionActivity): string {
  const done = actions.reduce((sum, count) => sum + count, 0);
  const wrong = (Object.keys(NAMES) as ActivityMark[])
    .filter((mark) => marks[mark].length > 0)
    .map((mark) => NAMES[mark]);
  return [`${done} actions`, ...wrong].join(', ');
}
