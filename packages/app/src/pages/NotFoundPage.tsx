import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Notice } from '../ui/Notice.tsx';

export function NotFoundPage() {
  return (
    <Notice
      title="There is no such page"
      action={
        <Button size="xs" component={Link} to="/sessions">
          All sessions
        </Button>
      }
    />
  );
}
