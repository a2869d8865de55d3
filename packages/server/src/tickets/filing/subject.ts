import type { Database } from '../../control/database.ts';
import { findIncident } from '../../control/incidents.ts';
import { readSupportSummary } from '../../query/supportSummary.ts';
import type { Reader } from '../../store/reader.ts';
import { replayUrl, sessionListUrl } from '../links.ts';
import { sessionsOf } from '../sessionsOf.ts';
import type { TemplateValues } from '../templates/fillTemplate.ts';
import type { DEFAULT_TEMPLATES } from '../templates/placeholders.ts';
import type { TicketFacts, TicketLink } from '../trackers/tracker.ts';
import { incidentTitle, incidentValues } from './incidentValues.ts';
import { sessionTitle, sessionValues, told } from './sessionValues.ts';

/** What a ticket is asked to be about: a session, or an incident alone. */
export interface TicketQuestion {
  project: string;
  session: string | undefined;
  incident: string | undefined;
  /** Unix milliseconds; `undefined`: where the session failed, else its beginning. */
  moment: number | undefined;
  /** Who files it. */
  author: string;
}

/** All that a ticket can say of what it is about. */
export interface Subject {
  template: keyof typeof DEFAULT_TEMPLATES;
  title: string;
  values: TemplateValues;
  link: TicketLink;
  facts: TicketFacts;
  /** Unix milliseconds; `null` for an incident. */
  moment: number | null;
}

export interface SubjectSources {
  database: Database;
  reader: Reader;
  /** Where people reach this server. */
  publicUrl: string;
}

/** Puts together what a ticket is about; `undefined` if the project has no such session or incident. */
export async function subjectOf(
  { database, reader, publicUrl }: SubjectSources,
  question: TicketQuestion,
): Promise<Subject | undefined> {
  const { project, session, incident, author } = question;
  const site = { publicUrl, project };
  const found = incident === undefined ? undefined : await findIncident(database, incident);
  if (incident !== undefined && found?.project !== project) return undefined;
  const facts = { project, session: session ?? '', incident: incident ?? '', filedBy: author };
  if (session === undefined) {
    if (!found) return undefined;
    const sessions = await sessionsOf(reader, found);
    return {
      template: 'incident',
      title: incidentTitle(found),
      values: incidentValues({ incident: found, sessions, author, site }),
      link: {
        globalId: `throughline-incident=${found.id}`,
        url: sessionListUrl(site, found.id),
        title: `Sessions of incident ${found.id}`,
      },
      facts: { ...facts, moment: '' },
      moment: null,
    };
  }
  const known = await readSupportSummary(reader, project, session);
  if (!known) return undefined;
  const moment = Math.trunc(question.moment ?? known.summary.failure?.time ?? known.session.from);
  const subject = { ...known, moment, author, site };
  return {
    template: 'session',
    title: sessionTitle(subject),
    values: sessionValues(subject),
    link: {
      globalId: `throughline-session=${session}&at=${moment}`,
      url: replayUrl(site, session, moment),
      title: `Replay at ${told(moment)}`,
    },
    facts: { ...facts, moment: new Date(moment).toISOString() },
    moment,
  };
}
