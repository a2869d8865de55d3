import { Button, Menu } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../load/account.ts';
import { sessionTickets } from '../load/tickets.ts';
import type { TakePicture } from './TicketPicture.tsx';

const TicketDialog = lazy(() =>
  import('./TicketDialog.tsx').then((part) => ({ default: part.TicketDialog })),
);

/** What was filed about the session, and the way to file more, at `moment()`, Unix milliseconds. */
export function SessionTickets({
  session,
  moment,
  pictureAt,
}: {
  session: string;
  moment: () => number;
  /** What takes a picture of the page at that moment. */
  pictureAt: (moment: number) => TakePicture;
}) {
  const { data: tickets = [] } = useQuery(sessionTickets(session));
  const escalates = useMay('escalate');
  const [filingAt, setFilingAt] = useState<number>();
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconTicket size={14} />}>
            {tickets.length === 0 ? 'Ticket' : `Tickets: ${tickets.length}`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {escalates && (
            <Menu.Item onClick={() => setFilingAt(moment())}>Create ticket at this moment…</Menu.Item>
          )}
          <Menu.Item
            renderRoot={(props) => <Link to="/sessions/$id/support" params={{ id: session }} {...props} />}
          >
            Support view
          </Menu.Item>
          {tickets.length > 0 && <Menu.Label>Filed</Menu.Label>}
          {tickets.map((ticket) => (
            <Menu.Item
              key={ticket.id}
              {...(ticket.url && {
                component: 'a' as const,
                href: ticket.url,
                target: '_blank',
                rel: 'noopener noreferrer',
              })}
            >
              {ticket.key || ticket.integration} {ticket.title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {filingAt !== undefined && (
        <Suspense>
          <TicketDialog
            title="Create ticket"
            about={{ session, moment: filingAt }}
            takePicture={pictureAt(filingAt)}
            onClose={() => setFilingAt(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
