import { expect, it } from 'vitest';
import { retentionStatements } from './retention.ts';
import { RECORD_TABLES } from './tables/records.ts';
import { SUMMARY_TABLES } from './tables/summaries.ts';

const statements = retentionStatements([
  { project: 'default', days: { spans: 30, logs: 30, replay: 30 } },
  { project: "o'shop", days: { spans: 7, logs: 14, replay: 90 } },
]);
const ofTable = (name: string) =>
  statements.filter(({ sql }) => sql.startsWith(`ALTER TABLE ${name} MODIFY TTL `));

it.each([...RECORD_TABLES, ...SUMMARY_TABLES].filter(({ ttl }) => ttl === undefined))(
  'says how long rows of $name are kept',
  ({ name }) => {
    expect(ofTable(name)).toHaveLength(1);
  },
);

it.each([
  ['spans', '7'],
  ['logs', '14'],
  ['replay_segments', '90'],
  // A summary stays as long as anything of what it sums up.
  ['traces', '14'],
  ['session_traces', '14'],
  ['sessions', '90'],
  ['session_hours', '90'],
  ['issue_minutes', '14'],
  ['release_hours', '90'],
])('keeps rows of %s for %s days', (name, days) => {
  expect(ofTable(name)[0]?.parameters).toEqual({
    projects: ['default', "o'shop"],
    days: ['30', days],
    otherwise: '30',
  });
});

it('has the engine bind what people chose', () => {
  for (const { sql } of statements) expect(sql).not.toContain('shop');
});

it('changes the local tables on all servers of a cluster', () => {
  const retention = [{ project: 'default', days: { spans: 1, logs: 1, replay: 1 } }];
  for (const { sql } of retentionStatements(retention, 'ours')) {
    expect(sql).toMatch(/^ALTER TABLE \w+_local ON CLUSTER ours MODIFY TTL /);
    // Without waiting: one server that is away would keep others from starting.
    expect(sql).toMatch(/\sSETTINGS distributed_ddl_task_timeout = 0$/);
  }
});
