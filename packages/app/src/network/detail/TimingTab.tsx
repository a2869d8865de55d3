import type { TimedRequest } from '../../load/requests.ts';
import { formatDuration } from '../../ui/format.ts';
import { PHASES, phasesOf } from '../phases.ts';
import partStyles from './Part.module.css';
import { Part } from './Part.tsx';
import styles from './TimingTab.module.css';

/** Where the request's time went, as far as the browser measured it. */
export function TimingTab({ request: { timing = {}, duration, type } }: { request: TimedRequest }) {
  const phases = phasesOf(timing, duration);
  const length = Math.max(duration, ...phases.map((phase) => phase.from + phase.duration), 0.001);
  return (
    <Part title={type === 'document' ? 'Phases of the load' : 'Phases'}>
      {phases.length === 0 && (
        <p className={partStyles.note}>
          The browser told no phases: it does not of another origin’s answers without{' '}
          <code>Timing-Allow-Origin</code>, nor of connections.
        </p>
      )}
      <dl className={styles.phases} aria-label="Phases">
        {phases.map(({ name, from, duration: time }) => (
          <div key={name} className={styles.phase}>
            <dt>{PHASES[name]}</dt>
            <dd className={styles.axis}>
              <span
                className={styles.bar}
                data-phase={name}
                style={{ left: `${(from / length) * 100}%`, width: `${(time / length) * 100}%` }}
              />
            </dd>
            <dd className={styles.time}>{formatDuration(time)}</dd>
          </div>
        ))}
        <div className={styles.phase}>
          <dt className={styles.total}>{type === 'document' ? 'Until the load ended' : 'Total'}</dt>
          <dd className={styles.axis} />
          <dd className={styles.time}>{formatDuration(duration)}</dd>
        </div>
      </dl>
    </Part>
  );
}
