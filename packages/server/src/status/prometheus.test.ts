import { expect, it } from 'vitest';
import { prometheusText } from './prometheus.ts';

const text = prometheusText(
  {
    kinds: [{ kind: 'traces', bodies: 2, bytes: 100, records: 7, rejectedRecords: 1, repeatedBodies: 6 }],
    refused: [{ kind: 'logs', status: 401, count: 3 }],
    spool: { bytes: 5, lagSeconds: 0.25, loadedFiles: 4 },
    receivingBytes: 9,
    quarantinedBodies: 1,
    quarantinedBytes: 12,
    lastError: null,
  },
  { residentBytes: 1024, cpuSeconds: 1.5 },
);

it('writes every line as a comment or a sample', () => {
  const line = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+)$/;
  for (const written of text.trimEnd().split('\n')) expect(written).toMatch(line);
  expect(text.endsWith('\n')).toBe(true);
});

it.each([
  'throughline_ingest_records_total{kind="traces"} 7',
  'throughline_ingest_refused_total{kind="logs",status="401"} 3',
  'throughline_ingest_repeated_bodies_total{kind="traces"} 6',
  'throughline_spool_bytes 5',
  'throughline_ingest_receiving_bytes 9',
  'throughline_quarantined_bytes 12',
  'throughline_ingest_lag_seconds 0.25',
  '# TYPE throughline_ingest_bodies_total counter',
])('writes %s', (line) => {
  expect(text.split('\n')).toContain(line);
});
