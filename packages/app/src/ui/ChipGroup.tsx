import styles from './ChipGroup.module.css';

/**
 * Kinds to narrow a list to, a button each with how many there are; none chosen is all of them. `All` takes the choice back.
 */
export function ChipGroup<Kind extends string>({
  label,
  kinds,
  chosen,
  onChoose,
}: {
  label: string;
  kinds: readonly { kind: Kind; label: string; count: number }[];
  chosen: readonly Kind[];
  onChoose: (chosen: Kind[]) => void;
}) {
  const toggle = (kind: Kind) =>
    onChoose(chosen.includes(kind) ? chosen.filter((other) => other !== kind) : [...chosen, kind]);
  return (
    <fieldset className={styles.group} aria-label={label}>
      <button
        type="button"
        className={styles.chip}
        aria-pressed={chosen.length === 0}
        onClick={() => onChoose([])}
      >
        All
      </button>
      {kinds.map(({ kind, label: name, count }) => (
        <button
          key={kind}
          type="button"
          className={styles.chip}
          aria-label={name}
          aria-pressed={chosen.includes(kind)}
          onClick={() => toggle(kind)}
        >
          {name}
          <span className={styles.count}>{count.toLocaleString('en')}</span>
        </button>
      ))}
    </fieldset>
  );
}
