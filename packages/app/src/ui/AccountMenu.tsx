import { Menu, UnstyledButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { accountQuery, logOut, projectsQuery } from '../load/account.ts';
import { shownProject, showProject } from '../load/project.ts';
import styles from './AccountMenu.module.css';

/** Who is logged in; from here they change project, go to settings, and log out. */
export function AccountMenu() {
  const { data: account } = useQuery(accountQuery());
  const client = useQueryClient();
  const who = account?.who;
  if (!who || who.kind === 'link') return null;
  const leave = async () => {
    await logOut();
    // Nothing that they saw stays behind for whoever comes next.
    client.clear();
    window.location.assign('/sessions');
  };
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={`Account: ${who.name}`} className={styles.button}>
          {initials(who.name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{who.name}</strong>
          <span>{who.email ?? 'nobody needs to log in here'}</span>
        </div>
        <ProjectItems />
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings">
          Settings
        </Menu.Item>
        {who.kind === 'user' && <Menu.Item onClick={() => void leave()}>Log out</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The projects to choose from, where there are several. */
function ProjectItems() {
  const { data: projects = [] } = useQuery(projectsQuery());
  const client = useQueryClient();
  const navigate = useNavigate();
  if (projects.length < 2) return null;
  const choose = (id: string) => {
    showProject(id);
    client.removeQueries({ predicate: ({ queryKey }) => !KEPT.has(String(queryKey[0])) });
    void navigate({ to: '/sessions' });
  };
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Project</Menu.Label>
      {projects.map(({ id, name }) => (
        <Menu.Item
          key={id}
          onClick={() => choose(id)}
          aria-current={id === shownProject() || undefined}
          rightSection={id === shownProject() ? '✓' : undefined}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  );
}

/** What was loaded that is the same in all projects. */
const KEPT: ReadonlySet<string> = new Set(['account', 'projects', 'users', 'invitations']);

function initials(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/);
  return ((first[0] ?? '') + (others.at(-1)?.[0] ?? '')).toUpperCase();
}
