import { Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ROLES, type Role } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { invitationsQuery, invite, projectsQuery } from '../../load/account.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { PartError, PartText } from './Part.tsx';

/** Invites somebody, and shows the link to send them. */
export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Invite somebody"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <InviteForm onDone={onClose} />
    </Modal>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('engineer');
  const [projects, setProjects] = useState<string[]>([]);
  const { data: known = [] } = useQuery(projectsQuery());
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: invite,
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ email, role, projects: projects.length > 0 ? projects : null });
  };
  if (make.data)
    return (
      <Stack gap="sm">
        <PartText>Send {email} this link. It is shown this once, and is good for a week.</PartText>
        <CodeBlock code={make.data} label="Copy the link" />
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    );
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="E-mail address"
          type="email"
          required
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label="Role"
          data={[...ROLES]}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => chosen && setRole(chosen as Role)}
        />
        {known.length > 1 && role !== 'admin' && (
          <MultiSelect
            label="Projects"
            placeholder={projects.length === 0 ? 'all' : undefined}
            data={known.map(({ id, name }) => ({ value: id, label: name }))}
            value={projects}
            onChange={setProjects}
          />
        )}
        {make.error && <PartError>They could not be invited: {make.error.message}</PartError>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
