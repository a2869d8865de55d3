import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { DoorError } from './Door.tsx';

/** What the server asks of a password. */
const PASSWORD_CHARACTERS_LEAST = 10;

export interface NewAccountValues {
  name: string;
  email: string;
  password: string;
}

/** Asks for what a new account needs; of who is invited the e-mail address is known. */
export function NewAccount({
  email: given,
  submitLabel,
  isPending,
  error,
  onSubmit,
  children,
}: {
  email?: string;
  submitLabel: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (values: NewAccountValues) => void;
  children?: ReactNode;
}) {
  const [values, setValues] = useState<NewAccountValues>({ name: '', email: given ?? '', password: '' });
  const change = (part: Partial<NewAccountValues>) => setValues({ ...values, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(values);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children}
        <TextInput
          label="Name"
          autoComplete="name"
          required
          maxLength={100}
          value={values.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          readOnly={given !== undefined}
          value={values.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <PasswordInput
          label="Password"
          description={`${PASSWORD_CHARACTERS_LEAST} characters at least`}
          autoComplete="new-password"
          required
          minLength={PASSWORD_CHARACTERS_LEAST}
          value={values.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
        {error && <DoorError>{error.message}</DoorError>}
        <Button type="submit" loading={isPending} fullWidth>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
