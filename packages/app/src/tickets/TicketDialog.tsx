import { Button, Modal, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../load/account.ts';
import { type FiledTicket, type TicketSubject, ticketDraft, ticketTargets } from '../load/tickets.ts';
import { ErrorNotice } from '../ui/Notice.tsx';
import { TicketForm } from './TicketForm.tsx';
import { TicketLink } from './TicketList.tsx';
import type { TakePicture } from './TicketPicture.tsx';
import styles from './tickets.module.css';

export interface TicketDialogProps {
  about: TicketSubject;
  title: string;
  /** If there is a page of which a picture could go with it. */
  takePicture?: TakePicture;
  onClose: () => void;
}

/** Shows a ticket as it would be filed, lets it be changed, and files it. */
export function TicketDialog({ about, title, takePicture, onClose }: TicketDialogProps) {
  const [filed, setFiled] = useState<FiledTicket>();
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      {filed ? (
        <Done filed={filed} onClose={onClose} />
      ) : (
        <Filing about={about} takePicture={takePicture} onFiled={setFiled} onClose={onClose} />
      )}
    </Modal>
  );
}

function Filing({
  about,
  takePicture,
  onFiled,
  onClose,
}: {
  about: TicketSubject;
  takePicture: TakePicture | undefined;
  onFiled: (filed: FiledTicket) => void;
  onClose: () => void;
}) {
  const targets = useQuery(ticketTargets());
  const draft = useQuery(ticketDraft(about));
  const failed = [targets, draft].find(({ error, data }) => error && !data);
  if (failed)
    return (
      <ErrorNotice
        title="The ticket could not be prepared"
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    );
  if (!targets.data || !draft.data)
    return <Skeleton height={320} role="status" aria-label="Preparing the ticket" />;
  if (targets.data.length === 0) return <NoTarget />;
  return (
    <TicketForm
      about={about}
      targets={targets.data}
      draft={draft.data}
      takePicture={takePicture}
      onFiled={onFiled}
      onClose={onClose}
    />
  );
}

function NoTarget() {
  const administers = useMay('administer');
  return (
    <p className={styles.text}>
      There is no integration yet.{' '}
      {administers ? (
        <Link to="/settings/integrations" className={styles.link}>
          Add a Jira, Linear, GitHub, Slack or webhook
        </Link>
      ) : (
        'An administrator can add one in the settings, under Integrations.'
      )}
    </p>
  );
}

function Done({ filed, onClose }: { filed: FiledTicket; onClose: () => void }) {
  return (
    <Stack gap="sm">
      <p role="status" className={styles.done}>
        {filed.isLinkOnly ? 'The link was added to ' : 'Filed: '}
        <TicketLink ticket={filed} />
      </p>
      {filed.problem && (
        <p role="alert" className={styles.error}>
          {filed.problem}
        </p>
      )}
      <div>
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </Stack>
  );
}
