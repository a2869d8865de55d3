import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconDatabase,
  IconFileText,
  IconHandClick,
  IconServer,
} from '@tabler/icons-react';
import type { StoryStep } from '@throughline/model';
import type { KeyboardEvent } from 'react';
import type { TimedItem } from '../load/session.ts';
import { selectItem, selectSpan } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatPrecisePosition } from '../ui/format.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import styles from './StoryPanel.module.css';
import { isSelected, type Story } from './useStory.ts';

const ICONS: Record<StoryStep['kind'], typeof IconServer> = {
  action: IconHandClick,
  request: IconArrowsExchange,
  service: IconServer,
  statement: IconDatabase,
  log: IconFileText,
  message: IconAlertTriangle,
};

/** The steps of a story, each a way there; arrow keys go from one to the next. */
export function StorySteps({
  story: { steps },
  from,
  colors,
  items,
  selected,
}: {
  story: Story;
  /** Start of the session, Unix milliseconds. */
  from: number;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  items: TimedItem[];
  selected: TimedItem | undefined;
}) {
  const state = useSessionState();
  const selection = useStore(state.selection, (value) => value);
  const choose = ({ place, time }: StoryStep) => {
    const item = 'item' in place ? items.find(({ id }) => id === place.item) : undefined;
    if (item) selectItem(state, item);
    else if (!('item' in place)) {
      selectSpan(state, place, time ?? state.moment.get().at);
      if (!state.panel.get()) state.panel.set('waterfall');
    }
  };
  return (
    <ol className={styles.steps} aria-label="From the last action to the error" onKeyDown={moveFocus}>
      {steps.map((step) => {
        const Icon = ICONS[step.kind];
        const isHere = selection !== null && isSelected(step.place, selection, selected);
        return (
          <li key={'item' in step.place ? step.place.item : step.place.spanId}>
            <button
              type="button"
              className={styles.step}
              data-error={step.isError || undefined}
              aria-current={isHere ? 'step' : undefined}
              title={[step.title, step.reason].filter(Boolean).join('\n')}
              onClick={() => choose(step)}
            >
              <Icon size={14} className={styles.icon} aria-hidden />
              <span className={styles.time}>
                {step.time === undefined ? '' : formatPrecisePosition(step.time - from)}
              </span>
              <span className={styles.text}>
                <span className={styles.title}>{step.title}</span>
                {step.reason && <span className={styles.reason}>{step.reason}</span>}
              </span>
              {step.service && <ServiceName service={step.service} color={colors.get(step.service)} />}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const index = buttons.findIndex((button) => button.matches(':focus'));
  event.preventDefault();
  buttons[index + step]?.focus();
}
