import { Button, Menu, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlertDestination, AlertRule } from '@throughline/format';
import { alertRules, deleteRule, muteRule, refreshAlerts, sendTest } from '../../load/alerts.ts';
import { formatAbsolute } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import styles from './AlertsPage.module.css';
import { conditionText, quietText } from './conditionText.ts';
import { TestButton, TestOutcome } from './TestButton.tsx';

const HOUR_MS = 3_600_000;
const MUTES = [
  { label: 'For an hour', ms: HOUR_MS },
  { label: 'For 8 hours', ms: 8 * HOUR_MS },
  { label: 'For a day', ms: 24 * HOUR_MS },
  { label: 'For a week', ms: 7 * 24 * HOUR_MS },
];

interface RowOptions {
  destinations: readonly AlertDestination[];
  mayChange: boolean;
  onEdit: (rule: AlertRule) => void;
}

/** The project's alert rules. */
export function Rules(options: RowOptions) {
  const { data: rules, error, refetch } = useQuery(alertRules());
  if (error && !rules)
    return <ErrorNotice title="The alert rules could not be loaded" error={error} onRetry={refetch} />;
  if (!rules) return <Skeleton height={48} role="status" aria-label="Loading alert rules" />;
  if (rules.length === 0)
    return (
      <p className={styles.note}>
        No rule yet. A rule tells you of issues that are new, regress or grow, or of sessions that match a
        search{options.destinations.length === 0 && '; first say below where to send that'}.
      </p>
    );
  return (
    <ul className={styles.list} aria-label="Alert rules">
      {rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} {...options} />
      ))}
    </ul>
  );
}

function RuleRow({ rule, destinations, mayChange, onEdit }: { rule: AlertRule } & RowOptions) {
  const { id, name, condition, quietHours, mutedUntil, waiting, error } = rule;
  const client = useQueryClient();
  const onSettled = () => refreshAlerts(client);
  const mute = useMutation({ mutationFn: (until: string | null) => muteRule(id, until), onSettled });
  const remove = useMutation({ mutationFn: () => deleteRule(id), onSettled });
  const test = useMutation({ mutationFn: () => sendTest({ rule: id }) });
  const failed = mute.error ?? remove.error;
  const to = rule.destinations.map((one) => destinations.find((known) => known.id === one)?.name ?? '…');
  return (
    <li className={`${styles.row} ${styles.rule}`} aria-label={name}>
      <div className={styles.cell}>
        <p className={styles.name} title={name}>
          {name}
        </p>
        <p className={`${styles.text} ${styles.dim}`} title={conditionText(condition)}>
          {conditionText(condition)}
        </p>
      </div>
      <div className={styles.cell}>
        <p className={styles.text} title={to.join(', ')}>
          to {to.join(', ')}
        </p>
        {mutedUntil && (
          <p className={`${styles.text} ${styles.dim}`}>
            muted until {formatAbsolute(Date.parse(mutedUntil))}
          </p>
        )}
        {quietHours && (
          <p className={`${styles.text} ${styles.dim}`} title={quietText(quietHours)}>
            {waiting > 0 && `${waiting} waiting, `}
            {quietText(quietHours)}
          </p>
        )}
      </div>
      {mayChange && (
        <span className={styles.actions}>
          <TestButton test={test} name={name} />
          {mutedUntil ? (
            <Button
              size="compact-xs"
              variant="default"
              loading={mute.isPending}
              onClick={() => mute.mutate(null)}
              aria-label={`Unmute ${name}`}
            >
              Unmute
            </Button>
          ) : (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button size="compact-xs" variant="default" aria-label={`Mute ${name}`}>
                  Mute
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {MUTES.map(({ label, ms }) => (
                  <Menu.Item key={label} onClick={() => mute.mutate(new Date(Date.now() + ms).toISOString())}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onEdit(rule)}
            aria-label={`Edit ${name}`}
          >
            Edit
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
            aria-label={`Delete ${name}`}
          >
            Delete
          </Button>
        </span>
      )}
      {error && (
        <p className={`${styles.said} ${styles.bad}`}>The last look failed; it is tried again: {error}</p>
      )}
      {failed && (
        <p role="alert" className={`${styles.said} ${styles.bad}`}>
          It could not be changed: {failed.message}
        </p>
      )}
      <TestOutcome test={test} />
    </li>
  );
}
