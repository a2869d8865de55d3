import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Note } from '@throughline/format';
import { useState } from 'react';
import { changeNote, noteList, writeNote } from '../load/notes.ts';
import { MentionField } from './MentionField.tsx';
import styles from './ReplyForm.module.css';
import { useMyName } from './useMyName.ts';

/** Answers a note, below it, or changes the answer `before`. */
export function ReplyForm({
  note: { id, session, moment },
  before,
  people,
  onDone,
}: {
  note: Note;
  before?: Note;
  people: readonly string[];
  onDone: () => void;
}) {
  const [text, setText] = useState(before?.text ?? '');
  const { name } = useMyName();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: async () => {
      if (before) await changeNote({ id: before.id, text, signedAs: name });
      else await writeNote({ session, replyTo: id, moment, text, signedAs: name });
    },
    async onSuccess() {
      await client.invalidateQueries({ queryKey: noteList(session).queryKey });
      onDone();
    },
  });
  const isEmpty = text.trim() === '';
  const submit = () => !isEmpty && !send.isPending && send.mutate();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <MentionField
        label="Your reply"
        placeholder="Reply"
        value={text}
        people={people}
        isFocused
        onChange={setText}
        onSubmit={submit}
        onCancel={() => (isEmpty || text === before?.text) && onDone()}
      />
      <div className={styles.foot}>
        {send.error && (
          <span role="alert" className={styles.error}>
            It could not be sent: {send.error.message}
          </span>
        )}
        <Button size="compact-xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button size="compact-xs" type="submit" disabled={isEmpty} loading={send.isPending}>
          {before ? 'Save' : 'Send'}
        </Button>
      </div>
    </form>
  );
}
