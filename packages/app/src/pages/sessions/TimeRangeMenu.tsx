import { Button, Popover } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { type SessionFilter, TIME_RANGES, type TimeRange } from '../../load/sessionList.ts';
import { formatShortDate } from './shortDate.ts';
import styles from './Toolbar.module.css';

type Range = Pick<SessionFilter, 'range' | 'from' | 'to'>;

/** A menu is there at once. */
const NO_TRANSITION = { duration: 0 };

/** How far back the list reaches, or from when to when. */
export function TimeRangeMenu({ filter, onChange }: { filter: Range; onChange: (range: Range) => void }) {
  const [isOpen, setOpen] = useState(false);
  const choose = (range: Range) => {
    onChange(range);
    setOpen(false);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      transitionProps={NO_TRANSITION}
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconClock size={14} />}
          aria-label={`Time range: ${nameOf(filter)}`}
          onClick={() => setOpen(!isOpen)}
        >
          {nameOf(filter)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} aria-label="Time range">
        {(Object.entries(TIME_RANGES) as [TimeRange, { label: string }][]).map(([range, { label }]) => (
          <button
            key={range}
            type="button"
            className={styles.item}
            aria-pressed={!isAbsolute(filter) && filter.range === range}
            onClick={() => choose({ range, from: undefined, to: undefined })}
          >
            {label}
          </button>
        ))}
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            const times = new FormData(event.currentTarget);
            choose({ range: filter.range, from: readTime(times.get('from')), to: readTime(times.get('to')) });
          }}
        >
          <label className={styles.label}>
            From
            <input type="datetime-local" name="from" defaultValue={writeTime(filter.from)} step={1} />
          </label>
          <label className={styles.label}>
            To
            <input type="datetime-local" name="to" defaultValue={writeTime(filter.to)} step={1} />
          </label>
          <Button type="submit" size="compact-xs" variant="default">
            Show
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function isAbsolute({ from, to }: Range): boolean {
  return from !== undefined || to !== undefined;
}

function nameOf(range: Range): string {
  if (!isAbsolute(range)) return TIME_RANGES[range.range].label;
  const [from, to] = [range.from, range.to].map((ms) =>
    ms === undefined ? '' : formatShortDate(ms, Date.now()),
  );
  return `${from} – ${to}`.trim();
}

/** The field's text is in the reader's zone, without one. */
function readTime(text: FormDataEntryValue | null): number | undefined {
  const ms = typeof text === 'string' && text !== '' ? new Date(text).getTime() : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
}

function writeTime(ms: number | undefined): string {
  if (ms === undefined) return '';
  const zone = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - zone).toISOString().slice(0, 19);
}
