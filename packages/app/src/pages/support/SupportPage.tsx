import { Button, Group, Select, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { SessionSummary } from '@throughline/format';
import { browserName } from '@throughline/model';
import { type FormEvent, useState } from 'react';
import { customerSessions, SUPPORT_RANGES } from '../../load/support.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { formatAbsolute, formatDuration, formatUrl } from '../../ui/format.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { userName } from '../../ui/userName.ts';
import styles from './SupportPage.module.css';
import { readSupportSearch, USUAL_RANGE } from './supportSearch.ts';

const route = getRouteApi('/support');

/** Where whoever helps a customer finds what happened to them. */
export function SupportPage() {
  const { user = '', range = USUAL_RANGE } = route.useSearch();
  const { data, error, refetch } = useQuery(customerSessions(user, range));
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
      </AppBar>
      <main className={styles.main}>
        <h1 className={styles.title}>Find a customer’s session</h1>
        <SearchForm key={user} />
        {user === '' && (
          <p className={styles.hint}>Their visits show here, with what they tried and what failed in each.</p>
        )}
        {error && !data && (
          <ErrorNotice
            title="The sessions could not be loaded"
            error={error}
            onRetry={() => void refetch()}
          />
        )}
        {user !== '' && !error && !data && (
          <Skeleton height={160} role="status" aria-label="Loading sessions" />
        )}
        {data && data.sessions.length === 0 && (
          <Notice title={`Nobody named “${user}” was here in the last ${SUPPORT_RANGES[range].label}`}>
            Try a part of their e-mail address or id, or a longer time.
          </Notice>
        )}
        {data && data.sessions.length > 0 && (
          <ul className={styles.list} aria-label="Sessions">
            {data.sessions.map((session) => (
              <SessionItem key={session.id} session={session} />
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}

function SearchForm() {
  const search = route.useSearch();
  const range = search.range ?? USUAL_RANGE;
  const [user, setUser] = useState(search.user ?? '');
  const navigate = useNavigate();
  const show = (next: { user: string; range: string }) =>
    void navigate({ to: '/support', search: readSupportSearch(next) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show({ user: user.trim(), range });
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          label="Customer"
          placeholder="e-mail address, name or id"
          className={styles.field}
          autoFocus
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <Select
          label="Last"
          allowDeselect={false}
          className={styles.range}
          data={Object.entries(SUPPORT_RANGES).map(([value, { label }]) => ({ value, label }))}
          value={range}
          onChange={(chosen) => chosen && show({ user: user.trim(), range: chosen })}
        />
        <Button type="submit">Find</Button>
      </Group>
    </form>
  );
}

function SessionItem({ session }: { session: SessionSummary }) {
  const { id, from, to, entryUrl, userAgent, user, counts } = session;
  const failures = counts.errors + counts.failedRequests;
  const name = userName(session);
  return (
    <li className={styles.item}>
      <Link to="/sessions/$id/support" params={{ id }} className={styles.session}>
        <span className={styles.who}>
          <span className={styles.name}>{name}</span>
          {user?.email && user.email !== name && <span className={styles.dim}>{user.email}</span>}
        </span>
        <span>{formatAbsolute(from)}</span>
        <span className={styles.dim}>{formatDuration(to - from)}</span>
        <span className={styles.path}>{formatUrl(entryUrl).path}</span>
        <span className={styles.dim}>{browserName(userAgent)}</span>
        <span className={styles.failures} data-bad={failures > 0 || undefined}>
          {failures > 0 ? 'something failed' : 'no error'}
        </span>
      </Link>
    </li>
  );
}
