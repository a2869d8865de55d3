import { Badge, Button, MultiSelect, Select, Skeleton, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ROLES, type Role, type User } from '@throughline/format';
import { useState } from 'react';
import { accountQuery, changeUser, projectsQuery, usersQuery } from '../../load/account.ts';
import { formatAgo } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { useNow } from '../../ui/useNow.ts';
import { Invitations } from './Invitations.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { Part, PartError, PartText } from './Part.tsx';

/** Who may log in, as what, and who is invited. */
export function PeoplePage() {
  const { data: users, error, refetch } = useQuery(usersQuery());
  const [isInviting, setInviting] = useState(false);
  return (
    <Part
      title="People"
      action={
        <Button size="compact-sm" onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      }
    >
      <PartText>
        Administrators may do everything. Engineers see and operate all but administration. Support sees
        sessions without payloads, writes notes, shares and escalates. Viewers look.
      </PartText>
      {error && !users && (
        <ErrorNotice title="The accounts could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!users && !error && <Skeleton height={96} role="status" aria-label="Loading accounts" />}
      {users?.length === 0 && <PartText>Nobody has an account: this server needs no log-in.</PartText>}
      {users && users.length > 0 && <UserTable users={users} />}
      <Invitations />
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </Part>
  );
}

function UserTable({ users }: { users: User[] }) {
  return (
    <Table verticalSpacing={6} aria-label="Accounts">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>Projects</Table.Th>
          <Table.Th>Seen</Table.Th>
          <Table.Th aria-label="Actions" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function UserRow({ user }: { user: User }) {
  const { id, name, email, role, projects, lastSeenAt, disabledAt, hasPassword } = user;
  const now = useNow(60_000);
  const client = useQueryClient();
  const { data: account } = useQuery(accountQuery());
  const { data: known = [] } = useQuery(projectsQuery());
  const change = useMutation({
    mutationFn: (to: Parameters<typeof changeUser>[1]) => changeUser(id, to),
    onSettled: () => client.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
  const isSelf = account?.who?.id === id;
  return (
    <Table.Tr>
      <Table.Td>
        <strong>{name}</strong> {isSelf && '(you)'}{' '}
        {disabledAt && (
          <Badge size="xs" color="gray" variant="outline">
            disabled
          </Badge>
        )}
        <PartText>
          {email}
          {!hasPassword && ', single sign-on'}
        </PartText>
        {change.error && <PartError>{change.error.message}</PartError>}
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          w={120}
          aria-label={`Role of ${name}`}
          data={[...ROLES]}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => chosen && change.mutate({ role: chosen as Role })}
        />
      </Table.Td>
      <Table.Td>
        {role === 'admin' ? (
          'all'
        ) : (
          <MultiSelect
            size="xs"
            w={220}
            aria-label={`Projects of ${name}`}
            placeholder={projects === null ? 'all' : undefined}
            data={known.map((project) => ({ value: project.id, label: project.name }))}
            value={projects ?? []}
            onChange={(chosen) => change.mutate({ projects: chosen.length > 0 ? chosen : null })}
          />
        )}
      </Table.Td>
      <Table.Td>{lastSeenAt ? formatAgo(Date.parse(lastSeenAt), now) : 'never'}</Table.Td>
      <Table.Td>
        {!isSelf && (
          <Button
            size="compact-xs"
            variant="default"
            loading={change.isPending}
            aria-label={`${disabledAt ? 'Enable' : 'Disable'} ${name}`}
            onClick={() => change.mutate({ disabled: disabledAt === null })}
          >
            {disabledAt ? 'Enable' : 'Disable'}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
