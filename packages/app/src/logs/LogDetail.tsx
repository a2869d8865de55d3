import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ATTRIBUTES, type Attributes, anyValueText, EVENTS } from '@throughline/format';
import { Fragment, useMemo } from 'react';
import { wholeLog } from '../load/sessionLogs.ts';
import { StackView } from '../stack/StackView.tsx';
import { useSessionState } from '../state/sessionState.tsx';
import { AttributeTable } from '../ui/AttributeTable.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { ScrollText } from '../ui/ScrollText.tsx';
import { Section } from '../ui/Section.tsx';
import { lineAsObject, lineAsText } from './exportLines.ts';
import { Facts } from './Facts.tsx';
import styles from './LogDetail.module.css';
import { type LogLine, textOf } from './logLines.ts';
import { printedValues } from './printedValues.ts';
import { openInWaterfall } from './selectLine.ts';
import { ValueTree } from './ValueTree.tsx';
import { nodeOfValue } from './valueNode.ts';

/** All there is to know of a line, below it. */
export function LogDetail({ line, session, from }: { line: LogLine; session: string; from: number }) {
  const state = useSessionState();
  const { data: whole, isFetching } = useQuery({
    ...wholeLog(session, line.log),
    enabled: line.log.isCut === true,
  });
  const shown = useMemo(
    () => (whole ? { ...line, log: { ...line.log, body: whole.body, attributes: whole.attributes } } : line),
    [line, whole],
  );
  const { log, source } = shown;
  const stack = anyValueText(log.attributes[ATTRIBUTES.exceptionStacktrace]);
  const fields = useMemo(() => ownFields(log.attributes), [log.attributes]);
  const count = Object.keys(fields).length;
  return (
    <div className={styles.detail}>
      <div className={styles.actions}>
        <CopyButton label="Copy text" value={() => lineAsText(shown)} />
        <CopyButton label="Copy JSON" value={() => JSON.stringify(lineAsObject(shown), null, 2)} />
        {log.traceId && (
          <Button size="compact-sm" variant="default" onClick={() => openInWaterfall(state, line)}>
            Open in the waterfall
          </Button>
        )}
        {isFetching && <Loader size="xs" aria-label="Loading the whole line" />}
        {log.isCut && whole === null && (
          <span className={styles.note}>Only the beginning of long texts is kept.</span>
        )}
      </div>
      {!stack.includes(textOf(log)) && <Body line={shown} />}
      {stack && (
        <StackView stack={stack} release={anyValueText(source.resource[ATTRIBUTES.serviceVersion])} />
      )}
      {count > 0 && (
        <Section title="Fields" count={count} isOpen>
          <AttributeTable attributes={fields} />
        </Section>
      )}
      <Facts line={shown} from={from} />
      <Section title="Resource" count={Object.keys(source.resource).length}>
        <AttributeTable attributes={source.resource} />
      </Section>
    </div>
  );
}

/** What has a place of its own here. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set([
  ATTRIBUTES.exceptionType,
  ATTRIBUTES.exceptionMessage,
  ATTRIBUTES.exceptionStacktrace,
  ATTRIBUTES.sessionId,
]);

function ownFields(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !SHOWN_ELSEWHERE.has(name)));
}

/** What the line says, whole; values with parts as trees. */
function Body({ line: { log } }: { line: LogLine }) {
  const node = useMemo(() => nodeOfValue(log.body), [log.body]);
  const parts = useMemo(
    () => (log.eventName === EVENTS.console ? printedValues(anyValueText(log.body)) : []),
    [log],
  );
  if (node) return <ValueTree node={node} isOpen />;
  if (!parts.some((part) => typeof part !== 'string'))
    return <ScrollText className={styles.body} text={textOf(log)} />;
  return (
    <div className={styles.parts}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line never change their order.
        <Fragment key={index}>
          {typeof part === 'string' ? (
            part.trim() !== '' && <ScrollText className={styles.body} text={part.trim()} />
          ) : (
            <ValueTree node={part} isOpen />
          )}
        </Fragment>
      ))}
    </div>
  );
}
