import { useQuery } from '@tanstack/react-query';
import type { IssueTimesWeek } from '@throughline/format';
import { issueTimes } from '../../load/issues.ts';
import { formatDays } from '../../ui/format.ts';
import { TrendBars } from '../../ui/TrendBars.tsx';
import styles from './IssueTimesBar.module.css';

const WEEKS = 12;

/** How long issues take, week by week, so that a team can see it move. Nothing while nobody has looked at any. */
export function IssueTimesBar() {
  const { data } = useQuery(issueTimes(WEEKS));
  if (!data || (data.toViewMs === null && data.toResolveMs === null)) return null;
  return (
    <section className={styles.bar} aria-label={`Median times of the last ${WEEKS} weeks`}>
      <Times
        name="To the first look"
        median={data.toViewMs}
        weeks={data.weeks}
        msOf={({ toViewMs }) => toViewMs}
        countOf={({ viewed }) => viewed}
      />
      <Times
        name="To the resolution"
        median={data.toResolveMs}
        weeks={data.weeks}
        msOf={({ toResolveMs }) => toResolveMs}
        countOf={({ resolved }) => resolved}
      />
      <span className={styles.note}>medians from the first error on, by week of the last {WEEKS}</span>
    </section>
  );
}

function Times({
  name,
  median,
  weeks,
  msOf,
  countOf,
}: {
  name: string;
  median: number | null;
  weeks: readonly IssueTimesWeek[];
  msOf: (week: IssueTimesWeek) => number | null;
  countOf: (week: IssueTimesWeek) => number;
}) {
  const told = (week: IssueTimesWeek) => {
    const ms = msOf(week);
    return `Week of ${week.week}: ${ms === null ? 'none' : `${formatDays(ms)}, of ${countOf(week)}`}`;
  };
  return (
    <div className={styles.times}>
      <span className={styles.name}>{name}</span>
      <strong className={styles.median}>{median === null ? '–' : formatDays(median)}</strong>
      <span className={styles.trend}>
        <TrendBars
          tone="accent"
          counts={weeks.map(msOf)}
          label={weeks
            .filter((week) => msOf(week) !== null)
            .map(told)
            .join('; ')}
          titleOf={(index) => {
            const week = weeks[index];
            return week ? told(week) : '';
          }}
        />
      </span>
    </div>
  );
}
