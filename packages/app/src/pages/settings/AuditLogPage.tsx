import { Button, Skeleton, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AuditEntry } from '@throughline/format';
import { auditPages } from '../../load/account.ts';
import { formatAbsolute } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part, PartText } from './Part.tsx';

const route = getRouteApi('/settings/audit-log');

/** Done to a session, or made of one: its id leads to it. */
const SESSION_ACTION = /\/sessions\/:id|^POST .*\/(?:share-links|notes|clips|tickets)$/;

/** Who watched and changed what, newest first. */
export function AuditLogPage() {
  const { target } = route.useSearch();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditPages(target),
  );
  const entries = data?.pages.flat() ?? [];
  return (
    <Part title="Audit log">
      <PartText>
        Who watched a session, and who changed what. It goes back a year.{' '}
        {target !== undefined && (
          <>
            Only what was done to <code>{target}</code>. <Link to="/settings/audit-log">Show all</Link>
          </>
        )}
      </PartText>
      {error && !data && (
        <ErrorNotice title="The audit log could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton height={160} role="status" aria-label="Loading the audit log" />}
      {data && entries.length === 0 && <PartText>Nothing was noted yet.</PartText>}
      {entries.length > 0 && (
        <Table verticalSpacing={4} aria-label="Audit log" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>Who</Table.Th>
              <Table.Th>What</Table.Th>
              <Table.Th>To what</Table.Th>
              <Table.Th>From</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          style={{ alignSelf: 'flex-start' }}
        >
          Show older
        </Button>
      )}
    </Part>
  );
}

function EntryRow({ entry: { at, askerName, summary, action, target, address } }: { entry: AuditEntry }) {
  return (
    <Table.Tr>
      <Table.Td>
        <time dateTime={at}>{formatAbsolute(Date.parse(at))}</time>
      </Table.Td>
      <Table.Td>{askerName}</Table.Td>
      <Table.Td title={action}>{summary || action}</Table.Td>
      <Table.Td>
        {SESSION_ACTION.test(action) && target !== '' ? (
          <Link to="/sessions/$id" params={{ id: target }}>
            <code>{target.slice(0, 8)}</code>
          </Link>
        ) : (
          <code title={target}>{target.slice(0, 8)}</code>
        )}
      </Table.Td>
      <Table.Td>{address}</Table.Td>
    </Table.Tr>
  );
}
