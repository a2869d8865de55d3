import type { WaterfallLog } from '@throughline/model';
import type { TreeLine } from './lines.ts';

/** What a line is called, and how bad it is. */
export function labelOf(line: TreeLine): { name: string; level: WaterfallLog['level'] } {
  if (line.kind === 'log') return logLabel(line.log);
  const { row } = line;
  switch (row.kind) {
    case 'span':
      return { name: `${row.span.service} ${row.span.name}`, level: row.span.hasError ? 'error' : 'normal' };
    case 'log':
      return logLabel(row.log);
    case 'action':
      return { name: row.action.title, level: 'normal' };
    case 'link':
      return {
        name: `Linked: ${row.span.service} ${row.span.name}`,
        level: row.span.hasError ? 'error' : 'normal',
      };
    case 'missing-parent':
      return { name: `Missing parent ${row.spanId}`, level: 'normal' };
  }
}

function logLabel({ service, text, level }: WaterfallLog) {
  return { name: `${service} log ${text}`, level };
}
