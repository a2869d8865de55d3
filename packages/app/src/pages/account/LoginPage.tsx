import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { logIn, singleSignOnUrl } from '../../load/account.ts';
import { Door, DoorError } from './Door.tsx';

/** What the server says in the address when a log-in elsewhere did not work. */
const SIGN_ON_PROBLEMS: Record<string, string> = {
  unavailable: 'The provider cannot be reached. Try again in a moment.',
  expired: 'That took too long, or was begun in another browser. Try again.',
  refused: 'You have no account here; ask an administrator for an invitation.',
  failed: 'The provider’s answer could not be trusted. Try again.',
};

/** Asks who one is; then the page that was asked for takes its place. */
export function LoginPage({ singleSignOn }: { singleSignOn: string | null }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const enter = useMutation({ mutationFn: logIn, onSuccess: () => client.resetQueries() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email, password });
  };
  const signOnProblem = SIGN_ON_PROBLEMS[new URLSearchParams(window.location.search).get('sign-on') ?? ''];
  return (
    <Door title="Log in">
      <form onSubmit={submit}>
        <Stack gap="sm">
          {singleSignOn !== null && (
            <>
              <Button component="a" href={singleSignOnUrl()} variant="default" fullWidth>
                Continue with {singleSignOn}
              </Button>
              {signOnProblem && <DoorError>{signOnProblem}</DoorError>}
              <Divider label="or" labelPosition="center" />
            </>
          )}
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {enter.error && <DoorError>{sentence(enter.error.message)}</DoorError>}
          <Button type="submit" loading={enter.isPending} fullWidth>
            Log in
          </Button>
        </Stack>
      </form>
    </Door>
  );
}

/** What the server says, as a sentence. */
function sentence(message: string): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`;
}
