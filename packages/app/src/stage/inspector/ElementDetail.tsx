import type { Player } from '../player.ts';
import styles from './Inspector.module.css';
import { attributesOf, type TreeRow } from './pageTree.ts';

/** Longest value of an attribute that is shown, characters. */
const VALUE_CHARACTERS = 2_000;

/** The attributes of the selected node in full. `rows` change when the page does. */
export function ElementDetail({ player, id, rows }: { player: Player; id: number | null; rows: TreeRow[] }) {
  const node = id === null || rows.length === 0 ? null : player.page()?.nodeOf(Math.abs(id));
  if (!node) return <p className={styles.hint}>Point at the page, or select an element.</p>;
  const attributes = attributesOf(node);
  return (
    <div className={styles.detail}>
      <table className={styles.attributes} aria-label="Attributes">
        <tbody>
          {attributes.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value.length > VALUE_CHARACTERS ? `${value.slice(0, VALUE_CHARACTERS)}…` : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {attributes.length === 0 && (
        <p className={styles.hint}>{node.nodeName.toLowerCase()} has no attributes.</p>
      )}
    </div>
  );
}
