import { CloseButton } from '@mantine/core';
import { IconArrowForwardUp } from '@tabler/icons-react';
import type { Caused } from '@throughline/model';
import styles from './StoryPanel.module.css';

/** How much the selected action caused, and where; the rows themselves are marked in every panel. */
export function CausedLine({ caused, onClear }: { caused: Caused; onClear: () => void }) {
  const { requests, spans, logs, errors, services } = caused;
  const counts = [
    plural(requests.size, 'request'),
    plural(spans, 'span'),
    plural(logs, 'log line'),
    ...(errors > 0 ? [plural(errors, 'error')] : []),
  ];
  return (
    <div className={styles.caused}>
      <IconArrowForwardUp size={14} className={styles.mark} aria-hidden />
      <p
        role="status"
        aria-label="What the selected action caused"
        className={styles.counts}
        title={[...services].sort().join(', ')}
      >
        Caused {counts.join(', ')}
        {services.size > 0 && ` in ${plural(services.size, 'service')}`}
      </p>
      <CloseButton size="sm" aria-label="Clear what it caused" title="Clear (Esc)" onClick={onClear} />
    </div>
  );
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString()} ${word}${count === 1 ? '' : 's'}`;
}
