import { Chip, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { QuietHours } from '@throughline/format';
import styles from './AlertsPage.module.css';
import { DAYS } from './conditionText.ts';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const TIME_ZONES = [...new Set([HERE, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
/** A list of all of them is slow, and nobody reads it: one writes a part of the name. */
const SHOWN_ZONES = 30;

const NIGHTS: QuietHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', timeZone: HERE };

/** When nothing is sent; what falls into it comes as one summary. */
export function QuietHoursFields({
  value,
  onChange,
}: {
  value: QuietHours | null;
  onChange: (value: QuietHours | null) => void;
}) {
  return (
    <fieldset className={styles.quiet}>
      <legend className={styles.legend}>What happens in quiet hours is sent as one summary after them</legend>
      <Stack gap="xs">
        <Switch
          label="Quiet hours"
          checked={value !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? NIGHTS : null)}
        />
        {value && (
          <>
            <Chip.Group
              multiple
              value={value.days.map(String)}
              onChange={(days) => onChange({ ...value, days: days.map(Number) })}
            >
              <Group gap={4}>
                {DAYS.map((day, index) => (
                  <Chip key={day} size="xs" value={String(index + 1)}>
                    {day}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput
                type="time"
                label="From"
                required
                value={value.from}
                onChange={(event) => onChange({ ...value, from: event.currentTarget.value })}
              />
              <TextInput
                type="time"
                label="To"
                required
                value={value.to}
                onChange={(event) => onChange({ ...value, to: event.currentTarget.value })}
              />
              <Select
                label="Time zone"
                searchable
                allowDeselect={false}
                limit={SHOWN_ZONES}
                data={TIME_ZONES}
                value={value.timeZone}
                onChange={(timeZone) => timeZone && onChange({ ...value, timeZone })}
              />
            </Group>
          </>
        )}
      </Stack>
    </fieldset>
  );
}
