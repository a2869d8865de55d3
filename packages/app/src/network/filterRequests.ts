import type { RequestSummary } from '@throughline/format';
import type { NetworkView } from '../state/networkView.ts';
import { GROUP_OF } from './groups.ts';

type Filtered = Omit<RequestSummary, 'attributes'> & { duration: number };
type Condition = (request: Filtered) => boolean;

/**
 * The requests that pass. The query is words that all must occur in address, method, status, type, operation or action;
 * `-word` must not; `method:POST`, `status:502`, `status:5xx`, `domain:api.test`, `type:xhr`, `larger-than:10k` and
 * `slower-than:200` (milliseconds) ask for one thing alone. Upper and lower case are alike.
 */
export function filterRequests<Item extends Filtered>(
  requests: Item[],
  { query, groups, failedOnly }: Pick<NetworkView, 'query' | 'groups' | 'failedOnly'>,
): Item[] {
  const conditions = query.toLowerCase().split(/\s+/).filter(Boolean).map(conditionOf);
  if (conditions.length === 0 && groups.length === 0 && !failedOnly) return requests;
  return requests.filter(
    (request) =>
      (!failedOnly || request.failed) &&
      (groups.length === 0 || groups.includes(GROUP_OF[request.type])) &&
      conditions.every((condition) => condition(request)),
  );
}

function conditionOf(word: string): Condition {
  if (word.startsWith('-') && word.length > 1) {
    const condition = conditionOf(word.slice(1));
    return (request) => !condition(request);
  }
  const [, name, value] = /^([a-z-]+):(.+)$/.exec(word) ?? [];
  return (name && value && NAMED[name]?.(value)) || ((request) => textOf(request).includes(word));
}

const NAMED: Record<string, (value: string) => Condition | undefined> = {
  method: (value) => (request) => request.method.toLowerCase() === value,
  type: (value) => (request) => request.type === value,
  status: (value) => {
    const pattern = new RegExp(`^${value.replace(/[^\dx]/g, '').replaceAll('x', '\\d') || '-'}$`);
    return ({ status }) => pattern.test(String(status ?? 0));
  },
  domain: (value) => (request) => hostOf(request.url).includes(value),
  'larger-than': (value) => {
    const bytes = bytesOf(value);
    return bytes === undefined ? undefined : (request) => (sizeOf(request) ?? -1) > bytes;
  },
  'slower-than': (value) => {
    const milliseconds = Number(value);
    return Number.isFinite(milliseconds) ? ({ duration }) => duration > milliseconds : undefined;
  },
};

/** Bytes that came over the network; of what is not told, those of the body. */
export function sizeOf({
  transferSize,
  responseSize,
}: Pick<RequestSummary, 'transferSize' | 'responseSize'>): number | undefined {
  return transferSize ?? responseSize;
}

function bytesOf(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,12})([km]?)$/.exec(text) ?? [];
  return number ? Number(number) * (unit === 'm' ? 1024 * 1024 : unit === 'k' ? 1024 : 1) : undefined;
}

function hostOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

function textOf({ url, method, status, type, operation, action, errorType }: Filtered): string {
  return [url, method, status, type, operation, action?.name, errorType].join('\n').toLowerCase();
}
