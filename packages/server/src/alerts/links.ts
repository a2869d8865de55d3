import { DEFAULT_PROJECT } from '@throughline/format';
import { within } from '../tickets/links.ts';

/** Addresses of the app, for people who read an alert. `publicUrl` is where they reach this server. */
export interface AlertLinks {
  alerts: () => string;
  issue: (fingerprint: string) => string;
  /** A session, at a moment (Unix milliseconds) if one is given. */
  session: (id: string, at?: number) => string;
}

export function linksOf(publicUrl: string, project: string): AlertLinks {
  const address = (path: string, search: Record<string, string> = {}) => {
    const parameters = new URLSearchParams(search);
    if (project !== DEFAULT_PROJECT) parameters.set('project', project);
    return `${within(publicUrl, path)}${parameters.size > 0 ? `?${parameters}` : ''}`;
  };
  return {
    alerts: () => address('alerts'),
    issue: (fingerprint) => address(`issues/${encodeURIComponent(fingerprint)}`),
    session: (id, at) =>
      address(
        `sessions/${encodeURIComponent(id)}`,
        // Up, so that what happened within the millisecond has happened.
        at === undefined ? {} : { at: String(Math.ceil(at)) },
      ),
  };
}
