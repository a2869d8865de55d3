import { ActionIcon, Select, Switch, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward5,
  IconRewindBackward15,
  IconRewindForward5,
  IconRewindForward15,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TimedItem } from '../load/session.ts';
import { SPEEDS } from '../state/moment.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatPosition } from '../ui/format.ts';
import styles from './Controls.module.css';
import { ScrubBar } from './ScrubBar.tsx';

/** Scrub bar and buttons of the player. */
export function Controls({ items }: { items: TimedItem[] }) {
  const { moment } = useSessionState();
  const playing = useStore(moment, (value) => value.playing);
  const speed = useStore(moment, (value) => value.speed);
  const skipInactivity = useStore(moment, (value) => value.skipInactivity);
  const step = (ms: number) => moment.seek(moment.get().at + ms);

  return (
    <div className={styles.controls}>
      <ScrubBar items={items} />
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
        <Clock />
        <div className={styles.space} />
        <Switch
          size="xs"
          label="Skip inactivity"
          checked={skipInactivity}
          onChange={(event) => moment.setSkipInactivity(event.currentTarget.checked)}
        />
        <Select
          aria-label="Speed"
          size="xs"
          w={70}
          allowDeselect={false}
          data={SPEEDS.map((value) => ({ value: String(value), label: `${value}×` }))}
          value={String(speed)}
          onChange={(value) => moment.setSpeed(SPEEDS.find((known) => String(known) === value) ?? 1)}
        />
      </div>
    </div>
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
