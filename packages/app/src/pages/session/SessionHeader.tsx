import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconKeyboard } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import type { SessionDetail } from '@throughline/format';
import { type ReactNode, useEffect } from 'react';
import { withProject } from '../../load/project.ts';
import { isLive } from '../../load/session.ts';
import { writeSessionSearch } from '../../state/sessionAddress.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { useShared } from '../../state/shared.ts';
import { SessionTickets } from '../../tickets/SessionTickets.tsx';
import { AppBar } from '../../ui/AppBar.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatAbsolute, formatAgo, formatDuration, formatUrl } from '../../ui/format.ts';
import { useNow } from '../../ui/useNow.ts';
import { userName } from '../../ui/userName.ts';
import { pictureOf } from '../pictureOf.ts';
import { readListSearch } from '../sessions/listSearch.ts';
import { ExportMenu } from './ExportMenu.tsx';
import styles from './SessionHeader.module.css';
import { ShareButton } from './ShareButton.tsx';
import { SharedFacts } from './SharedFacts.tsx';

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGE_MS = 10_000;

/** Who, where, when, how long; the way back; a link to this very moment. */
export function SessionHeader({ session, onHelp }: { session: SessionDetail; onHelp: () => void }) {
  const state = useSessionState();
  const client = useQueryClient();
  const now = useNow(RENEW_AGE_MS);
  const list = useRouterState({ select: ({ location }) => location.state.list });
  const shared = useShared();
  const name = shared ? 'Session replay' : userName(session);
  const { host, path } = formatUrl(session.entryUrl);
  useEffect(() => {
    const before = document.title;
    document.title = `${name} · Throughline`;
    return () => {
      document.title = before;
    };
  }, [name]);

  const linkToMoment = () => {
    const { origin, pathname, hash } = window.location;
    const parameters = new URLSearchParams();
    for (const [parameter, value] of Object.entries(writeSessionSearch(state)))
      if (value !== undefined) parameters.set(parameter, String(value));
    return `${origin}${withProject(`${pathname}?${parameters}`)}${shared ? hash : ''}`;
  };

  return (
    <AppBar>
      {!shared && (
        <Tooltip label="All sessions">
          <ActionIcon
            aria-label="All sessions"
            renderRoot={(props) => <Link to="/sessions" search={readListSearch(list ?? {})} {...props} />}
          >
            <IconArrowLeft size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <div className={styles.who}>
        <h1 className={styles.name}>{name}</h1>
        {shared ? (
          <SharedFacts shared={shared} />
        ) : (
          <span className={styles.entry} title={session.entryUrl}>
            {session.entryUrl ? `${host}${path}` : 'no page recorded'}
          </span>
        )}
      </div>
      {isLive(session) && <span className={styles.live}>live</span>}
      <dl className={styles.facts}>
        <Fact name="Started">
          <Tooltip label={formatAbsolute(session.from)}>
            <time dateTime={new Date(session.from).toISOString()}>{formatAgo(session.from, now)}</time>
          </Tooltip>
        </Fact>
        <Fact name="Duration">{formatDuration(session.to - session.from)}</Fact>
        {!shared && (
          <Fact name="Errors" isBad={session.counts.errors > 0}>
            {session.counts.errors}
          </Fact>
        )}
        {session.keptBecause && (
          <Fact name="Kept because">
            {/* Which one it is, and the way to it, the panel Info tells. */}
            <span title={session.keptBecause}>{session.keptBecause.replace(/^incident .*/, 'incident')}</span>
          </Fact>
        )}
      </dl>
      <span className={styles.space} />
      {!shared && <ShareButton session={session} />}
      {!shared && <ExportMenu session={session.id} moment={() => Math.trunc(state.moment.get().at)} />}
      {!shared && (
        <SessionTickets
          session={session.id}
          moment={() => Math.trunc(state.moment.get().at)}
          pictureAt={(moment) => pictureOf(client, session, moment, state.tab.get() ?? undefined)}
        />
      )}
      {shared?.by !== 'file' && <CopyButton value={linkToMoment} label="Copy link to this moment" />}
      <Tooltip label="Keyboard ( ? )">
        <ActionIcon aria-label="Keyboard" onClick={onHelp}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </AppBar>
  );
}

function Fact({ name, isBad = false, children }: { name: string; isBad?: boolean; children: ReactNode }) {
  return (
    <div className={styles.fact} data-bad={isBad || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
