import { Button, Checkbox, Group, Radio, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SessionDetail, SHARE_DAYS } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../load/account.ts';
import { shareLinks, shareSession } from '../../load/shareLinks.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { formatPosition } from '../../ui/format.ts';
import styles from './Share.module.css';

const DAYS = [1, SHARE_DAYS.usual, 30, SHARE_DAYS.most];
/** How much a link around the moment shows before and after it, milliseconds. */
const AROUND_MS = 60_000;

type Part = 'range' | 'around' | 'all';

/** Asks what a link is to show, and shows the link. */
export function ShareForm({ session }: { session: SessionDetail }) {
  const state = useSessionState();
  const [{ at, range }] = useState(() => ({ at: state.moment.get().at, range: state.range.get() }));
  const [part, setPart] = useState<Part>(range ? 'range' : 'all');
  const mayShowPayloads = useMay('payloads');
  const [payloads, setPayloads] = useState(false);
  const [days, setDays] = useState(String(SHARE_DAYS.usual));
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: shareSession,
    onSuccess: () => client.invalidateQueries({ queryKey: shareLinks(session.id).queryKey }),
  });
  const position = (time: number) => formatPosition(time - session.from);
  const around = { from: Math.max(session.from, at - AROUND_MS), to: Math.min(session.to, at + AROUND_MS) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const shown = { range: range ?? {}, around, all: {} }[part];
    make.mutate({ session: session.id, at, payloads, days: Number(days), ...shown });
  };
  if (make.data)
    return (
      <Stack gap="sm">
        <p className={styles.text}>
          Whoever has this link sees that part of the session, and nothing else. It is shown this once.
        </p>
        <CodeBlock code={make.data} label="Copy the link" />
        <Group>
          <Button variant="default" size="xs" onClick={() => make.reset()}>
            Make another one
          </Button>
        </Group>
      </Stack>
    );
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <p className={styles.text}>
          For somebody without an account. It opens at {position(at)}, can be looked at and not changed, and
          does not say who the person was.
        </p>
        <Radio.Group label="What it shows" value={part} onChange={(chosen) => setPart(chosen as Part)}>
          <Stack gap={6} mt={6}>
            {range && (
              <Radio
                value="range"
                label={`The selected range, ${position(range.from)} to ${position(range.to)}`}
              />
            )}
            <Radio
              value="around"
              label={`A minute before and after, ${position(around.from)} to ${position(around.to)}`}
            />
            <Radio value="all" label="All of the session" />
          </Stack>
        </Radio.Group>
        <Checkbox
          label="With payloads: headers and bodies of requests and messages"
          disabled={!mayShowPayloads}
          checked={payloads}
          onChange={(event) => setPayloads(event.currentTarget.checked)}
        />
        <Group align="end" justify="space-between">
          <Select
            label="Works for days"
            w={120}
            allowDeselect={false}
            data={DAYS.map(String)}
            value={days}
            onChange={(chosen) => chosen && setDays(chosen)}
          />
          <Button type="submit" loading={make.isPending}>
            Make the link
          </Button>
        </Group>
        {make.error && (
          <p role="alert" className={styles.error}>
            It could not be made: {make.error.message}
          </p>
        )}
      </Stack>
    </form>
  );
}
