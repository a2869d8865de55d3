import { ATTRIBUTES } from '@throughline/format';
import { NIL_UUID } from './columns.ts';
import type { Table, View } from './definitions.ts';
import { resourceText } from './resource.ts';
import { ARRIVAL, ARRIVED, believed, FINE, greatest, hourOf, least, PROJECT, sum } from './summaryColumns.ts';

/**
 * Which release of which service ran when, and in how many sessions. Of a session nothing but its part in a sketch that counts
 * (`uniq`) is kept, so an erasure need not look here.
 */
export const RELEASE_TABLES: readonly Table[] = [
  {
    name: 'release_hours',
    columns: {
      project: PROJECT,
      service: PROJECT,
      release: PROJECT,
      hour: "DateTime('UTC')",
      first: least,
      last: greatest,
      records: sum,
      sessions: 'AggregateFunction(uniqIf, UUID, UInt8)',
      ...ARRIVAL,
    },
    engine: 'AggregatingMergeTree',
    orderBy: 'project, service, release, hour',
    settings: FINE,
    shardBy: 'project, service, release',
  },
];

export const RELEASE_VIEWS: readonly View[] = (['spans', 'logs'] as const).map((table) => ({
  name: `${table}_to_release_hours`,
  from: table,
  to: 'release_hours',
  select: (
    from,
  ) => `SELECT project, service, release, ${hourOf('moment')} AS hour, min(moment) AS first, max(moment) AS last,
      ${ARRIVED}, count() AS records, uniqIfState(session_id, session_id != ${NIL_UUID}) AS sessions
    FROM (
      SELECT project, service, ${resourceText(ATTRIBUTES.serviceVersion)} AS release, session_id, received_at,
        ${believed(table === 'spans' ? 'start' : 'time')} AS moment
      FROM ${from}
    ) WHERE release != '' GROUP BY project, service, release, hour`,
}));
