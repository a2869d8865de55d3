import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { acceptInvitation, invitationQuery } from '../../load/account.ts';
import { Door, DoorError, DoorText } from './Door.tsx';
import { NewAccount } from './NewAccount.tsx';

/** Where the link of an invitation leads: one makes one's account. */
export function InvitationPage() {
  const secret = window.location.hash.slice(1);
  const { data: invitation, error } = useQuery(invitationQuery(secret));
  const client = useQueryClient();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: acceptInvitation,
    async onSuccess() {
      await client.resetQueries();
      await navigate({ to: '/sessions', replace: true });
    },
  });
  if (error)
    return (
      <Door title="The invitation could not be looked up">
        <DoorError>{error.message}</DoorError>
      </Door>
    );
  if (invitation === undefined)
    return (
      <Door title="Invitation">
        <Skeleton height={120} role="status" aria-label="Loading the invitation" />
      </Door>
    );
  if (invitation === null)
    return (
      <Door title="This invitation is not open">
        <DoorText>
          It was used, taken back, or is older than a week. Ask an administrator for another one, or{' '}
          <Link to="/sessions">log in</Link>.
        </DoorText>
      </Door>
    );
  return (
    <Door title="Join Throughline">
      <NewAccount
        email={invitation.email}
        submitLabel="Create account"
        isPending={accept.isPending}
        error={accept.error}
        onSubmit={({ name, password }) => accept.mutate({ secret, name, password })}
      >
        <DoorText>
          {invitation.invitedBy} invites you as {invitation.role === 'engineer' ? 'an' : 'a'}{' '}
          {invitation.role}.
        </DoorText>
      </NewAccount>
    </Door>
  );
}
