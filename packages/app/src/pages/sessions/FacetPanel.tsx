import type { SessionFacet, SessionFacets } from '@throughline/format';
import { hasTerm, SEARCH_KEYS, type SearchKey, toggleTerm } from '@throughline/model';
import { formatCount } from '../../ui/format.ts';
import styles from './FacetPanel.module.css';

const TITLES: Partial<Record<SearchKey, string>> = {
  has: 'What happened',
  service: 'Service',
  user: 'User',
  url: 'Page',
  browser: 'Browser',
  lasted: 'Duration',
  kept: 'Kept because',
  release: 'Release',
  event: 'Event',
};

/** What a value is called, where a search writes it otherwise. */
const LABELS: Partial<Record<SearchKey, Record<string, string>>> = {
  has: {
    'failed-request': 'failed request',
    'rage-click': 'rage click',
    'dead-click': 'dead click',
    'error-click': 'error click',
  },
  // In the order of length, whatever is commonest.
  lasted: {
    '<10s': 'under 10 s',
    '10s..1m': '10 s to 1 min',
    '1m..5m': '1 to 5 min',
    '5m..30m': '5 to 30 min',
    '>30m': 'over 30 min',
  },
};

/** How many sessions have what: a click on a value narrows the search to it, another takes that back. */
export function FacetPanel({
  facets,
  error,
  search,
  onSearch,
  onRetry,
}: {
  facets: SessionFacets | undefined;
  error: Error | null;
  search: string;
  onSearch: (search: string) => void;
  onRetry: () => void;
}) {
  return (
    <aside className={styles.panel} aria-label="Counts">
      <p className={styles.total} role="status">
        {facets
          ? `${facets.isPartial ? 'of the newest: ' : ''}${facets.sessions.toLocaleString()} ${facets.sessions === 1 ? 'session' : 'sessions'}`
          : error
            ? ''
            : 'Counting…'}
      </p>
      {error && (
        <div className={styles.error} role="alert">
          <p>The counts could not be loaded: {error.message}</p>
          <button type="button" onClick={onRetry} className={styles.retry}>
            Retry
          </button>
        </div>
      )}
      {facets?.facets.map((facet) => (
        <Facet key={facet.key} facet={facet} search={search} onSearch={onSearch} />
      ))}
    </aside>
  );
}

function Facet({
  facet,
  search,
  onSearch,
}: {
  facet: SessionFacet;
  search: string;
  onSearch: (search: string) => void;
}) {
  const key = SEARCH_KEYS.find((known) => known.key === facet.key)?.key;
  if (!key) return null;
  const most = Math.max(1, ...facet.values.map(({ sessions }) => sessions));
  const title = TITLES[key] ?? key;
  const labels = LABELS[key] ?? {};
  const values = key === 'lasted' ? inOrder(facet.values, Object.keys(labels)) : facet.values;
  return (
    <section className={styles.facet} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.values}>
        {values.map(({ value, label, sessions }) => {
          const shown = label ?? labels[value] ?? value;
          return (
            <li key={value}>
              <button
                type="button"
                className={styles.value}
                aria-pressed={hasTerm(search, key, value)}
                title={shown === value ? value : `${shown} (${value})`}
                onClick={() => onSearch(toggleTerm(search, key, value))}
              >
                <span className={styles.share} style={{ width: `${(100 * sessions) / most}%` }} />
                <span className={styles.name}>{shown}</span>
                <span className={styles.number}>{formatCount(sessions)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function inOrder(values: SessionFacet['values'], order: readonly string[]): SessionFacet['values'] {
  return [...values].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
}
