import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import styles from './ClipColumn.module.css';

export interface ClipText {
  title: string;
  description: string;
}

/** Asks for the title and description of a clip; `onSave` keeps them. Escape cancels. */
export function ClipForm({
  label,
  action,
  before = { title: '', description: '' },
  onSave,
  onCancel,
  children,
}: {
  label: string;
  /** What the button says. */
  action: string;
  before?: ClipText;
  onSave: (text: ClipText) => Promise<unknown>;
  onCancel: () => void;
  /** The range, beside the buttons. */
  children: ReactNode;
}) {
  const [title, setTitle] = useState(before.title);
  const [description, setDescription] = useState(before.description);
  const save = useMutation({ mutationFn: () => onSave({ title, description }) });
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') save.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <TextInput
        size="xs"
        aria-label="Title of the clip"
        placeholder="What it shows"
        maxLength={200}
        autoFocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        size="xs"
        aria-label="Description of the clip"
        placeholder="Description, if it needs one"
        maxLength={2_000}
        autosize
        maxRows={4}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <span className={styles.range}>{children}</span>
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="compact-xs" type="submit" disabled={title.trim() === ''} loading={save.isPending}>
          {action}
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
