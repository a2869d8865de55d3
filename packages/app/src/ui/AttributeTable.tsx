import { type Attributes, anyValueText } from '@throughline/format';
import styles from './AttributeTable.module.css';
import { CopyAction } from './CopyAction.tsx';

/** Attributes by name. Values are text from outside and are shown as such. */
export function AttributeTable({ attributes }: { attributes: Attributes }) {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return <p className={styles.none}>None</p>;
  return (
    <table className={styles.table}>
      <tbody>
        {entries.map(([name, value]) => {
          const text = anyValueText(value);
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{text}</td>
              <td className={styles.copy}>
                <CopyAction value={text} label={`Copy ${name}`} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
