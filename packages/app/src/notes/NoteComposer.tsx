import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowUpRight, IconRectangle, IconScribble } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type MarkShape, NOTE_LIMITS } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { changeNote, noteList, writeNote } from '../load/notes.ts';
import type { NoteDraft } from '../state/noteDraft.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatPrecisePosition } from '../ui/format.ts';
import { MentionField } from './MentionField.tsx';
import styles from './NoteComposer.module.css';
import { useMyName } from './useMyName.ts';

const TOOLS: readonly { shape: MarkShape; label: string; Icon: typeof IconRectangle }[] = [
  { shape: 'rectangle', label: 'Draw a rectangle on the page', Icon: IconRectangle },
  { shape: 'arrow', label: 'Draw an arrow on the page', Icon: IconArrowUpRight },
  { shape: 'freehand', label: 'Draw freehand on the page', Icon: IconScribble },
];

/** The note that is being written, or edited: its moment, text and what is drawn. */
export function NoteComposer({
  session,
  draft,
  people,
}: {
  session: string;
  draft: NoteDraft;
  people: readonly string[];
}) {
  const { noteDraft, note, moment } = useSessionState();
  const from = useStore(moment, (value) => value.from);
  const at = useStore(moment, (value) => Math.ceil(value.at));
  const { name, setName, isAsked } = useMyName();
  const [isNamed] = useState(name !== '');
  const client = useQueryClient();
  const change = (changes: Partial<NoteDraft>) => noteDraft.set({ ...draft, ...changes });
  const save = useMutation({
    mutationFn: async () => {
      const { id, text, tab } = draft;
      const marks = [...draft.marks];
      if (id === undefined)
        return writeNote({ session, moment: draft.moment, tab, text, marks, signedAs: name });
      await changeNote({ id, text, marks, tab });
      return undefined;
    },
    async onSuccess(written) {
      await client.invalidateQueries({ queryKey: noteList(session).queryKey });
      noteDraft.set(null);
      if (written) note.set(written.id);
    },
  });
  const isEmpty = draft.text.trim() === '';
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isEmpty && !save.isPending) save.mutate();
  };
  const isNew = draft.id === undefined;
  return (
    <form className={styles.composer} aria-label={isNew ? 'New note' : 'Edit the note'} onSubmit={submit}>
      <div className={styles.head}>
        <span className={styles.moment}>{formatPrecisePosition(draft.moment - from)}</span>
        {isNew && at !== draft.moment && draft.marks.length === 0 && (
          <Button size="compact-xs" variant="default" onClick={() => change({ moment: at })}>
            Take the present moment
          </Button>
        )}
        <span className={styles.space} />
        {TOOLS.map(({ shape, label, Icon }) => (
          <Tooltip key={shape} label={label}>
            <ActionIcon
              size="sm"
              variant={draft.tool === shape ? 'light' : 'subtle'}
              aria-label={label}
              aria-pressed={draft.tool === shape}
              disabled={draft.marks.length >= NOTE_LIMITS.marks}
              onClick={() => change({ tool: draft.tool === shape ? null : shape })}
            >
              <Icon size={16} />
            </ActionIcon>
          </Tooltip>
        ))}
        <Tooltip label="Take the last mark back">
          <ActionIcon
            size="sm"
            aria-label="Take the last mark back"
            disabled={draft.marks.length === 0}
            bg={draft.marks.length === 0 ? 'transparent' : undefined}
            onClick={() => change({ marks: draft.marks.slice(0, -1) })}
          >
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <MentionField
        label="Text of the note"
        placeholder="What is to be seen here? @ names somebody"
        value={draft.text}
        people={people}
        isFocused
        onChange={(text) => change({ text })}
        onSubmit={submit}
        onCancel={() => isEmpty && draft.marks.length === 0 && noteDraft.set(null)}
      />
      <div className={styles.foot}>
        {isAsked && !isNamed && isNew && (
          <TextInput
            size="xs"
            aria-label="Your name"
            placeholder="Your name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <output className={styles.marks}>{draft.marks.length > 0 && marksSaid(draft.marks.length)}</output>
        <span className={styles.space} />
        <Button size="compact-sm" variant="default" onClick={() => noteDraft.set(null)}>
          Cancel
        </Button>
        <Button size="compact-sm" type="submit" disabled={isEmpty} loading={save.isPending}>
          {isNew ? 'Add the note' : 'Save'}
        </Button>
      </div>
      {save.error && (
        <p role="alert" className={styles.error}>
          It could not be saved: {save.error.message}
        </p>
      )}
    </form>
  );
}

function marksSaid(count: number): string {
  return count === 1 ? '1 mark on the page' : `${count} marks on the page`;
}
