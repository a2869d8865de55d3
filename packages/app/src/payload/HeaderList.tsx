import styles from './HeaderList.module.css';

/** Headers, or other names and values from outside, as text. */
export function HeaderList({
  label,
  headers,
}: {
  label: string;
  headers: readonly (readonly [name: string, value: string])[];
}) {
  return (
    <dl className={styles.headers} aria-label={label}>
      {headers.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the list never changes its order.
        <div key={`${index} ${name}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
