import { Button, Group, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PICTURE_KINDS, type TicketDraft, type TicketTarget, TRACKER_KINDS } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { type FiledTicket, fileTicket, linkTicket, type TicketSubject } from '../load/tickets.ts';
import { type TakePicture, TicketPicture, ticketPicture } from './TicketPicture.tsx';
import styles from './tickets.module.css';

interface TicketFormProps {
  about: TicketSubject;
  targets: readonly TicketTarget[];
  draft: TicketDraft;
  takePicture: TakePicture | undefined;
  onFiled: (filed: FiledTicket) => void;
  onClose: () => void;
}

/** Where to, and what it says: a new ticket, or a link in one that is there. */
export function TicketForm({ about, targets, draft, takePicture, onFiled, onClose }: TicketFormProps) {
  const [chosen, setChosen] = useLocalStorage({ key: 'throughline-ticket-target', defaultValue: '' });
  const [way, setWay] = useState<'new' | 'link'>('new');
  const [title, setTitle] = useState(draft.title);
  const [description, setDescription] = useState(draft.description);
  const [ticket, setTicket] = useState('');
  const target = targets.find(({ id }) => id === chosen) ?? targets[0];
  const canLink = target !== undefined && TRACKER_KINDS.has(target.kind) && 'session' in about;
  const isLink = canLink && way === 'link';
  const takesPicture = target !== undefined && PICTURE_KINDS.has(target.kind) && !isLink;
  const pictureOptions = ticketPicture(about, takesPicture ? takePicture : undefined);
  const picture = useQuery(pictureOptions);
  const [isPictureIncluded, setPictureIncluded] = useState(true);
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: async () => {
      const integration = target?.id ?? '';
      if (isLink) return linkTicket({ ...about, integration, ticket });
      const isWithPicture = takesPicture && takePicture !== undefined && isPictureIncluded;
      // That none could be taken has been said, and is no reason to file nothing.
      const png = isWithPicture ? await client.ensureQueryData(pictureOptions).catch(() => null) : null;
      return fileTicket({ ...about, integration, title, description }, png);
    },
    async onSuccess(filed) {
      await client.invalidateQueries({ queryKey: ['tickets'] });
      if (filed) onFiled(filed);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="sm" align="end">
          <Select
            label="Where to"
            allowDeselect={false}
            data={targets.map(({ id, name }) => ({ value: id, label: name }))}
            value={target?.id ?? null}
            onChange={(id) => id && setChosen(id)}
          />
          {canLink && (
            <SegmentedControl
              aria-label="What to do"
              data={[
                { value: 'new', label: 'New ticket' },
                { value: 'link', label: 'Add link to a ticket' },
              ]}
              value={way}
              onChange={(value) => setWay(value === 'link' ? 'link' : 'new')}
            />
          )}
        </Group>
        {isLink ? (
          <TextInput
            label="Key or address of the ticket"
            placeholder="SHOP-123"
            required
            value={ticket}
            onChange={(event) => setTicket(event.currentTarget.value)}
          />
        ) : (
          <>
            <TextInput
              label="Title"
              required
              maxLength={250}
              data-autofocus
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <Textarea
              label="Description"
              description="Markdown, as it will be filed"
              autosize
              minRows={10}
              maxRows={18}
              className={styles.description}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
          </>
        )}
        {takesPicture && takePicture && (
          <TicketPicture picture={picture} isIncluded={isPictureIncluded} onInclude={setPictureIncluded} />
        )}
        {send.error && (
          <p role="alert" className={styles.error}>
            It could not be filed: {send.error.message}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={send.isPending}>
            {isLink ? 'Add the link' : 'File it'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
