import { Button, CloseButton } from '@mantine/core';
import type { SessionDetail } from '@throughline/format';
import { storyText } from '@throughline/model';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { requestPages } from '../load/requests.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { sessionSpanPages } from '../load/sessionSpans.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import { CausedLine } from './CausedLine.tsx';
import styles from './StoryPanel.module.css';
import { StorySteps } from './StorySteps.tsx';
import { selectedAction, useCaused } from './useCaused.ts';
import { useStory } from './useStory.ts';

interface StoryPanelProps {
  session: SessionDetail;
  /** The timeline. */
  items: TimedItem[];
  selected: { traceId?: string; spanId?: string; item?: TimedItem };
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}

/** What the selected action caused, and how the selected error came about. Nothing is loaded until something is selected. */
export function StoryPanel(props: StoryPanelProps) {
  const { selection } = useSessionState();
  const isAnything = useStore(selection, (value) => value !== null);
  return isAnything ? <Story {...props} /> : null;
}

function Story({ session, items, selected, colors }: StoryPanelProps) {
  const { selection, moment } = useSessionState();
  const chosen = useStore(selection, (value) => value);
  const from = useStore(moment, (value) => value.from);
  const { pages, error, retry } = useAllPages(requestPages(session.id), revisionOf(session));
  const requests = useMemo(() => pages?.flatMap((page) => page.requests), [pages]);
  const action = useMemo(() => selectedAction(selected, items, requests), [selected, items, requests]);
  // Which traces follow those of the requests only their spans tell.
  const spans = useAllPages(
    { ...sessionSpanPages(session.id), enabled: action !== undefined },
    revisionOf(session),
  );
  const traces = useMemo(() => spans.pages?.flatMap((page) => page.traces), [spans.pages]);
  const caused = useCaused(action, items, requests, traces);
  const story = useStory(chosen, selected.item, items, requests, revisionOf(session));
  const isAsked = action !== undefined || selected.item?.severity === 'error';
  const clear = () => selection.set(null);

  if (error && isAsked)
    return (
      <section aria-label="Story" className={styles.panel}>
        <p role="alert" className={styles.line}>
          What caused what could not be found out.{' '}
          <Button size="compact-xs" variant="default" onClick={retry}>
            Retry
          </Button>
        </p>
      </section>
    );
  if (!caused && !story) return null;
  return (
    <section aria-label="Story" className={styles.panel}>
      {caused && <CausedLine caused={caused} onClear={clear} />}
      {story && (
        <>
          <header className={styles.head}>
            <h2 className={styles.heading}>How the error came about</h2>
            {!story.isComplete && (
              <span role="status" className={styles.dim}>
                Loading the services…
              </span>
            )}
            <CopyAction value={storyText(story.steps, from)} label="Copy the story" />
            {!caused && <CloseButton size="sm" aria-label="Close the story" onClick={clear} />}
          </header>
          {story.failure !== null && (
            <p role="alert" className={styles.line}>
              The services behind it could not be loaded.{' '}
              <Button size="compact-xs" variant="default" onClick={story.retry}>
                Retry
              </Button>
            </p>
          )}
          <StorySteps story={story} from={from} colors={colors} items={items} selected={selected.item} />
        </>
      )}
    </section>
  );
}
