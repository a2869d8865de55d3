import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { SessionDetail } from '@throughline/format';
import { useState } from 'react';
import { useMay } from '../../load/account.ts';
import { revisionOf, sessionDetail } from '../../load/session.ts';
import { supportSummary } from '../../load/support.ts';
import { sessionTickets } from '../../load/tickets.ts';
import { TicketDialog } from '../../tickets/TicketDialog.tsx';
import { TicketList } from '../../tickets/TicketList.tsx';
import { AppBar } from '../../ui/AppBar.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatAbsolute, formatDuration } from '../../ui/format.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { userName } from '../../ui/userName.ts';
import { pictureOf } from '../pictureOf.ts';
import styles from './SessionSupportPage.module.css';
import { SupportSteps } from './SupportSteps.tsx';

const route = getRouteApi('/sessions/$id/support');

/** One session for whoever helps its person: what they tried, what failed, what to answer, and one button to pass it on. */
export function SessionSupportPage() {
  const id = route.useParams({ select: (parameters) => parameters.id });
  const { data: session, error, refetch } = useQuery(sessionDetail(id));
  return (
    <div className={styles.page}>
      <AppBar>
        <Tooltip label="Find a customer’s session">
          <ActionIcon
            aria-label="Find a customer’s session"
            renderRoot={(props) => <Link to="/support" {...props} />}
          >
            <IconArrowLeft size={18} />
          </ActionIcon>
        </Tooltip>
        {session && (
          <div className={styles.who}>
            <h1 className={styles.name}>{userName(session)}</h1>
            <span className={styles.dim}>
              {formatAbsolute(session.from)}, {formatDuration(session.to - session.from)}
            </span>
          </div>
        )}
        <span className={styles.space} />
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={(props) => <Link to="/sessions/$id" params={{ id }} {...props} />}
        >
          Watch the replay
        </Button>
      </AppBar>
      <main className={styles.main}>
        {error && !session && (
          <ErrorNotice title="The session could not be loaded" error={error} onRetry={() => void refetch()} />
        )}
        {!error && !session && <Skeleton height={240} role="status" aria-label="Loading the session" />}
        {session && <Support session={session} />}
      </main>
    </div>
  );
}

function Support({ session }: { session: SessionDetail }) {
  const { data, error, refetch } = useQuery(supportSummary(session.id, revisionOf(session)));
  const { data: tickets = [] } = useQuery(sessionTickets(session.id));
  const client = useQueryClient();
  const escalates = useMay('escalate');
  const [isEscalating, setEscalating] = useState(false);
  if (error && !data)
    return (
      <ErrorNotice title="What happened could not be loaded" error={error} onRetry={() => void refetch()} />
    );
  if (!data) return <Skeleton height={240} role="status" aria-label="Loading what happened" />;
  const { steps, failure, answer } = data;
  const moment = failure?.time ?? Math.trunc(session.from);
  return (
    <div className={styles.columns}>
      <section className={styles.part} aria-labelledby="happened">
        <h2 id="happened" className={styles.heading}>
          What happened
        </h2>
        {steps.length === 0 ? (
          <Notice title="Nothing was recorded that tells what the person did" />
        ) : (
          <SupportSteps session={session} summary={data} />
        )}
      </section>
      <div className={styles.side}>
        <section className={styles.part} aria-labelledby="answer">
          <header className={styles.head}>
            <h2 id="answer" className={styles.heading}>
              An answer to give
            </h2>
            <CopyButton value={() => answer} label="Copy" />
          </header>
          <p className={styles.answer}>{answer}</p>
        </section>
        <section className={styles.part} aria-labelledby="escalate">
          <h2 id="escalate" className={styles.heading}>
            Pass it on
          </h2>
          <p className={styles.text}>
            {failure
              ? 'A ticket with the replay at the failure, the steps, the errors and the traces.'
              : 'A ticket with the replay from its beginning, and the steps.'}
          </p>
          {escalates ? (
            <div>
              <Button onClick={() => setEscalating(true)}>Escalate…</Button>
            </div>
          ) : (
            <p className={styles.text}>You may not file tickets; an administrator can change that.</p>
          )}
          {tickets.length > 0 && <TicketList tickets={tickets} />}
        </section>
      </div>
      {isEscalating && (
        <TicketDialog
          title="Escalate"
          about={{ session: session.id, moment }}
          takePicture={pictureOf(client, session, moment)}
          onClose={() => setEscalating(false)}
        />
      )}
    </div>
  );
}
