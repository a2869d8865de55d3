/** Times and counts as people read them. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A position within a session, e.g. `1:04`, `2:15:09`; below zero with a minus. */
export function formatPosition(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const clock =
    hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return ms <= -SECOND_MS ? `−${clock}` : clock;
}

/** The same with milliseconds: `1:04.250`. */
export function formatPrecisePosition(ms: number): string {
  const rest = Math.floor(Math.abs(ms) % SECOND_MS);
  return `${formatPosition(ms)}.${String(rest).padStart(3, '0')}`;
}

/** A duration, from `12 µs` to `3 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 0.0005) return '0 µs';
  if (ms < 1) return `${Math.round(ms * 1000)} µs`;
  if (ms < 10) return `${trim(ms.toFixed(2))} ms`;
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${trim((ms / SECOND_MS).toFixed(2))} s`;
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ${Math.floor((ms % MINUTE_MS) / SECOND_MS)} s`;
  return `${Math.floor(ms / HOUR_MS)} h ${Math.floor((ms % HOUR_MS) / MINUTE_MS)} min`;
}

/** A long duration in its largest unit or two: `40 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function formatDays(ms: number): string {
  if (ms < DAY_MS) return formatDuration(Math.max(ms, SECOND_MS));
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`;
}

/** How long ago `then` was, in one word or two. */
export function formatAgo(then: number, now: number): string {
  const ago = now - then;
  if (ago < 10 * SECOND_MS) return 'just now';
  if (ago < MINUTE_MS) return `${Math.floor(ago / SECOND_MS)} s ago`;
  if (ago < HOUR_MS) return `${Math.floor(ago / MINUTE_MS)} min ago`;
  if (ago < DAY_MS) return `${Math.floor(ago / HOUR_MS)} h ago`;
  return `${Math.floor(ago / DAY_MS)} d ago`;
}

/** Date and time in the reader's zone, to the second. */
export function formatAbsolute(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Date and time in UTC, to the millisecond, as logs write it. */
export function formatUtc(ms: number): string {
  return new Date(ms).toISOString();
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1.2K` for 1234. */
export function formatCount(count: number): string {
  return compact.format(count);
}

/** `812 B`, `68.4 KiB`, `2 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const isLarge = bytes >= 1024 * 1024;
  return `${trim((bytes / (isLarge ? 1024 * 1024 : 1024)).toFixed(1))} ${isLarge ? 'MiB' : 'KiB'}`;
}

/** Host and path of an address, without the scheme; the text itself if it is no address. */
export function formatUrl(url: string): { host: string; path: string } {
  try {
    const { host, pathname, search, hash } = new URL(url);
    return { host, path: `${pathname}${search}${hash}` };
  } catch {
    return { host: '', path: url };
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function trim(decimal: string): string {
  return decimal.replace(/\.?0+$/, '');
}
