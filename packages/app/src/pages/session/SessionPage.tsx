import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RequestError } from '../../load/request.ts';
import { sessionDetail } from '../../load/session.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { SessionView } from './SessionView.tsx';

const route = getRouteApi('/sessions/$id');

/** One session: replay, timeline and trace at one moment. */
export function SessionPage() {
  const id = route.useParams({ select: (parameters) => parameters.id });
  const { data, error, refetch } = useQuery(sessionDetail(id));

  if (data) return <SessionView key={id} session={data} />;
  if (error instanceof RequestError && error.status === 404)
    return (
      <Notice
        title="This session is not here"
        action={
          <Button size="xs" component={Link} to="/sessions">
            All sessions
          </Button>
        }
      >
        {error.message} If it has only just begun it opens here by itself when its first data arrive.
      </Notice>
    );
  if (error) return <ErrorNotice title="The session could not be loaded" error={error} onRetry={refetch} />;
  return (
    <Notice title="Loading the session">
      <Loader size="sm" />
    </Notice>
  );
}
