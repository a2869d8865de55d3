import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '@throughline/format';
import { useState } from 'react';
import type { SessionFilter } from '../../load/sessionList.ts';
import { deleteView, savedViews, saveView } from '../../load/views.ts';
import { type Column, readColumns } from './columns.ts';
import { isTimeRange } from './listSearch.ts';
import styles from './Toolbar.module.css';

/** What opening a view changes. */
export interface OpenedView {
  filter: Partial<SessionFilter>;
  columns: Column[] | undefined;
}

/** The team's views: to open, to keep the present one under a name, to delete, and to take that back. */
export function ViewsMenu({
  filter,
  columns,
  onOpen,
}: {
  filter: SessionFilter;
  columns: readonly Column[];
  onOpen: (view: OpenedView) => void;
}) {
  const { data: views, error } = useQuery(savedViews());
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: savedViews().queryKey });
  const save = useMutation({ mutationFn: saveView, onSettled: renew });
  const remove = useMutation({ mutationFn: ({ id }: SavedView) => deleteView(id), onSettled: renew });
  const [deleted, setDeleted] = useState<SavedView | null>(null);
  const failed = error ?? save.error ?? remove.error;

  const open = ({ search, range, columns: names }: SavedView) =>
    onOpen({
      filter: { search, ...(isTimeRange(range) && { range, from: undefined, to: undefined }) },
      columns: readColumns(names),
    });
  return (
    <>
      {views?.length === 0 && !deleted && (
        <p className={styles.note}>A view keeps the search, the time range and the columns for your team.</p>
      )}
      {views?.map((view) => (
        <div key={view.id} className={styles.row}>
          <button
            type="button"
            className={styles.item}
            title={view.search || 'all sessions'}
            onClick={() => open(view)}
          >
            <span className={styles.name}>{view.name}</span>
          </button>
          <ActionIcon
            size="sm"
            aria-label={`Delete the view ${view.name}`}
            onClick={() => remove.mutate(view, { onSuccess: () => setDeleted(view) })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </div>
      ))}
      {deleted && (
        <p className={styles.note} role="status">
          “{deleted.name}” is deleted.{' '}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => save.mutate(deleted, { onSuccess: () => setDeleted(null) })}
          >
            Undo
          </Button>
        </p>
      )}
      {failed && (
        <p className={styles.error} role="alert">
          {failed.message}
        </p>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const name = String(new FormData(form).get('name') ?? '').trim();
          const isAbsolute = filter.from !== undefined || filter.to !== undefined;
          if (name === '') return;
          const view = { name, search: filter.search, range: isAbsolute ? '' : filter.range };
          save.mutate({ ...view, columns: [...columns] }, { onSuccess: () => form.reset() });
        }}
      >
        <label className={styles.label}>
          Keep this one as
          <input name="name" placeholder="Slow payments" maxLength={100} autoComplete="off" required />
        </label>
        <Button type="submit" size="compact-xs" variant="default" loading={save.isPending}>
          Save the view
        </Button>
      </form>
    </>
  );
}
