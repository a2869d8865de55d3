import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCode, IconMaximize, IconRoute, IconZoomScan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toggleFullScreen } from '../state/fullScreen.ts';
import { nextPictureZoom } from '../state/pictureZoom.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import styles from './ViewControls.module.css';

/** How the page is looked at: its size, the pointer's trail, its elements, the whole screen. */
export function ViewControls() {
  const { pictureZoom, trail, inspecting } = useSessionState();
  const zoom = useStore(pictureZoom, (value) => value);
  const hasTrail = useStore(trail, (value) => value);
  const isInspecting = useStore(inspecting, (value) => value);
  const size = zoom === 'fit' ? 'Fit' : `${zoom * 100} %`;
  return (
    <>
      <Toggle
        label={`Size of the page: ${size}`}
        hint="Z"
        onClick={() => pictureZoom.set(nextPictureZoom(zoom))}
      >
        {zoom === 'fit' ? <IconZoomScan size={16} /> : <span className={styles.size}>{zoom}×</span>}
      </Toggle>
      <Toggle label="Pointer's trail" hint="T" isPressed={hasTrail} onClick={() => trail.set(!hasTrail)}>
        <IconRoute size={16} />
      </Toggle>
      <Toggle
        label="Inspect the page"
        hint="I"
        isPressed={isInspecting}
        onClick={() => inspecting.set(!isInspecting)}
      >
        <IconCode size={16} />
      </Toggle>
      <Toggle label="Full screen" hint="F" onClick={toggleFullScreen}>
        <IconMaximize size={16} />
      </Toggle>
    </>
  );
}

function Toggle({
  label,
  hint,
  isPressed,
  onClick,
  children,
}: {
  label: string;
  hint: string;
  isPressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={`${label} (${hint})`}>
      <ActionIcon
        variant={isPressed ? 'light' : 'subtle'}
        aria-label={label}
        aria-pressed={isPressed}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
