import type { Incident } from '@throughline/format';
import { commentOf, type IncidentSessions } from '../comment.ts';
import { type Site, sessionListUrl } from '../links.ts';
import type { TemplateValue } from '../templates/fillTemplate.ts';
import type { PLACEHOLDERS } from '../templates/placeholders.ts';
import { told } from './sessionValues.ts';

export interface IncidentSubject {
  incident: Incident;
  sessions: IncidentSessions;
  author: string;
  site: Site;
}

/** What stands in the place of the placeholders of a ticket about an incident. */
export function incidentValues({ incident, sessions, author, site }: IncidentSubject) {
  const { id, reason, scope, startedAt, until, startedBy } = incident;
  const limits = Object.entries(scope).map(([name, pattern]) => `${name} ${pattern}`);
  return {
    'incident.url': { url: sessionListUrl(site, id) },
    'incident.id': { text: id },
    'incident.reason': { text: reason },
    'incident.scope': { text: limits.join(', ') || 'everything' },
    'incident.started': { text: told(startedAt) },
    'incident.until': { text: told(until) },
    'incident.by': { text: startedBy },
    sessions: {
      lines: commentOf(incident, sessions, site.publicUrl).sessions.map(({ text, label, url }) => ({
        text,
        link: { label, url },
      })),
    },
    author: { text: author },
  } satisfies Record<keyof (typeof PLACEHOLDERS)['incident'], TemplateValue>;
}

export function incidentTitle({ id, reason }: Incident): string {
  return `Incident: ${reason || id}`;
}
