import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { parseSearch, withoutTerm } from '@throughline/model';
import { hasSession, type SessionFilter, TIME_RANGES } from '../../load/sessionList.ts';
import { Notice } from '../../ui/Notice.tsx';
import { toFilter } from './listSearch.ts';
import styles from './NoMatch.module.css';

/** Conditions that are tried without, at most: each is a question to the server. */
const TRIED_MOST = 6;

interface Loosening {
  name: string;
  filter: SessionFilter;
}

/** Says which condition keeps all sessions out, and leads on without it. */
export function NoMatch({
  filter,
  onChange,
}: {
  filter: SessionFilter;
  onChange: (filter: SessionFilter) => void;
}) {
  const loosenings = looseningsOf(filter);
  const answers = useQueries({ queries: loosenings.map((one) => hasSession(one.filter)) });
  const helping = loosenings.filter((_, index) => answers[index]?.data);
  const isAsking = answers.some(({ isPending }) => isPending);
  return (
    <Notice
      title="No session matches"
      action={
        <Button size="xs" variant="default" onClick={() => onChange({ ...toFilter({}), range: 'all' })}>
          Show all sessions
        </Button>
      }
    >
      <div role="status">
        {isAsking && 'Looking which condition keeps them out…'}
        {!isAsking && helping.length === 0 && 'No single condition keeps them out: loosen several.'}
        {helping.length > 0 && (
          <>
            There are sessions without one of these:
            <ul className={styles.list}>
              {helping.map(({ name, filter: loosened }) => (
                <li key={name}>
                  <button type="button" className={styles.without} onClick={() => onChange(loosened)}>
                    without <code>{name}</code>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Notice>
  );
}

/** The filter without each of its conditions, and what that is called. */
function looseningsOf(filter: SessionFilter): Loosening[] {
  const { search, range, from, to, incident } = filter;
  const terms = parseSearch(search).terms.map((term) => ({
    name: search.slice(term.start, term.end),
    filter: { ...filter, search: withoutTerm(search, term) },
  }));
  const isAbsolute = from !== undefined || to !== undefined;
  return [
    ...(isAbsolute || range !== 'all'
      ? [
          {
            name: isAbsolute ? 'the time range' : `the last ${TIME_RANGES[range].label}`,
            filter: { ...filter, range: 'all' as const, from: undefined, to: undefined },
          },
        ]
      : []),
    ...(incident ? [{ name: 'the incident', filter: { ...filter, incident: '' } }] : []),
    ...terms,
  ].slice(0, TRIED_MOST);
}
