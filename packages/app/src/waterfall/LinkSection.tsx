import type { Attributes, SpanReference } from '@throughline/format';
import { AttributeTable } from '../ui/AttributeTable.tsx';
import { Section } from '../ui/Section.tsx';
import styles from './LinkSection.module.css';

/** Spans that a span is linked to, or from; a click goes there. Nothing if there are none. */
export function LinkSection({
  title,
  links,
  onOpen,
}: {
  title: string;
  links: readonly (SpanReference & { service?: string; name?: string; attributes?: Attributes })[];
  onOpen: (span: SpanReference) => void;
}) {
  if (links.length === 0) return null;
  return (
    <Section title={title} count={links.length} isOpen>
      <ul className={styles.links}>
        {links.map(({ traceId, spanId, service, name, attributes }) => (
          <li key={`${traceId} ${spanId}`}>
            <button type="button" className={styles.link} onClick={() => onOpen({ traceId, spanId })}>
              {service ? `${service} ${name}` : `span ${spanId}`}
            </button>
            <span className={styles.trace}>trace {traceId}</span>
            {attributes && Object.keys(attributes).length > 0 && <AttributeTable attributes={attributes} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
