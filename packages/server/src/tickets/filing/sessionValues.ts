import type { SessionDetail, SupportStep, SupportSummary } from '@throughline/format';
import { browserName } from '@throughline/model';
import { INTEGRATION_LIMITS } from '../../limits.ts';
import { replayUrl, type Site } from '../links.ts';
import type { TemplateValue } from '../templates/fillTemplate.ts';
import type { PLACEHOLDERS } from '../templates/placeholders.ts';

export interface SessionSubject {
  session: SessionDetail;
  summary: SupportSummary;
  /** Unix milliseconds. */
  moment: number;
  author: string;
  site: Site;
}

/** How long behind the moment steps still belong to what is told, milliseconds: what failed shows a little later. */
const LATER_MS = 5_000;

/** What stands in the place of the placeholders of a ticket about a session. */
export function sessionValues({ session, summary, moment, author, site }: SessionSubject) {
  const { id, user } = session;
  const until = summary.steps.filter(({ time }) => time <= moment + LATER_MS);
  const failures = until.filter(({ kind }) => kind === 'failure').slice(-INTEGRATION_LIMITS.errorsTold);
  const traces = [...new Set(failures.flatMap(({ traceId }) => traceId ?? []))];
  const link = (time: number) => ({ label: clock(time), url: replayUrl(site, id, time) });
  return {
    'session.url': { url: replayUrl(site, id, moment) },
    'session.id': { text: id },
    'session.started': { text: told(session.from) },
    'session.page': { text: session.entryUrl },
    'session.browser': { text: browserName(session.userAgent) },
    'user.name': { text: user ? (user.name ?? user.email ?? user.id) : '' },
    'user.id': { text: user?.id ?? '' },
    'user.email': { text: user?.email ?? '' },
    moment: { text: told(moment) },
    summary: {
      lines: until
        .slice(-INTEGRATION_LIMITS.stepsTold)
        .map((step) => ({ text: withTimes(step), link: link(step.time) })),
    },
    errors: {
      lines: failures.map((step) => ({
        text: [withTimes(step), ...step.details].join('; '),
        link: link(step.time),
      })),
    },
    traces: { lines: traces.map((text) => ({ text })) },
    author: { text: author },
  } satisfies Record<keyof (typeof PLACEHOLDERS)['session'], TemplateValue>;
}

/** A title that says what failed, else whose session it is. */
export function sessionTitle({ session, summary, moment }: SessionSubject): string {
  const away = ({ time }: SupportStep) => Math.abs(time - moment);
  const [failure] = summary.steps
    .filter(({ kind, time }) => kind === 'failure' && time <= moment + LATER_MS)
    .sort((a, b) => away(a) - away(b));
  if (failure) return failure.text.charAt(0).toUpperCase() + failure.text.slice(1);
  const { user } = session;
  return `Session of ${user ? (user.name ?? user.email ?? user.id) : 'somebody unknown'} at ${told(moment)}`;
}

const withTimes = ({ text, times }: SupportStep): string => (times ? `${text} (${times} times)` : text);

export const told = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);
