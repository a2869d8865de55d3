import type { IngestStatus } from '@throughline/format';

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export const PROMETHEUS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What the operating system says of this process. */
export interface ProcessFigures {
  residentBytes: number;
  cpuSeconds: number;
}

interface Sample {
  labels?: Record<string, string | number>;
  value: number;
}

/** The server's metrics as Prometheus text. */
export function prometheusText(status: IngestStatus, figures: ProcessFigures): string {
  const ofKind = (value: (kind: IngestStatus['kinds'][number]) => number): Sample[] =>
    status.kinds.map((kind) => ({ labels: { kind: kind.kind }, value: value(kind) }));
  const refused = status.refused.map(({ kind, status, count }) => ({
    labels: { kind, status },
    value: count,
  }));
  return [
    counter(
      'ingest_bodies',
      'Bodies taken in',
      ofKind(({ bodies }) => bodies),
    ),
    counter(
      'ingest_bytes',
      'Bytes taken in, as they were sent',
      ofKind(({ bytes }) => bytes),
    ),
    counter(
      'ingest_records',
      'Spans and log records in OTLP bodies taken in',
      ofKind(({ records }) => records),
    ),
    counter(
      'ingest_rejected_records',
      'Records answered with a partial success',
      ofKind(({ rejectedRecords }) => rejectedRecords),
    ),
    counter(
      'ingest_repeated_bodies',
      'Bodies sent again that had been taken before',
      ofKind(({ repeatedBodies }) => repeatedBodies),
    ),
    counter('ingest_refused', 'Bodies refused, by HTTP status', refused),
    gauge('throughline_spool_bytes', 'Bytes acknowledged and not yet in the tables', status.spool.bytes),
    gauge(
      'throughline_ingest_lag_seconds',
      'Age of the oldest body not yet in the tables',
      status.spool.lagSeconds,
    ),
    counter('spool_files_loaded', 'Spool files stored', [{ value: status.spool.loadedFiles }]),
    gauge('throughline_ingest_receiving_bytes', 'Bytes of bodies not yet answered', status.receivingBytes),
    gauge(
      'throughline_quarantined_bytes',
      'Bytes of the bodies that the engine could not read',
      status.quarantinedBytes,
    ),
    gauge(
      'throughline_quarantined_bodies',
      'Bodies that the engine could not read',
      status.quarantinedBodies,
    ),
    gauge('process_resident_memory_bytes', 'Memory of the process', figures.residentBytes),
    family('process_cpu_seconds_total', 'counter', 'CPU time of the process', [
      { value: figures.cpuSeconds },
    ]),
  ].join('');
}

const counter = (name: string, help: string, samples: Sample[]) =>
  family(`throughline_${name}_total`, 'counter', help, samples);
const gauge = (name: string, help: string, value: number) => family(name, 'gauge', help, [{ value }]);

function family(name: string, type: 'counter' | 'gauge', help: string, samples: Sample[]): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(String(text))}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
