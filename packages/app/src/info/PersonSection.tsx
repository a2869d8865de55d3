import { Button } from '@mantine/core';
import type { SessionDetail } from '@throughline/format';
import { browserName, browserVersion } from '@throughline/model';
import { Fact } from './Fact.tsx';
import styles from './InfoPanel.module.css';
import type { SessionFacts } from './sessionFacts.ts';

/** Who it was, on what, and with which release and flags of the application. `facts` are missing while they are on their way. */
export function PersonSection({
  session,
  facts,
  error,
  onRetry,
}: {
  session: SessionDetail;
  facts: SessionFacts | undefined;
  /** Why there are no facts; `null` if nothing stands in the way. */
  error: unknown;
  onRetry: () => void;
}) {
  const { user, userAgent } = session;
  const browser = [browserName(userAgent), browserVersion(userAgent)].filter(Boolean).join(' ');
  return (
    <>
      <section className={styles.section} aria-label="Person and device">
        <h3 className={styles.heading}>Person and device</h3>
        <dl className={styles.facts}>
          <Fact name="User id" value={user?.id ?? ''} isCode />
          <Fact name="Name" value={user?.name ?? ''} />
          <Fact name="E-mail" value={user?.email ?? ''} />
          <Fact name="Browser" value={browser} />
          {facts?.device.map(({ name, value }) => (
            <Fact key={name} name={name} value={value} />
          ))}
          <Fact name="User agent" value={userAgent} isCode />
        </dl>
        {!user && (
          <p className={styles.dim}>
            Nobody said who it is: <code>throughline.identify(userId, traits)</code> does.
          </p>
        )}
      </section>
      <section className={styles.section} aria-label="Application">
        <h3 className={styles.heading}>Application</h3>
        {error !== null && (
          <p role="alert">
            The events could not be loaded.{' '}
            <Button size="compact-xs" variant="default" onClick={onRetry}>
              Retry
            </Button>
          </p>
        )}
        {!facts && error === null && <p role="status">Loading the events…</p>}
        {facts && (
          <dl className={styles.facts}>
            <dt>Release</dt>
            <dd>
              {facts.releases.length > 0 ? (
                facts.releases.join(', then ')
              ) : (
                <span className={styles.dim}>
                  not named: <code>release</code> of <code>init</code> does
                </span>
              )}
            </dd>
            <dt>Tags</dt>
            <dd>
              {facts.tags.length > 0 ? facts.tags.join(', ') : <span className={styles.dim}>none</span>}
            </dd>
            <dt>Flags</dt>
            <dd>
              {facts.flags.length === 0 && <span className={styles.dim}>none was evaluated</span>}
              <ul className={styles.plain} aria-label="Feature flags">
                {facts.flags.map(({ key, value, before }) => (
                  <li key={key}>
                    <code>{key}</code> is <b>{value}</b>
                    {before !== undefined && `, before that ${before}`}
                  </li>
                ))}
              </ul>
            </dd>
          </dl>
        )}
      </section>
    </>
  );
}
