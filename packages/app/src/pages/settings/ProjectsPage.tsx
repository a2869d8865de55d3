import { Button, Group, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createProject, projectsQuery } from '../../load/account.ts';
import { formatAbsolute } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part, PartError, PartHeading, PartText } from './Part.tsx';

/** The projects of the server. */
export function ProjectsPage() {
  const { data: projects = [], error, refetch } = useQuery(projectsQuery());
  return (
    <Part title="Projects">
      <PartText>
        Each project has recordings, keys and settings of its own, and people who see it. One changes the
        project that is shown in the menu at the top right.
      </PartText>
      {error && (
        <ErrorNotice title="The projects could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      <Table verticalSpacing={6} aria-label="Projects">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Id</Table.Th>
            <Table.Th>Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {projects.map(({ id, name, createdAt }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>
                <code>{id}</code>
              </Table.Td>
              <Table.Td>{formatAbsolute(Date.parse(createdAt))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <NewProject />
    </Part>
  );
}

function NewProject() {
  const [name, setName] = useState('');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: createProject,
    async onSuccess() {
      setName('');
      await client.invalidateQueries({ queryKey: projectsQuery().queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ id: idOf(name), name });
  };
  return (
    <form onSubmit={submit}>
      <PartHeading>New project</PartHeading>
      <Group align="end" gap="xs" mt="xs">
        <TextInput
          label="Name"
          description={idOf(name) === '' ? 'Its id follows from it' : `Its id: ${idOf(name)}`}
          required
          maxLength={100}
          w={320}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={make.isPending} disabled={idOf(name) === ''}>
          Create
        </Button>
      </Group>
      {make.error && <PartError>It could not be made: {make.error.message}</PartError>}
    </form>
  );
}

/** What stands for the name in addresses. */
function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63);
}
