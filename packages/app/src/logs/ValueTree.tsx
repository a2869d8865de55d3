import type { ReactNode } from 'react';
import styles from './ValueTree.module.css';
import type { ValueNode } from './valueNode.ts';

/** Entries that are named while a value is closed. */
const PREVIEWED = 4;

/** A value that opens part by part, as a console shows it. */
export function ValueTree({
  node,
  label,
  isOpen = false,
}: {
  node: ValueNode;
  label?: ReactNode;
  isOpen?: boolean;
}) {
  if (node.kind === 'leaf' || node.entries.length === 0)
    return (
      <span className={styles.leaf}>
        {label}
        <span className={styles.value}>{shortly(node)}</span>
      </span>
    );
  return (
    <details className={styles.node} open={isOpen}>
      <summary>
        {label}
        <span className={styles.preview}>{preview(node)}</span>
      </summary>
      <ul className={styles.entries}>
        {node.entries.map(([key, held], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may come twice, and the entries never change their order.
          <li key={index}>
            <ValueTree node={held} label={<span className={styles.key}>{key}: </span>} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function preview(node: Exclude<ValueNode, { kind: 'leaf' }>): string {
  const parts = node.entries
    .slice(0, PREVIEWED)
    .map(([key, held]) => (node.kind === 'array' ? shortly(held) : `${key}: ${shortly(held)}`));
  const more = node.entries.length > PREVIEWED ? ', …' : '';
  const text = parts.join(', ') + more;
  return node.kind === 'array'
    ? `(${node.entries.length}) [${text}]`
    : `${node.name && `${node.name} `}{${text}}`;
}

function shortly(node: ValueNode): string {
  if (node.kind === 'leaf') return node.text;
  if (node.kind === 'array') return node.entries.length === 0 ? '[]' : '[…]';
  return `${node.name && `${node.name} `}${node.entries.length === 0 ? '{}' : '{…}'}`;
}
