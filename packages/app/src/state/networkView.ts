/** Kinds of requests that the network panel tells apart. */
export const REQUEST_GROUPS = ['fetch', 'document', 'socket', 'other'] as const;
export type RequestGroup = (typeof REQUEST_GROUPS)[number];

/** What requests can be sorted by; `start` is the order in which they began. */
export const REQUEST_COLUMNS = [
  'start',
  'name',
  'method',
  'status',
  'type',
  'action',
  'size',
  'duration',
] as const;
export type RequestColumn = (typeof REQUEST_COLUMNS)[number];

/** What the network panel tells of one request, a tab each. */
export const REQUEST_TABS = ['headers', 'payload', 'response', 'timing', 'initiator', 'trace'] as const;
export type RequestTab = (typeof REQUEST_TABS)[number];

/** What the network panel shows, as far as the address restores it. */
export interface NetworkView {
  /** In the language of `network/filterRequests.ts`. */
  query: string;
  /** Only these; empty for all. */
  groups: readonly RequestGroup[];
  failedOnly: boolean;
  sort: { by: RequestColumn; descending: boolean };
  tab: RequestTab;
}

export const WHOLE_NETWORK: NetworkView = {
  query: '',
  groups: [],
  failedOnly: false,
  sort: { by: 'start', descending: false },
  tab: 'headers',
};

/** The parameters of the address that hold it; what is as usual is absent. */
export interface NetworkSearch {
  networkQuery?: string;
  /** Comma-separated. */
  networkKind?: string;
  networkFailed?: 'only';
  /** A column, with `-` before it from the greatest to the least. */
  networkSort?: string;
  networkTab?: string;
}

export function formatNetwork({ query, groups, failedOnly, sort, tab }: NetworkView): NetworkSearch {
  const isUsual = sort.by === 'start' && !sort.descending;
  return {
    networkQuery: query || undefined,
    networkKind: groups.join(',') || undefined,
    networkFailed: failedOnly ? 'only' : undefined,
    networkSort: isUsual ? undefined : `${sort.descending ? '-' : ''}${sort.by}`,
    networkTab: tab === WHOLE_NETWORK.tab ? undefined : tab,
  };
}

/** Likewise from an address that anybody may have written. */
export function parseNetwork(search: NetworkSearch): NetworkView {
  const named = new Set(search.networkKind?.split(','));
  const [, minus, by] = /^(-?)(\w+)$/.exec(search.networkSort ?? '') ?? [];
  const column = REQUEST_COLUMNS.find((name) => name === by);
  return {
    query: search.networkQuery ?? '',
    groups: REQUEST_GROUPS.filter((group) => named.has(group)),
    failedOnly: search.networkFailed === 'only',
    sort: column ? { by: column, descending: minus === '-' } : WHOLE_NETWORK.sort,
    tab: REQUEST_TABS.find((tab) => tab === search.networkTab) ?? WHOLE_NETWORK.tab,
  };
}
