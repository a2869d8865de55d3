import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { completeSearch, type KnownValues, parseSearch, type SearchCompletion } from '@throughline/model';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { SEARCH_FIELD } from '../../state/searchField.ts';
import styles from './SearchField.module.css';
import { SearchMarks } from './SearchMarks.tsx';

/** How long typing must rest before the list is asked for, milliseconds. */
const TYPING_RESTS_MS = 250;

/** Where one writes what is looked for: completes keys and known values, and marks what cannot be read. */
export function SearchField({
  value,
  known,
  onChange,
}: {
  value: string;
  known: KnownValues;
  onChange: (search: string) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [cursor, setCursor] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  /** What was reported from here and has not come back as `value` yet: by then more may have been typed. */
  const reported = useRef<string[]>([]);
  const reportNow = (search: string) => {
    if (search !== value) reported.current.push(search);
    onChange(search);
  };
  const report = useDebouncedCallback(reportNow, TYPING_RESTS_MS);
  useEffect(() => {
    const own = reported.current.indexOf(value);
    reported.current = own < 0 ? [] : reported.current.slice(own + 1);
    if (own < 0) setTyped(value);
  }, [value]);

  /** Where the caret belongs after a completion. */
  const caret = useRef<number | null>(null);
  // Not later: what is typed next would go to the wrong place.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const isOpen = cursor !== null;
  const { start, end, options } = isOpen
    ? completeSearch(typed, cursor, known)
    : { start: 0, end: 0, options: [] };
  const problem = parseSearch(typed).problems.find(({ isUnfinished }) => !isUnfinished || !isOpen);

  const change = (text: string, at: number | null) => {
    setTyped(text);
    setCursor(at);
    setActive(-1);
    report(text.trim());
  };
  const complete = ({ insert }: SearchCompletion) => {
    const text = insert.endsWith(':') ? insert : `${insert} `;
    const rest = typed.slice(end).replace(/^ /, '');
    caret.current = start + text.length;
    change(`${typed.slice(0, start)}${text}${rest}`, caret.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = options[active];
    if (event.key === 'Escape' && isOpen) setCursor(null);
    else if (event.key === 'ArrowDown' && !isOpen) setCursor(input.current?.selectionStart ?? 0);
    else if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, options.length));
    else if (event.key === 'ArrowUp' && isOpen) setActive(active <= 0 ? options.length - 1 : active - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) complete(chosen);
    else if (event.key === 'Enter') {
      setCursor(null);
      report.cancel();
      reportNow(typed.trim());
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.field}>
      <div className={styles.box} data-invalid={problem ? true : undefined}>
        <IconSearch size={14} className={styles.icon} aria-hidden />
        <SearchMarks text={typed} problem={problem} input={input} />
        <input
          {...SEARCH_FIELD}
          ref={input}
          role="combobox"
          aria-label="Search sessions"
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-options`}
          aria-activedescendant={options[active] ? `${id}-${active}` : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          className={styles.input}
          placeholder="Search: text, user:ada, service:payment status:error duration:>2s"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ currentTarget }) => change(currentTarget.value, currentTarget.selectionStart)}
          onSelect={({ currentTarget }) => {
            if (isOpen) setCursor(currentTarget.selectionStart);
          }}
          onClick={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
          onBlur={() => setCursor(null)}
          onKeyDown={onKeyDown}
        />
        {typed !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label="Clear the search"
            onClick={() => {
              change('', null);
              input.current?.focus();
            }}
          >
            <IconX size={14} />
          </button>
        )}
      </div>
      {problem && (
        <p id={`${id}-problem`} className={styles.problem} role="status">
          {problem.message}
        </p>
      )}
      <div
        id={`${id}-options`}
        role="listbox"
        aria-label="Suggestions"
        className={styles.options}
        hidden={options.length === 0}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <div
            key={option.insert}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.option}
            // Before the field loses the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => complete(option)}
          >
            <span>{option.insert}</span>
            {option.about && <span className={styles.about}>{option.about}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
