import type { SessionSummary, SupportStep } from '@throughline/format';
import type { FailureWay } from './failedRequest.ts';
import { oneLine } from './words.ts';

/** What failed, as far as an answer tells of it. */
export type ToldFailure = Pick<SupportStep, 'time'> & {
  /** `thrown`: an error in the page. */
  way: FailureWay | 'thrown';
  /** Whether it may have changed something, so that it matters whether it did. */
  isChange: boolean;
};

const SENTENCES: Record<ToldFailure['way'], string> = {
  late: 'our service did not answer in time',
  error: 'our service answered with an error',
  refused: 'our service did not accept what was sent',
  unanswered: 'no answer from our service reached your browser',
  thrown: 'an error occurred in the page',
};

/** Steps before the failure that the answer repeats: as many as one has in mind. */
const STEPS_TOLD = 3;

/** An answer to give to the person: plain text without technical words, and nothing that was not recorded. */
export function supportAnswer(
  session: Pick<SessionSummary, 'from' | 'user'>,
  steps: readonly SupportStep[],
  failure: ToldFailure | undefined,
): string {
  const name = oneLine(session.user?.name ?? '');
  const greeting = name === '' ? 'Hello,' : `Hello ${name},`;
  const visit = `thank you for getting in touch. We looked at your visit of ${dayAndTime(session.from)}.`;
  if (!failure)
    return [
      greeting,
      visit,
      'We see no error in it. What did you expect to happen, and at which point?',
      ENDING,
    ].join('\n\n');
  const before = steps
    .filter(({ kind, time }) => (kind === 'page' || kind === 'click') && time <= failure.time)
    .slice(-STEPS_TOLD)
    .map(({ text }) => text);
  const tried =
    before.length > 0
      ? `You ${listed(before)}. Then, at ${clock(failure.time)}, `
      : `At ${clock(failure.time)}, `;
  const open = failure.isChange
    ? ' From this alone we cannot tell whether your last step was completed.'
    : '';
  return [greeting, visit, `${tried}${SENTENCES[failure.way]}.${open}`, ENDING].join('\n\n');
}

const ENDING = 'Kind regards';

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

const dayAndTime = (at: number): string =>
  `${new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}, ${clock(at)}`;

const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;
