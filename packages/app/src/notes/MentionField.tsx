import { Textarea } from '@mantine/core';
import { NOTE_LIMITS } from '@throughline/format';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './MentionField.module.css';
import { completed, proposedPeople, typedMention } from './typedMention.ts';

/** A field for the text of a note. It proposes people as one types `@`; Ctrl or Cmd with Enter submits. */
export function MentionField({
  label,
  placeholder,
  value,
  people,
  isFocused = false,
  onChange,
  onSubmit,
  onCancel,
}: {
  label: string;
  placeholder: string;
  value: string;
  /** As they stand behind `@`. */
  people: readonly string[];
  /** Whether it takes the focus when it appears. */
  isFocused?: boolean;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
}): ReactNode {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [marked, setMarked] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const listId = useId();
  const typed = isDismissed ? null : typedMention(value, caret);
  const proposed = typed ? proposedPeople(people, typed) : [];
  const chosen = proposed[Math.min(marked, proposed.length - 1)];

  const nextCaret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (nextCaret.current === null) return;
    fieldRef.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it appears.
  useLayoutEffect(() => {
    if (isFocused) fieldRef.current?.focus();
  }, []);

  const take = (person: string) => {
    if (!typed) return;
    const next = completed(value, caret, typed, person);
    nextCaret.current = next.caret;
    setCaret(next.caret);
    onChange(next.text);
    fieldRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit();
    else if (event.key === 'Escape' && chosen !== undefined) setDismissed(true);
    else if (event.key === 'Escape') onCancel();
    else if (chosen === undefined) return;
    else if (event.key === 'ArrowDown') setMarked((marked + 1) % proposed.length);
    else if (event.key === 'ArrowUp') setMarked((marked + proposed.length - 1) % proposed.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.field}>
      <Textarea
        ref={fieldRef}
        size="xs"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={NOTE_LIMITS.textCharacters}
        placeholder={placeholder}
        value={value}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={chosen === undefined ? undefined : listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${proposed.indexOf(chosen)}`}
        onChange={(event) => {
          setDismissed(false);
          setMarked(0);
          setCaret(event.currentTarget.selectionStart);
          onChange(event.currentTarget.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {chosen !== undefined && (
        <div role="listbox" id={listId} aria-label="People" className={styles.people}>
          {proposed.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus; aria-activedescendant names the option.
            <div
              key={person}
              role="option"
              id={`${listId}-${index}`}
              aria-selected={person === chosen}
              className={styles.person}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              @{person}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
