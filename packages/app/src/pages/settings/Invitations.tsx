import { Button, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { invitationsQuery, revokeInvitation } from '../../load/account.ts';
import { formatAbsolute } from '../../ui/format.ts';
import { PartError, PartHeading } from './Part.tsx';

/** Who is invited and has not come yet. */
export function Invitations() {
  const { data: invitations = [] } = useQuery(invitationsQuery());
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: revokeInvitation,
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  });
  if (invitations.length === 0) return null;
  return (
    <>
      <PartHeading>Open invitations</PartHeading>
      {revoke.error && <PartError>{revoke.error.message}</PartError>}
      <Table verticalSpacing={6} aria-label="Open invitations">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>E-mail address</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th>Invited by</Table.Th>
            <Table.Th>Open until</Table.Th>
            <Table.Th aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map(({ id, email, role, invitedBy, expiresAt }) => (
            <Table.Tr key={id}>
              <Table.Td>{email}</Table.Td>
              <Table.Td>{role}</Table.Td>
              <Table.Td>{invitedBy}</Table.Td>
              <Table.Td>{formatAbsolute(Date.parse(expiresAt))}</Table.Td>
              <Table.Td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Take back the invitation of ${email}`}
                  onClick={() => revoke.mutate(id)}
                >
                  Take back
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
