import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { accountQuery, setUpServer } from '../../load/account.ts';
import { Door, DoorText } from './Door.tsx';
import { NewAccount } from './NewAccount.tsx';

/** Makes the first account, by the link that the server printed. */
export function SetupPage() {
  const [code, setCode] = useState(window.location.hash.slice(1));
  const { data: account } = useQuery(accountQuery());
  const client = useQueryClient();
  const navigate = useNavigate();
  const make = useMutation({
    mutationFn: setUpServer,
    async onSuccess() {
      await client.resetQueries();
      await navigate({ to: '/sessions', replace: true });
    },
  });
  if (account && account.state !== 'setup')
    return (
      <Door title="This server is set up">
        <DoorText>
          It has an administrator already, who can invite you. <Link to="/sessions">Go to the sessions</Link>
        </DoorText>
      </Door>
    );
  return (
    <Door title="Set up this server">
      <NewAccount
        submitLabel="Create administrator"
        isPending={make.isPending}
        error={make.error}
        onSubmit={(values) => make.mutate({ code, ...values })}
      >
        {window.location.hash === '' && (
          <TextInput
            label="Set-up code"
            description="What follows # in the link that the server printed"
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.trim())}
          />
        )}
      </NewAccount>
    </Door>
  );
}
