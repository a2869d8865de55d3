import { ActionIcon, Button, Select, Switch, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconRewindBackward5,
  IconRewindBackward15,
  IconRewindForward5,
  IconRewindForward15,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TimedItem } from '../load/session.ts';
import { stepMoment } from '../state/actions.ts';
import { SPEEDS } from '../state/moment.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatPosition } from '../ui/format.ts';
import styles from './Controls.module.css';
import { ViewControls } from './ViewControls.tsx';

/** The buttons of the player. `items` are those that a step goes to. */
export function Controls({ items, isLive }: { items: TimedItem[]; isLive: boolean }) {
  const state = useSessionState();
  const { moment } = state;
  const playing = useStore(moment, (value) => value.playing);
  const speed = useStore(moment, (value) => value.speed);
  const skipInactivity = useStore(moment, (value) => value.skipInactivity);
  const step = (ms: number) => moment.seek(moment.get().at + ms);

  return (
    <div className={styles.room}>
      <div className={styles.buttons}>
        <Tooltip label={playing ? 'Pause (Space)' : 'Play (Space)'}>
          <ActionIcon
            variant="filled"
            color="var(--accent)"
            c="var(--on-accent)"
            size="md"
            aria-label={playing ? 'Pause' : 'Play'}
            onClick={moment.toggle}
          >
            {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
          </ActionIcon>
        </Tooltip>
        <Step
          label="Back 15 seconds"
          hint="Shift ←"
          icon={<IconRewindBackward15 size={18} />}
          onClick={() => step(-15_000)}
        />
        <Step
          label="Back 5 seconds"
          hint="←"
          icon={<IconRewindBackward5 size={18} />}
          onClick={() => step(-5_000)}
        />
        <Step
          label="Forward 5 seconds"
          hint="→"
          icon={<IconRewindForward5 size={18} />}
          onClick={() => step(5_000)}
        />
        <Step
          label="Forward 15 seconds"
          hint="Shift →"
          icon={<IconRewindForward15 size={18} />}
          onClick={() => step(15_000)}
        />
        <Step
          label="Previous event"
          hint=","
          icon={<IconPlayerSkipBack size={16} />}
          onClick={() => stepMoment(items, state, -1)}
        />
        <Step
          label="Next event"
          hint="."
          icon={<IconPlayerSkipForward size={16} />}
          onClick={() => stepMoment(items, state, 1)}
        />
        <Clock />
        {isLive && <Live />}
        <div className={styles.space} />
        <ViewControls />
        <Switch
          size="xs"
          label="Skip inactivity"
          classNames={{ label: styles.skipLabel }}
          checked={skipInactivity}
          onChange={(event) => moment.setSkipInactivity(event.currentTarget.checked)}
        />
        <Select
          aria-label="Speed"
          size="xs"
          w={70}
          allowDeselect={false}
          comboboxProps={IN_PLACE}
          data={SPEEDS.map((value) => ({ value: String(value), label: `${value}×` }))}
          value={String(speed)}
          onChange={(value) => moment.setSpeed(SPEEDS.find((known) => String(known) === value) ?? 1)}
        />
      </div>
    </div>
  );
}

/** Options are shown within the stage, which alone is seen when it fills the screen. */
const IN_PLACE = { withinPortal: false };

/** Stays at the end of a session that is still going on. */
function Live() {
  const { moment } = useSessionState();
  const isFollowing = useStore(moment, ({ following }) => following);
  return (
    <Tooltip label="Stay at the end as more arrives (G)">
      <Button
        size="compact-xs"
        variant={isFollowing ? 'filled' : 'default'}
        color="var(--good)"
        className={styles.live}
        aria-pressed={isFollowing}
        onClick={() => moment.setFollowing(!isFollowing)}
      >
        Live
      </Button>
    </Tooltip>
  );
}

function Step({
  label,
  hint,
  icon,
  onClick,
}: {
  label: string;
  hint: string;
  icon: ReactNode;
  onClick: () => void;
}) {
  return (
    <Tooltip label={`${label} (${hint})`}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function Clock() {
  const { moment } = useSessionState();
  const now = useStore(moment, ({ at, from }) => formatPosition(at - from));
  const total = useStore(moment, ({ to, from }) => formatPosition(to - from));
  return (
    <span className={styles.clock}>
      <span>{now}</span> <span className={styles.total}>/ {total}</span>
    </span>
  );
}
