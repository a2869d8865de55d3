import { DEFAULT_PROJECT } from '@throughline/format';

/** Addresses of the app, for people who read a ticket. */

/** Where people reach this server, and the project that they are to see. */
export interface Site {
  publicUrl: string;
  project: string;
}

/** The sessions of an incident. */
export function sessionListUrl(site: Site, incident: string): string {
  return pageUrl(site, 'sessions', { range: 'all', incident });
}

/** A session at a moment, Unix milliseconds. */
export function replayUrl(site: Site, session: string, at: number): string {
  return pageUrl(site, `sessions/${encodeURIComponent(session)}`, { at: String(Math.trunc(at)) });
}

function pageUrl({ publicUrl, project }: Site, path: string, search: Record<string, string>): string {
  const parameters = new URLSearchParams({ ...search, ...(project !== DEFAULT_PROJECT && { project }) });
  return `${within(publicUrl, path)}?${parameters}`;
}

/** An address below `base`, which may have a path of its own. */
export function within(base: string, path: string): string {
  return new URL(path, base.endsWith('/') ? base : `${base}/`).href;
}
