import { Button, Group, Select, Skeleton, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TOKEN_SCOPES, type TokenScope } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import {
  createIngestKey,
  createToken,
  type KnownSecret,
  revokeSecret,
  type SecretKind,
  secretsQuery,
} from '../../load/keys.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { formatAbsolute } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part, PartError, PartHeading, PartText } from './Part.tsx';

/** Keys with which pages and services send, and tokens with which programs ask. */
export function KeysPage() {
  return (
    <Part title="Keys and tokens">
      <PartHeading>Ingest keys</PartHeading>
      <PartText>
        Pages and services send with them and read nothing; with an origin, only its pages may. A key belongs
        to the project that is shown.
      </PartText>
      <Secrets kind="keys" />
      <NewKey />
      <PartHeading>Tokens</PartHeading>
      <PartText>
        Programs ask the API with them: <code>read</code> sees everything, <code>source-maps</code> uploads
        source maps and nothing else, the others may do what people of that role may.
      </PartText>
      <Secrets kind="read-tokens" />
      <NewToken />
    </Part>
  );
}

const LABELS: Record<SecretKind, string> = { keys: 'Ingest keys', 'read-tokens': 'Tokens' };

function Secrets({ kind }: { kind: SecretKind }) {
  const { data: secrets, error, refetch } = useQuery(secretsQuery(kind));
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => revokeSecret(kind, id),
    onSettled: () => client.invalidateQueries({ queryKey: secretsQuery(kind).queryKey }),
  });
  if (error && !secrets)
    return <ErrorNotice title="They could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!secrets) return <Skeleton height={64} role="status" aria-label={`Loading ${LABELS[kind]}`} />;
  if (secrets.length === 0) return <PartText>There are none.</PartText>;
  return (
    <>
      {revoke.error && <PartError>It could not be revoked: {revoke.error.message}</PartError>}
      <Table verticalSpacing={6} aria-label={LABELS[kind]}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Begins with</Table.Th>
            <Table.Th>{kind === 'keys' ? 'Origins' : 'For'}</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {secrets.map((secret) => (
            <SecretRow key={secret.id} secret={secret} onRevoke={() => revoke.mutate(secret.id)} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function SecretRow({ secret, onRevoke }: { secret: KnownSecret; onRevoke: () => void }) {
  const { name, prefix, allowedOrigins = [], scope, createdAt, revokedAt } = secret;
  return (
    <Table.Tr>
      <Table.Td>{name || <span>unnamed</span>}</Table.Td>
      <Table.Td>
        <code>{prefix}…</code>
      </Table.Td>
      <Table.Td>{scope ?? (allowedOrigins.join(', ') || 'any')}</Table.Td>
      <Table.Td>{formatAbsolute(Date.parse(createdAt))}</Table.Td>
      <Table.Td>
        {revokedAt ? (
          'revoked'
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Revoke ${name || prefix}`}
            onClick={onRevoke}
          >
            Revoke
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function NewKey() {
  const [name, setName] = useState('');
  const [origin, setOrigin] = useState('');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => createIngestKey(name, origin === '' ? [] : [origin]),
    onSuccess: () => client.invalidateQueries({ queryKey: secretsQuery('keys').queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          label="Name of a new key"
          placeholder="shop"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Origin of its pages"
          placeholder="any"
          value={origin}
          onChange={(event) => setOrigin(event.currentTarget.value.trim())}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          Create key
        </Button>
      </Group>
      <Made secret={make.data} error={make.error} />
    </form>
  );
}

function NewToken() {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<TokenScope>('read');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => createToken(name, scope),
    onSuccess: () => client.invalidateQueries({ queryKey: secretsQuery('read-tokens').queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          label="Name of a new token"
          placeholder="dashboard"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="For"
          data={[...TOKEN_SCOPES]}
          value={scope}
          allowDeselect={false}
          onChange={(chosen) => chosen && setScope(chosen as TokenScope)}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          Create token
        </Button>
      </Group>
      <Made secret={make.data} error={make.error} />
    </form>
  );
}

/** What was just made: it is told this once. */
function Made({ secret, error }: { secret: string | undefined; error: Error | null }) {
  if (error) return <PartError>It could not be made: {error.message}</PartError>;
  if (!secret) return null;
  return (
    <div role="status">
      <PartText>This is the only time that it is shown; what is stored is its hash.</PartText>
      <CodeBlock code={secret} label="Copy it" />
    </div>
  );
}
