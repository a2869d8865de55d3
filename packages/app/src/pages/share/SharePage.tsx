import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SharedView } from '@throughline/format';
import { showProject } from '../../load/project.ts';
import { RequestError } from '../../load/request.ts';
import { sessionDetail } from '../../load/session.ts';
import { sharedView } from '../../load/shareLinks.ts';
import { SharedProvider } from '../../state/shared.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { SessionView } from '../session/SessionView.tsx';

/** Where a share link leads: its part of a session, to look at. */
export function SharePage() {
  const { data, error, refetch } = useQuery(sharedView());
  if (data) return <SharedSession view={data} />;
  return <NotShown error={error} onRetry={() => void refetch()} />;
}

function SharedSession({ view }: { view: SharedView }) {
  showProject(view.project);
  const { data, error, refetch } = useQuery(sessionDetail(view.session));
  if (!data) return <NotShown error={error} onRetry={() => void refetch()} />;
  return (
    <SharedProvider value={{ by: 'link', at: view.at, view }}>
      <SessionView session={data} />
    </SharedProvider>
  );
}

function NotShown({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  if (error instanceof RequestError && (error.status === 401 || error.status === 404))
    return (
      <Notice title="This link does not work">
        It is over, was taken back, or is not whole. Ask whoever sent it for another one.
      </Notice>
    );
  if (error) return <ErrorNotice title="The session could not be loaded" error={error} onRetry={onRetry} />;
  return (
    <Notice title="Loading the session">
      <Loader size="sm" />
    </Notice>
  );
}
