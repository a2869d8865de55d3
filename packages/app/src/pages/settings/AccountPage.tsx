import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { accountQuery, changeAccount } from '../../load/account.ts';
import { Part, PartError, PartHeading, PartText } from './Part.tsx';

type Who = NonNullable<Account['who']>;

/** What a person is here, and what they change of it themselves. */
export function AccountPage() {
  const { data: account } = useQuery(accountQuery());
  const who = account?.who;
  if (!who) return null;
  if (who.kind !== 'user')
    return (
      <Part title="Your account">
        <PartText>
          This server was started with <code>--auth off</code>: nobody logs in, and whoever is on this machine
          may do everything. Start it without to give people accounts.
        </PartText>
      </Part>
    );
  return (
    <Part title="Your account">
      <PartText>
        {who.email}, {who.role}. {projectsOf(who)}
      </PartText>
      <NameForm who={who} />
      {who.hasPassword ? (
        <PasswordForm />
      ) : (
        <PartText>You log in by single sign-on and have no password here.</PartText>
      )}
    </Part>
  );
}

function projectsOf({ projects }: Who): string {
  if (projects === null) return 'You see all projects.';
  return projects.length === 0 ? 'You see no project yet.' : `You see: ${projects.join(', ')}.`;
}

function NameForm({ who }: { who: Who }) {
  const [name, setName] = useState(who.name);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: changeAccount,
    onSuccess: () => client.invalidateQueries({ queryKey: accountQuery().queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name });
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          label="Name"
          required
          maxLength={100}
          w={320}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={change.isPending} disabled={name === who.name}>
          Save
        </Button>
      </Group>
      {change.error && <PartError>It could not be changed: {change.error.message}</PartError>}
    </form>
  );
}

function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: changeAccount,
    onSuccess() {
      setCurrent('');
      setNext('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ password: { current, next } });
  };
  return (
    <form onSubmit={submit}>
      <PartHeading>Password</PartHeading>
      <Stack gap="sm" w={320} mt="xs" align="flex-start">
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          w="100%"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="10 characters at least; it logs you out everywhere else"
          autoComplete="new-password"
          required
          minLength={10}
          w="100%"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {change.error && <PartError>It could not be changed: {change.error.message}</PartError>}
        {change.isSuccess && <p role="status">The password is changed.</p>}
        <Button type="submit" variant="default" loading={change.isPending}>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
