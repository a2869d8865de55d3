import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMovie, IconRepeat, IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { beginClip, setRange, toggleLoop, zoomAtMoment } from '../../state/actions.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import { ZOOM_STEP } from '../../state/timeView.ts';
import { RangeChip } from '../../ui/RangeChip.tsx';
import styles from './ActivityTimeline.module.css';
import { ZoomBar } from './ZoomBar.tsx';

/** Below the lanes: the part that is seen, zoom, and what can be done with the chosen range. */
export function Tools({ whole }: { whole: TimeRange }) {
  const state = useSessionState();
  const { moment, range, zoom } = state;
  const chosen = useStore(range, (value) => value);
  const isLooping = useStore(moment, ({ loop }) => loop !== null);
  const isZoomed = useStore(zoom, (value) => value !== null);
  return (
    <div className={styles.tools}>
      <Tool label="Zoom in" hint="+, Ctrl wheel" onClick={() => zoomAtMoment(state, ZOOM_STEP)}>
        <IconZoomIn size={14} />
      </Tool>
      <Tool
        label="Zoom out"
        hint="-"
        isDisabled={!isZoomed}
        onClick={() => zoomAtMoment(state, 1 / ZOOM_STEP)}
      >
        <IconZoomOut size={14} />
      </Tool>
      <Tool label="Show the whole session" hint="0" isDisabled={!isZoomed} onClick={() => zoom.set(null)}>
        <IconZoomReset size={14} />
      </Tool>
      <ZoomBar whole={whole} />
      {chosen ? (
        <>
          <RangeChip range={chosen} start={whole.from} onClear={() => setRange(state, null)} />
          <Tool label="Loop the range" hint="L" isPressed={isLooping} onClick={() => toggleLoop(state)}>
            <IconRepeat size={14} />
          </Tool>
          <Tool label="Make a clip of the range" hint="C" onClick={() => beginClip(state)}>
            <IconMovie size={14} />
          </Tool>
        </>
      ) : (
        <span className={styles.hint}>Shift and drag: choose a range</span>
      )}
    </div>
  );
}

function Tool({
  label,
  hint,
  isPressed,
  isDisabled = false,
  onClick,
  children,
}: {
  label: string;
  hint: string;
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={`${label} (${hint})`}>
      <ActionIcon
        size="xs"
        variant={isPressed ? 'light' : 'subtle'}
        aria-label={label}
        aria-pressed={isPressed}
        disabled={isDisabled}
        bg={isDisabled ? 'transparent' : undefined}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
