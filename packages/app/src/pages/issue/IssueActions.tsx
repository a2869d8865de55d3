import { Button, Popover, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { IssueChange, IssueDetail } from '@throughline/format';
import { type FormEvent, useId, useState } from 'react';
import { useMay } from '../../load/account.ts';
import { changeIssue } from '../../load/issues.ts';
import styles from './IssuePage.module.css';

/** What one decides about an issue, if one may. */
export function IssueActions({ issue }: { issue: IssueDetail }) {
  const { fingerprint, state, knownReleases } = issue;
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (next: IssueChange) => changeIssue(fingerprint, next),
    onSettled: () => client.invalidateQueries({ queryKey: ['issues'] }),
  });
  const mayDecide = useMay('operate');
  const isOpen = state === 'open';
  if (!mayDecide) return null;
  return (
    <div className={styles.actions}>
      {isOpen ? (
        <>
          <Button size="xs" loading={change.isPending} onClick={() => change.mutate({ state: 'resolved' })}>
            Resolve
          </Button>
          <ResolveInRelease
            releases={knownReleases}
            onResolve={(release) => change.mutate({ state: 'resolved', release })}
          />
          <Button size="xs" variant="default" onClick={() => change.mutate({ state: 'ignored' })}>
            Ignore
          </Button>
        </>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ state: 'open' })}
        >
          Reopen
        </Button>
      )}
      {change.error && (
        <p role="alert" className={styles.error}>
          It could not be changed: {change.error.message}
        </p>
      )}
    </div>
  );
}

/** Longest name of a release that the server takes. */
const RELEASE_CHARACTERS = 200;

/** A form is there at once. */
const NO_TRANSITION = { duration: 0 };

/** Asks for the release: one that is known, or the next one by the name that it will have. */
function ResolveInRelease({
  releases,
  onResolve,
}: {
  releases: readonly string[];
  onResolve: (release: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [release, setRelease] = useState(releases[0] ?? '');
  const known = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (release.trim() === '') return;
    setOpen(false);
    onResolve(release.trim());
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      transitionProps={NO_TRANSITION}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          Resolve in release …
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Resolve in a release">
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            size="xs"
            label="Release"
            description="Older ones may go on throwing it; this one and newer ones make it regress."
            value={release}
            onChange={({ currentTarget }) => setRelease(currentTarget.value)}
            maxLength={RELEASE_CHARACTERS}
            list={known}
          />
          <datalist id={known}>
            {releases.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Button size="xs" type="submit" disabled={release.trim() === ''}>
            Resolve in this release
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
